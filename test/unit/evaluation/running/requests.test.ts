/** What a sample of a run asks of the checker, with inputs from another file than its tasks. */
import { expect, test } from 'vitest';
import { checkRequestOf } from '../../../../src/evaluation/running/requests.ts';
import { hiddenCheckOf } from '../../../../src/tasks/rows/evalplus-row.ts';
import { runOf } from '../../../support/made-up-runs.ts';
import { taskOf } from '../../../support/tasks.ts';

const { plan } = runOf('a', ['2']);
const reference = 'def third(n):\n    return n / 3\n';
const row = '{"task_id": "Mbpp/2", "entry_point": "third", "plus_input": [[NaN]]}';
const published = taskOf([], { id: '2', referenceCode: reference });
const given = hiddenCheckOf({ ...published, hidden: { kind: 'mbpp-plus', row } });

function asked(functionName: string | null) {
  const task = taskOf(['assert third(3) == 1'], { id: '2', referenceCode: 'other = 1\n' });
  return { run: 'a', task, prompt: null, functionName };
}

test('hidden inputs come with the reference that they were published with', () => {
  const { task } = checkRequestOf(plan, asked('third'), 'program', given);
  expect(task.hidden).toEqual({ kind: 'mbpp-plus', row });
  expect(task.referenceCode).toBe(reference);
  expect(task.tests).toEqual(['assert third(3) == 1']);
});

test('a task that asks for another name is checked without inputs that call this one', () => {
  const { task } = checkRequestOf(plan, asked('one_third'), 'program', given);
  expect(task.hidden).toBeUndefined();
  expect(task.referenceCode).toBe('other = 1\n');
});

test('a task without hidden inputs gives none', () => {
  expect(hiddenCheckOf(published)).toBeUndefined();
  const { task } = checkRequestOf(plan, asked('third'), null, undefined);
  expect(task.hidden).toBeUndefined();
});
