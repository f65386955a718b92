/** On the way back to a task its last verdict is there, where it is of the same tests. */
import { expect, test } from 'vitest';
import { CheckState } from '../../../../src/app/workspace/check-state.svelte.ts';
import type { CheckOptions } from '../../../../src/checking/checker.ts';
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

test('nothing is shown of a check of what is hidden, while it runs and after it', async () => {
  let hidden = '';
  let running: CheckOptions = {};
  let finish: (verdict: ReturnType<typeof verdictOf>) => void = () => undefined;
  const check = (_: unknown, options: CheckOptions = {}) => {
    running = options;
    return new Promise<ReturnType<typeof verdictOf>>((resolve) => (finish = resolve));
  };
  const state = new CheckState({ check }, (program) => program === hidden);
  const done = state.check({ task: taskOf(['assert f(1) == 1']), program: 'theirs' });
  const verdict = verdictOf('passed');
  const [result] = verdict.tests;
  if (result) running.onTest?.(result);
  expect(state.phase.kind).toBe('running');
  hidden = 'theirs';
  expect([state.phase.kind, state.results]).toEqual(['idle', []]);
  finish(verdict);
  expect(await done).toBe(verdict);
  expect([state.phase.kind, state.results]).toEqual(['idle', []]);
  hidden = '';
  expect(state.phase).toMatchObject({ kind: 'judged', program: 'theirs' });
});
