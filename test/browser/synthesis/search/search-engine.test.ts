/** The search as an engine: a real sandbox frame, real workers, real Pyodide. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programInterpreters } from '../../../../src/checking/create-checker.ts';
import { SandboxBytes } from '../../../../src/sandbox/sandbox-bytes.ts';
import type { Brief, GenerationRequest } from '../../../../src/synthesis/engine.ts';
import {
  SearchEngine,
  type SearchInMemory,
} from '../../../../src/synthesis/search/search-engine.ts';
import type {
  SearchProgress,
  SearchResult,
} from '../../../../src/synthesis/search/search-state.ts';
import { searchReasonText } from '../../../../src/texts/search-texts.ts';

const interpreters = programInterpreters(new SandboxBytes(), 2);
const engine = new SearchEngine(interpreters, searchReasonText);
const loading = () => ({ signal: new AbortController().signal, onProgress: () => {} });
const quiet = () => ({ signal: new AbortController().signal, onText: () => {} });

const solvable: Partial<Brief> = {
  text: 'Find the largest number of a list.',
  shownTests: ['assert f([1, 5, 2]) == 5', 'assert f([-3, -7]) == -3'],
};
const unsolvable: Partial<Brief> = {
  shownTests: ['assert f(3, [1, 2]) == "a"', 'assert f(4, [5]) == 0.123'],
};

function requestOf(brief: Partial<Brief>): GenerationRequest {
  return {
    brief: { text: '', functionName: 'f', shownTests: [], setupCode: '', ...brief },
    prompt: { kind: 'completion', text: '' },
    sampling: { temperature: 0, topP: 1, maxTokens: 1, seed: 0, stop: [] },
  };
}

let model: SearchInMemory;
beforeAll(async () => {
  model = await engine.load({ seconds: 4 }, loading());
});
afterAll(() => interpreters.close());

describe('a generation', () => {
  test('replies with the program alone, and reports its work', async () => {
    const pieces: string[] = [];
    const reports: [SearchProgress, unknown][] = [];
    const generation = await model.generate(requestOf(solvable), {
      ...quiet(),
      onText: (piece) => pieces.push(piece),
      onSearch: (progress, result) => reports.push([progress, result]),
    });
    const program = 'def f(numbers):\n    return max(numbers)\n';
    expect(generation).toEqual({
      text: program,
      finish: 'stop',
      promptTokens: null,
      replyTokens: null,
      firstTokenMs: expect.any(Number),
      totalMs: expect.any(Number),
    });
    expect(pieces.join('')).toBe(program);
    expect(reports.at(-1)).toEqual([
      expect.objectContaining({ tried: expect.any(Number), level: expect.any(Number) }),
      {
        kind: 'found',
        program,
        explanation: expect.objectContaining({ how: 'expression', words: expect.any(Array) }),
      },
    ]);
  });

  test('that finds nothing ends when its time is over, with a sentence', async () => {
    const generation = await model.generate(requestOf(unsolvable), quiet());
    expect(generation.finish).toBe('length');
    expect(generation.text).toMatch(/^# The time ran out/);
    expect(generation.totalMs).toBeLessThan(8_000);
  });

  test('without asserts is a sentence at once', async () => {
    const generation = await model.generate(requestOf({}), quiet());
    expect(generation.text).toMatch(/^# Search needs at least one shown assert/);
  });

  test('stops when told to, and the next one starts within a slice', async () => {
    const stopping = new AbortController();
    const stopped = await model.generate(requestOf(unsolvable), {
      signal: stopping.signal,
      onText: () => {},
      onSearch: ({ tried }) => {
        if (tried > 0) stopping.abort();
      },
    });
    expect(stopped).toMatchObject({ text: '', finish: 'stopped' });
    const startedAt = performance.now();
    const next = await model.generate(requestOf(solvable), quiet());
    expect(next.text).toContain('max(numbers)');
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  test('that is stopped replies with the best attempt so far', async () => {
    const stopping = new AbortController();
    let best = '';
    const shownTests = ['assert f(3) == 6', 'assert f(7) == "no"', 'assert f(11) == (1, {2})'];
    const stopped = await model.generate(requestOf({ shownTests }), {
      signal: stopping.signal,
      onText: () => {},
      onSearch: (progress) => {
        best = progress.best?.program ?? '';
        if (best !== '') stopping.abort();
      },
    });
    expect(best).toContain('def f(n)');
    expect(stopped).toMatchObject({ text: best, finish: 'stopped' });
  });

  test('that is stopped hands over a program that it kept, as at its time limit', async () => {
    const stopping = new AbortController();
    const reports: [SearchProgress, SearchResult | null][] = [];
    // Something that fits comes soon, doubtful enough to wait to the end of any search.
    const text =
      'Write a function that returns the time that wins bronze: the third smallest of the different times in a list. Runners with equal times share a place.';
    const shownTests = [
      'assert f([31, 29, 35, 30]) == 31',
      'assert f([50, 50, 40, 60, 70]) == 60',
      'assert f([9, 8, 7]) == 9',
    ];
    const slow = await engine.load({ seconds: 60 }, loading());
    const generation = await slow.generate(requestOf({ text, shownTests }), {
      signal: stopping.signal,
      onText: () => {},
      onSearch: (progress, result) => {
        reports.push([progress, result]);
        if (progress.kept) stopping.abort();
      },
    });
    const [progress, result] = reports.at(-1) ?? [];
    expect(progress).not.toHaveProperty('kept');
    expect(result).toMatchObject({ kind: 'found', explanation: { until: 'stopped' } });
    expect(generation).toMatchObject({
      text: result?.kind === 'found' ? result.program : '',
      finish: 'stop',
    });
    const [first] = reports.find(([{ kept }]) => kept) ?? [];
    expect(generation.text).toBe(first?.kept?.program);
  });

  test('ends in a sentence where Python is stuck, and the next one works', async () => {
    // One C call that never looks at the clock; only ending the thread helps.
    const setupCode = 'sum(range(10 ** 12))';
    const brief = { ...solvable, setupCode };
    const generation = await model.generate(requestOf(brief), quiet());
    expect(generation.text).toMatch(/^# A single step of the search took too long/);
    const next = await model.generate(requestOf(solvable), quiet());
    expect(next.text).toContain('max(numbers)');
  });
});

describe('loading', () => {
  test('that is aborted rejects with the reason', async () => {
    const reason = new Error('changed my mind');
    const aborting = new AbortController();
    const load = engine.load({ seconds: 1 }, { signal: aborting.signal, onProgress: () => {} });
    aborting.abort(reason);
    await expect(load).rejects.toBe(reason);
  });

  test('that gets no interpreter is a failure of the engine', async () => {
    const none = () => Promise.reject(new Error('no frames here'));
    const lender = { ready: none, take: none, giveBack: () => {} };
    const load = new SearchEngine(lender, searchReasonText).load({ seconds: 1 }, loading());
    await expect(load).rejects.toMatchObject({
      failure: { kind: 'engine-crashed', detail: 'Error: no frames here' },
    });
  });
});

test('an unloaded model stops what it was doing', async () => {
  const other = await engine.load({ seconds: 20 }, loading());
  const running = other.generate(requestOf(unsolvable), quiet());
  await other.unload();
  expect(await running).toMatchObject({ finish: 'stopped' });
});

test('whoever gets the interpreter after a search finds nothing of it', async () => {
  const bytes = new SandboxBytes();
  const only = programInterpreters(bytes, 1);
  const searching = await new SearchEngine(only, searchReasonText).load({ seconds: 4 }, loading());
  await searching.generate(requestOf(solvable), quiet());
  const after = await only.take();
  const look = 'import sys\nprint([name for name in sys.modules if name.startswith("search")])';
  const calls = [
    { function: 'candidate.load', argument: look },
    { function: 'search_service.step', argument: '1' },
  ];
  const { returned, end } = await after.run(calls, { limitMs: 20_000 });
  expect(returned[0]?.output).toBe('[]\n');
  expect(end).toMatchObject({ kind: 'crashed', detail: expect.stringContaining('search_service') });
  expect(after.jobsRun).toBeGreaterThan(1);
  only.close();
});
