/**
 * From a plan to a run that can start: its tasks with the prompts they will be sent, stored once.
 * From then on neither the data set nor a later version's wording of prompts matters to it.
 */

import { withoutBegunReply } from '../../synthesis/begun-reply.ts';
import { plannedKindOf } from '../../synthesis/kinds/kinds.ts';
import { functionNameOf } from '../../synthesis/prompt-settings.ts';
import type { HiddenSource } from '../../tasks/hidden-source.ts';
import type { PythonReader } from '../../tasks/python-reader.ts';
import { withoutHidden, type HiddenKind, type Task } from '../../tasks/task.ts';
import { askedTasks } from '../plans/asked-tasks.ts';
import type { Shard } from '../plans/task-selection.ts';
import { canBeginReply, type Plan } from '../plans/plan.ts';
import { promptOf } from './asked-prompt.ts';
import { whileOurs } from './run-lock.ts';
import type { Run, RunStore, RunTask } from './run.ts';
import type { RunEnvironment } from './run-environment.ts';

export interface NewRunOptions {
  readonly plan: Plan;
  /** Those the plan selects, in their order. */
  readonly tasks: readonly Task[];
  /** The whole set they are of: examples come from it. */
  readonly set: readonly Task[];
  /** Which share of the selection the tasks are; null or absent for all of it. */
  readonly shard?: Shard | null;
  readonly madeWith: string;
  readonly environment?: RunEnvironment;
  /** Where they are checked with inputs beyond their tests, which the run does not keep. */
  readonly hiddenInputs?: HiddenKind | null;
  readonly hiddenSource?: HiddenSource | null;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface NewRunServices {
  readonly store: Pick<RunStore, 'beginRun' | 'putRun' | 'putTasks'>;
  readonly reader: Pick<PythonReader, 'readTests'>;
}

/** Resolves once the run is stored, and until then leaves nothing that looks like one. */
export async function createRun(
  options: NewRunOptions,
  { store, reader }: NewRunServices,
): Promise<Run> {
  const { plan, tasks, set, madeWith, environment } = options;
  const { shard, hiddenInputs, hiddenSource, signal, onProgress } = options;
  const begun: Run = {
    id: newRunId(),
    plan,
    createdAt: Date.now(),
    modelName: null,
    modelParameters: null,
    modelBytes: null,
    taskIds: [],
    madeWith,
    countsPromptsTooLong: true,
    ...(shard ? { shard } : {}),
    ...(environment ? { environment } : {}),
    ...(hiddenInputs ? { hiddenInputs } : {}),
    ...(hiddenSource ? { hiddenSource } : {}),
  };
  const examplesBeside = await exampleSource(plan, set, reader);
  const asked: RunTask[] = [];
  for (const [index, task] of tasks.entries()) {
    signal?.throwIfAborted();
    for (const each of await askedTasks(plan, task, reader)) {
      asked.push(await askedTask(begun, each, examplesBeside(task), reader));
    }
    onProgress?.(index + 1, tasks.length);
  }
  const run: Run = { ...begun, taskIds: asked.map(({ task }) => task.id) };
  await whileOurs(run.id, async () => {
    await store.beginRun(run);
    await store.putTasks(asked);
    await store.putRun(run);
  });
  return run;
}

/** More than a prompt shows, and one that may be left out. */
const mostExampleTasks = 5;

/** An id that no other tab or machine makes. `crypto.randomUUID` is missing on plain http. */
export function newRunId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) =>
    word.toString(16).padStart(8, '0'),
  ).join('');
}

async function askedTask(
  { id, plan }: Run,
  task: Task,
  set: readonly Task[],
  reader: Pick<PythonReader, 'readTests'>,
): Promise<RunTask> {
  const functionName = await functionNameOf(task, reader);
  const whole = isPrompted(plan) ? await promptOf({ task, functionName }, plan.prompt, set) : null;
  const prompt = whole && !canBeginReply(plan) ? withoutBegunReply(whole) : whole;
  const asked = { run: id, task: withoutHidden(task), prompt, functionName };
  if (!prompt) return asked;
  const kind = await plannedKindOf(task, plan.prompt);
  return { ...asked, stop: kind.stopStringsFor(prompt, task) };
}

/**
 * What the examples of a task are taken from: the set as the plan asks it. Of tasks that are taken
 * apart for it, a few are enough, and none is the task itself: another of its calls would tell of
 * the one that is asked about.
 */
async function exampleSource(
  plan: Plan,
  set: readonly Task[],
  reader: Pick<PythonReader, 'readTests'>,
): Promise<(task: Task) => readonly Task[]> {
  if (!plan.asks) return () => set;
  const asked: { readonly from: string; readonly example: Task }[] = [];
  for (const task of set.slice(0, mostExampleTasks)) {
    const [example] = await askedTasks(plan, task, reader);
    if (example) asked.push({ from: task.id, example });
  }
  return ({ id }) => asked.flatMap(({ from, example }) => (from === id ? [] : [example]));
}

/** The search reads the brief, and completions made elsewhere were asked for elsewhere. */
function isPrompted({ writer }: Plan): boolean {
  return writer.kind !== 'search' && writer.kind !== 'imported';
}
