/** What a model is sent for a task under a plan's settings: for runs, and for rows to learn from. */

import type { Prompt } from '../../synthesis/engine.ts';
import { namedExamples } from '../../synthesis/examples.ts';
import type { AskedTask } from '../../synthesis/kinds/asked-kind.ts';
import { plannedKindOf } from '../../synthesis/kinds/kinds.ts';
import type { Task } from '../../tasks/task.ts';
import type { Plan } from '../plans/plan.ts';

/** `set` is what examples are taken from. */
export async function promptOf(
  asked: AskedTask,
  settings: Plan['prompt'],
  set: readonly Task[],
): Promise<Prompt> {
  const { task } = asked;
  const kind = await plannedKindOf(task, settings);
  const { exampleIds } = settings;
  // They are tasks of a set, and what is taken apart for a question has other ids.
  const isNamed = exampleIds !== undefined && !task.asks;
  const examples = isNamed ? namedExamples(exampleIds, task, set) : kind.examplesFor(task, set);
  return kind.promptFor(asked, settings, examples);
}
