/** A run of four tasks whose samples ended in each way, and the files that are made of it. */

import { expect } from 'vitest';
import { harnessFile, type HarnessFormat } from '../../src/evaluation/formats/harness-files.ts';
import { textOf } from '../../src/evaluation/formats/json-lines.ts';
import { FixedRunStore } from './fixed-run-store.ts';
import { runOf, sampleOf, verdictOn, withSamples } from './made-up-runs.ts';

export const run = withSamples(
  3,
  runOf('a', ['2', '3', '4', '5'], { createdAt: Date.UTC(2026, 10, 25, 9, 5) }),
);

const nameError = { type: 'NameError', message: 'no "x"', line: 1, traceback: 'NameError' };

export const samples = [
  sampleOf('a', '2', 0, 'def add(a, b):\n    return a + b\n', {
    verdict: verdictOn('passed', [
      ['shown', 'assert add(1, 2) == 3', 'passed'],
      ['hidden', 'add(5, 6)', 'passed'],
    ]),
  }),
  sampleOf('a', '2', 1, 'def add(a, b): return 3', {
    referenceLines: { of: 4, shared: 1 },
    verdict: verdictOn('failed-assertion', [
      ['shown', 'assert add(1, 2) == 3', 'passed'],
      ['challenge', 'assert add(0, 0) == 0', 'failed-assertion'],
      ['hidden', 'add(5, 6)', 'failed-assertion'],
      ['hidden', 'add(7, 8)', 'timeout'],
    ]),
  }),
  sampleOf('a', '2', 2, 'x', {
    verdict: verdictOn('runtime-error', [['shown', 'assert add(1, 2) == 3', 'not-run']], {
      exception: nameError,
    }),
  }),
  sampleOf('a', '3', 0, 'while True: pass', {
    verdict: verdictOn('timeout', [['shown', 'assert f() == 1', 'timeout']]),
  }),
  sampleOf('a', '3', 1, '', {
    reply: null,
    extraction: null,
    failure: { kind: 'out-of-memory', neededBytes: null },
  }),
  sampleOf('a', '3', 2, 'é "quoted", \\n', { verdict: verdictOn('sandbox-fault') }),
  sampleOf('a', '5', 0, '# 中', {}),
];

export const store = new FixedRunStore(run, [], samples);

export function written(format: HarnessFormat): Promise<string> {
  return textOf(harnessFile(format, store, run));
}

export async function rowsOf(format: HarnessFormat): Promise<Record<string, unknown>[]> {
  const text = await written(format);
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Every program that an engine gave, checked or not. */
export const programs = [
  ['2', 'def add(a, b):\n    return a + b\n'],
  ['2', 'def add(a, b): return 3'],
  ['2', 'x'],
  ['3', 'while True: pass'],
  ['3', 'é "quoted", \\n'],
  ['5', '# 中'],
];
