/** What the commands beside exports call a set of tasks. */

import { expect, test } from 'vitest';
import { setInTools } from '../../../../src/evaluation/formats/exports.ts';
import { runTaskOf } from '../../../support/plans.ts';

const runTask = runTaskOf('run', '2');

test.each([
  ['the starter tasks', { source: 'starter' }, null],
  ['MBPP', { source: 'mbpp' }, 'mbpp'],
  ['the edited tasks', { source: 'mbpp-sanitized' }, 'mbpp'],
  ['HumanEval', { source: 'human-eval' }, 'humaneval'],
  ['a file of MBPP+', { source: 'own-0123456789abcdef', idPrefix: 'Mbpp' }, 'mbpp'],
  ["somebody's own file", { source: 'own-0123456789abcdef' }, null],
])('%s', (_, fields, name) => {
  expect(setInTools([{ ...runTask, task: { ...runTask.task, ...fields } }])).toBe(name);
});

test('a run without tasks', () => {
  expect(setInTools([])).toBe(null);
});
