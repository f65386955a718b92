/** Whether a study can use the tasks that were chosen: MBPP's kind of task, or of one study MathQA's. */

import { sanitizedMbpp } from '../../tasks/sets/sanitized-mbpp.ts';
import { isCalculation } from '../../tasks/task-kind.ts';
import { splitOf } from '../../tasks/task-sets.ts';
import type { Task } from '../../tasks/task.ts';
import type { Study } from './study.ts';
import { examplePool } from './which-examples.ts';

/**
 * - `no-asserts`: a task asks for no program, or has no asserts that a prompt could show.
 * - `no-challenge-tests`: the study reads challenge tests, and no task has any.
 * - `no-held-out-tests`: it reads challenge tests and hidden inputs, and no task has either.
 * - `no-reference`: the study compares with references, and no task has one.
 * - `not-edited`: the study compares two versions, and a task is not of the set that has both.
 * - `no-function`: the study asks what references return, and a task has none.
 * - `no-calculations`: the study is of word problems with numbers, and a task is none.
 * - `no-formulas`: it asks for formulas too, and examples would have to show those of the set.
 * - `graded-examples`: a task may be drawn as an example, which would then be missing in its prompt.
 * - `for-training`: the tuned model may have learned a task by heart.
 */
export type UnfitTasks =
  | 'no-asserts'
  | 'not-edited'
  | 'no-challenge-tests'
  | 'no-held-out-tests'
  | 'no-reference'
  | 'no-function'
  | 'no-calculations'
  | 'no-formulas'
  | 'graded-examples'
  | 'for-training';

/** Null where nothing is wrong. */
export function unfitFor({ id }: Pick<Study, 'id'>, tasks: readonly Task[]): UnfitTasks | null {
  if (id === 'mathqa') return unfitProblems(tasks);
  if (!tasks.every(hasAsserts)) return 'no-asserts';
  if (id === 'predicted-outputs') {
    return tasks.every(({ referenceCode }) => referenceCode.trim() !== '') ? null : 'no-function';
  }
  if (id === 'challenge-tests') {
    return tasks.some(({ challengeTests }) => challengeTests.length > 0)
      ? null
      : 'no-challenge-tests';
  }
  if (id === 'search-overfit') {
    return tasks.some(({ challengeTests, hidden }) => challengeTests.length > 0 || hidden)
      ? null
      : 'no-held-out-tests';
  }
  if (id === 'bleu') {
    return tasks.some(({ referenceCode }) => referenceCode.trim() !== '') ? null : 'no-reference';
  }
  if (id === 'edited-text') {
    return tasks.every(({ source }) => source === sanitizedMbpp.id) ? null : 'not-edited';
  }
  if (id === 'fine-tuned') return tasks.some(isForTraining) ? 'for-training' : null;
  const isExample = (task: Task) => examplePool(task.source).includes(task.id);
  return id === 'which-examples' && tasks.some(isExample) ? 'graded-examples' : null;
}

function unfitProblems(tasks: readonly Task[]): UnfitTasks | null {
  const asked = tasks.map(({ asks }) => (isCalculation(asks) ? asks : null));
  if (asked.includes(null)) return 'no-calculations';
  return asked.every((asks) => asks?.formula) ? null : 'no-formulas';
}

function isForTraining(task: Task): boolean {
  return ['train', 'validation'].includes(splitOf(task) ?? '');
}

/** Beside a code prompt, tests are programs that are never shown. */
function hasAsserts({ asks, codePrompt, tests }: Task): boolean {
  return asks === undefined && codePrompt === undefined && tests.length > 0;
}
