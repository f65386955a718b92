/** Hints that are wanted before Python has read the tests tell more once it has. */
import { expect, test } from 'vitest';
import { Clues } from '../../../../src/app/clues/clues.svelte.ts';
import type { ClueRequest } from '../../../../src/tasks/reference-clues.ts';
import { keptInMemory } from '../../../support/kept-in-memory.ts';
import { taskOf } from '../../../support/tasks.ts';

test('a function that is named later is asked about again, and only then', async () => {
  const asked: (string | null)[] = [];
  const readClues = async ({ functionName }: ClueRequest) => {
    asked.push(functionName);
    return null;
  };
  const clues = new Clues({ checker: { readClues }, settings: keptInMemory() });
  const task = taskOf(['assert f(1) == 1']);
  await clues.read(task, null, []);
  await clues.read(task, 'f', []);
  await clues.read(task, 'f', []);
  expect(asked).toEqual([null, 'f']);
});
