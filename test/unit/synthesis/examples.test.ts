import { expect, test } from 'vitest';
import { examplesFor } from '../../../src/synthesis/examples.ts';
import type { Task, TaskSetId } from '../../../src/tasks/task.ts';

function task(id: number, source: TaskSetId = 'mbpp', referenceCode = 'def f(): pass'): Task {
  const tests = ['assert f() is None'];
  return {
    source,
    id: String(id),
    text: '',
    referenceCode,
    setupCode: '',
    tests,
    challengeTests: [],
  };
}

function ids(id: number, set: readonly Task[]): string[] {
  const found = set.find((one) => one.id === String(id));
  return found ? examplesFor(found, set).map((example) => example.id) : [];
}

const mbpp = [1, 2, 3, 4, 5, 11].map((id) => task(id));

test('MBPP takes the examples of the paper', () => {
  expect(ids(11, mbpp)).toEqual(['2', '3', '4']);
});

test('no task is its own example', () => {
  expect(ids(3, mbpp)).toEqual(['2', '4', '1']);
});

test('other sets take their first solved tasks', () => {
  const set = [
    task(1, 'own-file'),
    task(2, 'own-file', ''),
    task(3, 'own-file'),
    task(4, 'own-file'),
  ];
  expect(ids(1, set)).toEqual(['3', '4']);
  expect(ids(2, set)).toEqual(['1', '3', '4']);
});
