/** Hidden inputs of HumanEval+, compared by its rules: rows of our own, real Python. */

import { afterAll, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { readTaskFile } from '../../../src/tasks/task-file.ts';
import type { Task } from '../../../src/tasks/task.ts';

const checker = createChecker();
afterAll(() => checker.close());

function taskOf(fields: object): Task {
  const row = { task_id: 'HumanEval/2', base_input: [[[3, 1]]], plus_input: [[[2]]], ...fields };
  const reading = readTaskFile(JSON.stringify(row), 'own-0123456789abcdef');
  const [task] = reading.kind === 'tasks' ? reading.tasks : [];
  if (!task) throw new Error('It is a row of HumanEval+.');
  return task;
}

const sorted = taskOf({
  ...{ prompt: 'def up(xs):\n    """ Sorted. """\n', entry_point: 'up', atol: 0 },
  canonical_solution: '    return sorted(xs)\n',
});

test('ids mean nothing of MBPP+: no sets, no tuples, where that has them', async () => {
  const right = await checker.check({
    task: sorted,
    program: 'def up(xs):\n    return sorted(xs)',
  });
  expect([right.status, right.oracle]).toEqual(['passed', ['HumanEval+ inputs']]);
  const asSet = 'def up(xs):\n    return sorted(xs)[::-1] if isinstance(xs, list) else xs';
  const wrong = await checker.check({ task: sorted, program: asSet });
  expect(wrong.tests.map(({ group, source, outcome }) => [group, source, outcome])).toEqual([
    ['hidden', 'up([3, 1])', 'failed-assertion'],
    ['hidden', 'up([2])', 'passed'],
  ]);
});

test('any root of a polynomial will do, to within the tolerance', async () => {
  const task = taskOf({
    ...{ prompt: 'def find_zero(xs):\n    """ A root. """\n', entry_point: 'find_zero' },
    ...{ task_id: 'HumanEval/32', atol: 1e-4, canonical_solution: '    return 2.0\n' },
    ...{ base_input: [[[-4, 0, 1, 0]]], plus_input: [] },
  });
  const statusOf = async (value: string) =>
    (await checker.check({ task, program: `def find_zero(xs):\n    return ${value}` })).status;
  expect(await Promise.all(['-2.0', '2.00001', '1.9', 'None'].map(statusOf))).toEqual([
    'passed',
    'passed',
    'failed-assertion',
    'failed-assertion',
  ]);
});
