/** CRUXEval's rows: a row of our own, and the published file where it is. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cruxEval } from '../../../src/tasks/sets/cruxeval.ts';
import { sha256 } from '../../../src/tasks/sha256.ts';
import { readTaskFile } from '../../../src/tasks/task-file.ts';
import { kindOf, questionOf } from '../../../src/tasks/task-kind.ts';
import { harnessIdOf } from '../../../src/tasks/task-sets.ts';
import { writeWholeTask } from '../../../src/tasks/task-schema.ts';
import { asPrediction } from '../../../src/tasks/task.ts';
import { titleOf } from '../../../src/tasks/title.ts';
import { has, pathOf, tasksOf } from '../../support/published.ts';

const row = {
  id: 'sample_7',
  code: 'def f(n, k):\r\n    return [n] * k',
  input: '1, 2',
  output: '[1, 1]',
};

function read(rows: readonly object[], source = cruxEval.id) {
  const reading = readTaskFile(rows.map((each) => JSON.stringify(each)).join('\n'), source);
  if (reading.kind === 'refused') throw new Error(reading.fault.kind);
  return reading;
}

const code = 'def f(n, k):\n    return [n] * k';
const task = {
  ...{ source: 'cruxeval', id: 'sample_7', text: code, functionName: 'f', referenceCode: code },
  ...{ setupCode: '', tests: [], challengeTests: [] },
  asks: { kind: 'output' as const, call: 'f(1, 2)', value: '[1, 1]', shows: 'code' as const },
};

test('a row asks for what its call returns', () => {
  expect(read([row])).toEqual({ kind: 'tasks', faults: [], tasks: [task] });
  expect(kindOf(task)).toBe('output');
  expect(questionOf(task.asks)).toBe('f(1, 2) == ??');
  expect(harnessIdOf(task)).toBe('CRUXEval/sample_7');
});

test('the other direction gives the value, and no input', () => {
  const { asks } = asPrediction(task, 'input');
  expect(asks && questionOf(asks)).toBe('f(??) == [1, 1]');
});

test('its title is its code, which shows neither input nor output', () => {
  expect(titleOf(task)).toBe('f(n, k): return [n] * k');
});

test('a file of one row is taken for tasks, and a task alone keeps what it asks', () => {
  expect(read([row], 'own-0123456789abcdef').tasks).toHaveLength(1);
  const { source, ...rest } = task;
  expect(read([JSON.parse(writeWholeTask(rest))], source).tasks).toEqual([task]);
});

test.each([
  ['no code that is text', { ...row, code: 7 }, 'wrong-type'],
  ['no id', { ...row, id: '' }, 'empty-id'],
  ['an id that is missing', { ...row, id: undefined }, 'missing-field'],
])('a row with %s is named', (_, faulty, fault) => {
  expect(read([row, faulty]).faults.map((each) => each.fault.kind)).toEqual([fault]);
});

test('the published file is the one that is known, and all of it is read', async ({ skip }) => {
  if (!has('cruxEval')) return skip('there is no copy of CRUXEval beside the repository');
  const bytes = new Uint8Array(readFileSync(pathOf('cruxEval')));
  expect({ sizeBytes: bytes.length, sha256: await sha256(bytes) }).toEqual({
    sizeBytes: cruxEval.origin.sizeBytes,
    sha256: cruxEval.origin.sha256,
  });
  const tasks = tasksOf('cruxEval');
  expect(tasks).toHaveLength(800);
  expect(new Set(tasks.map(({ id }) => id)).size).toBe(800);
});
