/** Tasks as a plan asks them: as they are, or taken apart for predictions. */

import { expect, test } from 'vitest';
import { askedOf, askedTasks } from '../../../../src/evaluation/plans/asked-tasks.ts';
import { readPlan } from '../../../../src/evaluation/plans/plan-reading.ts';
import { plannedTasks } from '../../../../src/evaluation/plans/task-selection.ts';
import type { TestReading } from '../../../../src/tasks/python-reader.ts';
import { planOf } from '../../../support/plans.ts';
import { taskOf } from '../../../support/tasks.ts';

const unread = { functionName: null, call: null, inputs: [], expected: null, syntaxError: null };
const readings = new Map<string, Partial<TestReading>>([
  ['assert f(1) == 2', { functionName: 'f', call: 'f(1)', expected: '2' }],
  ['assert set(f(1)) == {2}', { functionName: 'f', call: 'f(1)', expected: '{2}' }],
  ['assert f(3) == [4]', { functionName: 'f', call: 'f(3)', expected: '[4]' }],
  ['assert f(5)[0] == 1', { functionName: 'f', call: 'f(5)', expected: '1' }],
  ['assert (f(7))==8', { functionName: 'f', call: 'f(7)', expected: '8' }],
  ['assert not f(9) == 1', { functionName: 'f', call: 'f(9)', expected: null }],
]);
const reader = {
  readTests: async (tests: readonly string[]) =>
    tests.map((source) => ({ source, ...unread, ...readings.get(source) })),
};
const asks = { kind: 'output', shows: 'code-and-text' } as const;
const task = taskOf([...readings.keys(), 'assert 1 == 1'], { id: '11' });

test('a plan that asks nothing else leaves a task as it is', async () => {
  expect(await askedTasks(planOf(), task, reader)).toEqual([task]);
});

test('each call that a test compares as it is becomes a prediction', async () => {
  expect(await askedTasks({ asks }, task, reader)).toEqual([
    { ...task, id: '11#1', functionName: 'f', asks: { ...asks, call: 'f(1)', value: '2' } },
    { ...task, id: '11#3', functionName: 'f', asks: { ...asks, call: 'f(3)', value: '[4]' } },
    { ...task, id: '11#5', functionName: 'f', asks: { ...asks, call: 'f(7)', value: '8' } },
  ]);
  expect([askedOf('11#3'), askedOf('11')]).toEqual(['11', '11']);
});

test('a task that asks for a prediction is asked in the direction of the plan', async () => {
  const own = { kind: 'output', call: 'f(1)', value: '2', shows: 'code' } as const;
  const asked = { kind: 'input', shows: 'code' } as const;
  const [first, ...rest] = await askedTasks({ asks: asked }, { ...task, asks: own }, reader);
  expect(rest).toEqual([]);
  expect(first).toEqual({ ...task, asks: { ...own, kind: 'input' } });
});

test('the built-in search is not asked for predictions', () => {
  const fault = { kind: 'fault', fault: { kind: 'search-writes-programs' } };
  const prediction = { ...task, asks: { ...asks, call: 'f(1)', value: '2' } };
  expect(plannedTasks(planOf({ asks }), [task])).toEqual(fault);
  expect(plannedTasks(planOf(), [prediction])).toEqual(fault);
  expect(plannedTasks(planOf(), [task]).kind).toBe('tasks');
  const writer = { kind: 'gguf-file', fileName: 'a.gguf', sizeBytes: 1 } as const;
  expect(plannedTasks(planOf({ asks, writer }), [task]).kind).toBe('tasks');
});

test('a plan says what it asks in files, and without it is the plan of an earlier version', () => {
  const read = (plan: object) => readPlan(JSON.stringify(plan));
  expect(read(planOf({ asks }))).toEqual({ kind: 'plan', plan: planOf({ asks }) });
  expect(read(planOf())).toEqual({ kind: 'plan', plan: planOf() });
  expect(read({ ...planOf(), asks: { kind: 'poem', shows: 'code' } }).kind).toBe('fault');
});
