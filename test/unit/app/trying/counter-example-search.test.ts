/** A search for a counter-example that nobody asked for: how long it takes, and what ends it. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  briefMs,
  CounterExampleSearch,
} from '../../../../src/app/trying/counter-example-search.svelte.ts';
import type { CheckOptions, CheckRequest } from '../../../../src/checking/checker.ts';
import { counterExampleText } from '../../../../src/texts/counter-example-texts.ts';
import { testResult } from '../../../../src/checking/test-result.ts';
import { verdictOf } from '../../../support/plans.ts';
import { taskOf } from '../../../support/tasks.ts';

const referenceCode = 'def raise(n): return n + 1';
const task = taskOf(['assert raise(1) == 2'], { source: 'starter', id: '1', referenceCode });
const trial = { task, program: 'def raise(n): return 2', functionName: 'raise' };
const calls = Array.from({ length: 30 }, (_, n) => `raise(${n})`);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The reference answers for so many rounds; then a check ends only when it is aborted. */
function searchWith(rounds: number, readSmallCalls = async (): Promise<string[]> => calls) {
  const signals: AbortSignal[] = [];
  const check = async ({ task: { tests } }: CheckRequest, { signal }: CheckOptions = {}) => {
    if (signal) signals.push(signal);
    if (signals.length <= rounds) {
      // It raises on every one of them, which says nothing of the program.
      const results = tests.map((source) =>
        testResult({ group: 'shown', source }, { outcome: 'runtime-error' }),
      );
      return { ...verdictOf('runtime-error'), tests: results };
    }
    return new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error));
    });
  };
  const checker = { check, readSmallCalls };
  return { search: new CounterExampleSearch({ checker, ownChecker: checker }), signals };
}

test('it ends after its time, and says how far it came', async () => {
  const { search, signals } = searchWith(1);
  const searching = search.glance(trial);
  await vi.advanceTimersByTimeAsync(briefMs - 1);
  expect(counterExampleText(search.phase)).toBe(
    'Comparing with the reference for up to 3.0 s: 10 of 30 small inputs tried.',
  );
  await vi.advanceTimersByTimeAsync(1);
  await searching;
  expect(search.phase).toEqual({ kind: 'none', tried: 10, isCut: true, isBrief: true });
  expect(counterExampleText(search.phase)).toMatch(/on the first 10 small inputs in 3.0 s/);
  expect(signals.at(-1)?.aborted).toBe(true);
});

test('it gives way to others at once; one that was asked for does not', async () => {
  const brief = searchWith(0);
  void brief.search.glance(trial);
  await vi.advanceTimersByTimeAsync(10);
  brief.search.giveWay();
  expect(brief.search.phase).toEqual({ kind: 'idle' });
  expect(brief.signals.at(-1)?.aborted).toBe(true);

  const asked = searchWith(0);
  void asked.search.find(trial);
  await vi.advanceTimersByTimeAsync(briefMs * 2);
  asked.search.giveWay();
  expect(asked.search.phase).toMatchObject({ kind: 'searching', isBrief: false });
  expect(asked.signals.at(-1)?.aborted).toBe(false);
  asked.search.clear();
});

test('that it failed is said of one that was asked for alone', async () => {
  const failing = () => searchWith(0, () => Promise.reject(new Error('no sandbox'))).search;
  const brief = failing();
  await brief.glance(trial);
  expect(brief.phase).toEqual({ kind: 'idle' });
  const asked = failing();
  await asked.find(trial);
  expect(asked.phase).toMatchObject({ kind: 'failed' });
});

test('its time ends no search that was asked for meanwhile', async () => {
  const { search } = searchWith(0);
  void search.glance(trial);
  await vi.advanceTimersByTimeAsync(briefMs / 2);
  void search.find(trial);
  await vi.advanceTimersByTimeAsync(briefMs * 2);
  expect(search.phase).toMatchObject({ kind: 'searching', isBrief: false });
  search.clear();
});
