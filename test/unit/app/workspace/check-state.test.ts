/** On the way back to a task its last verdict is there, where it is of the same tests. */
import { expect, test } from 'vitest';
import { CheckState } from '../../../../src/app/workspace/check-state.svelte.ts';
import { verdictOf } from '../../../support/plans.ts';
import { taskOf } from '../../../support/tasks.ts';

test('a verdict is of the tests it was made by, and of no others under the same id', async () => {
  const state = new CheckState({ check: async () => verdictOf('passed') });
  const task = taskOf(['assert f(1) == 1']);
  await state.check({ task, program: 'mine' });
  state.recall(taskOf(['assert f(1) == 1'], { id: '2' }));
  expect(state.phase).toEqual({ kind: 'idle' });
  // The same file, read once more.
  state.recall(taskOf(['assert f(1) == 1']));
  expect(state.phase).toMatchObject({ kind: 'judged', program: 'mine' });
  for (const other of [
    taskOf(['assert f(1) == 2']),
    taskOf(task.tests, { setupCode: 'x = 1' }),
    taskOf(task.tests, { challengeTests: ['assert f(2) == 1'] }),
  ]) {
    state.recall(other);
    expect(state.phase).toEqual({ kind: 'idle' });
  }
});
