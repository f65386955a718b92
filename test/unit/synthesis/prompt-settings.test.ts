import { expect, test } from 'vitest';
import {
  defaultPromptSettings,
  promptFor,
  shownTestsOf,
  stopStringsFor,
} from '../../../src/synthesis/prompt-settings.ts';
import type { Task } from '../../../src/tasks/task.ts';

const task: Task = {
  ...{ source: 'mbpp', id: '11', text: 'Add one.', setupCode: '', challengeTests: [] },
  referenceCode: 'def f(n):\n    return n + 1',
  tests: ['assert f(1) == 2', 'assert f(2) == 3', 'assert f(3) == 4', 'assert f(4) == 5'],
};

const brief = {
  text: task.text,
  functionName: 'f',
  setupCode: '',
  shownTests: ['assert f(1) == 2'],
};

test.for([
  [0, 0],
  [1, 1],
  [2, 2],
  [3, 4],
])('%i asserts shown means %i of a task that has four', ([shownTestCount = 0, count]) => {
  expect(shownTestsOf(task, { ...defaultPromptSettings, shownTestCount })).toHaveLength(count ?? 0);
});

test.for([0, 1, 2, 3])('a few-shot prompt has %i examples where so many are chosen', (count) => {
  const settings = { style: 'paper', exampleCount: count, shownTestCount: 1 } as const;
  const prompt = promptFor(settings, brief, [task, task, task]);
  expect(prompt.kind === 'completion' && prompt.text.split('[DONE]').length - 1).toBe(count);
  expect(stopStringsFor(prompt)).toEqual(['[DONE]']);
});

test('an instruction shows no examples and needs no stop string', () => {
  const prompt = promptFor(defaultPromptSettings, brief, [task]);
  expect(prompt.kind).toBe('chat');
  expect(JSON.stringify(prompt)).not.toContain('return n + 1');
  expect(stopStringsFor(prompt)).toEqual([]);
});
