/** Small tasks for tests of the checker. */
import type { Task } from '../../src/tasks/task.ts';

/** A task with the given tests; its reference defines `f` unless told otherwise. */
export function taskOf(tests: readonly string[], fields: Partial<Task> = {}): Task {
  return {
    source: 'own-file',
    id: '1',
    text: 'Write a function.',
    referenceCode: 'def f(*args):\n    return None\n',
    setupCode: '',
    tests,
    challengeTests: [],
    ...fields,
  };
}
