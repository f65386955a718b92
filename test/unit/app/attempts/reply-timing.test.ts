/** What is noted of the pieces of a reply, and that it lasts: in a record, and through a file. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PartialReply } from '../../../../src/app/attempts/partial-reply.ts';
import { ReplyTiming } from '../../../../src/app/attempts/reply-timing.ts';
import { type AttemptRecord, newAttempt, workFormat } from '../../../../src/app/work/records.ts';
import { readWorkFile } from '../../../../src/app/work/work-file.ts';
import type { GenerationRequest } from '../../../../src/synthesis/engine.ts';
import { textAlone } from '../../../../src/synthesis/generations.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

const request: GenerationRequest & { shownTestCount: number; searchSeconds: number } = {
  brief: { text: '', functionName: null, shownTests: [], setupCode: '' },
  prompt: { kind: 'completion', text: 'Go.' },
  sampling: { temperature: 0, topP: 1, maxTokens: 9, seed: 1, stop: [] },
  ...{ shownTestCount: 3, searchSeconds: 10 },
};

test('each piece is noted by its time after the one before; those too close to see are one', () => {
  const timing = new ReplyTiming();
  for (const [ms, length] of [
    [500, 3],
    [10, 5],
    [10, 6],
    [30, 9],
    [200, 10],
  ] as const) {
    vi.advanceTimersByTime(ms);
    timing.grow(length);
  }
  expect(timing.moments).toEqual([500, 6, 50, 3, 200, 1]);
});

test('an attempt keeps the timing of its reply, counted from its request, whole or broken off', () => {
  const kept: AttemptRecord[] = [];
  const known = { task: 'starter/1', round: 'r', after: null, hint: null };
  const partial = new PartialReply(known, (attempt) => kept.push(attempt));
  // The model is loaded meanwhile.
  vi.advanceTimersByTime(9000);
  partial.begin({ kind: 'model', name: 'Tiny' }, request);
  vi.advanceTimersByTime(120);
  partial.grow('de');
  vi.advanceTimersByTime(300);
  partial.grow('def');
  partial.flush();
  expect(kept.at(-1)?.reply).toMatchObject({ isWhole: false, timing: [120, 2, 300, 1] });
  partial.end(textAlone('def', 'stop'), 'def', null);
  expect(kept.at(-1)?.reply).toMatchObject({ isWhole: true, timing: [120, 2, 300, 1] });
});

test('a file of work opens with timing, without it, and with what is no timing', async () => {
  const reply = { generation: textAlone('def', 'stop'), isWhole: true, search: null };
  const attempts = [[120, 3], undefined, 'soon', [1, -1]].map((timing) => ({
    ...newAttempt('starter/1'),
    reply: timing === undefined ? reply : { ...reply, timing },
  }));
  const content = { format: workFormat, version: 1, programs: [], attempts, settings: [] };
  const reading = await readWorkFile(new Blob([JSON.stringify(content)]));
  if (reading.kind !== 'work') throw new Error(reading.kind);
  expect(reading.file.unreadableCount).toBe(0);
  expect(reading.file.attempts.map((attempt) => attempt.reply?.timing)).toEqual([
    ...[[120, 3], undefined, [], []],
  ]);
});
