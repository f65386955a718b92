/**
 * Shows what a link brought to the task that is open now: program, dialog, prompt and steps.
 * Loaded with what reads a link; which task it belongs to, and when, is for `share-state`.
 */

import { anyOwnSet } from '../../tasks/own-set-id.ts';
import { writeWholeTask } from '../../tasks/task-schema.ts';
import { taskKey, type Task } from '../../tasks/task.ts';
import { addressOf, type TaskPlace } from '../page/address.ts';
import type { AttemptRecord, Author } from '../work/records.ts';
import type { Shared, SharedStepping } from './link-schema.ts';
import type { TaskBrowser } from '../tasks/task-browser.svelte.ts';
import { attemptsFrom } from './shared-attempts.ts';
import type { ArrivedSideBySide, Received, ShareStateParts } from './share-state.svelte.ts';

export { readSharedFragment } from './link.ts';

export interface Arriving {
  readonly shared: Shared;
  readonly place: TaskPlace;
  /** The address that carries it. */
  readonly hash: string;
}

/** Hears what is to be said of it. */
export interface ArrivalNews {
  hasSideBySide(sideBySide: ArrivedSideBySide | null): void;
  hasReceived(received: Received): void;
  /** The attempt that keeps what stood there, if there was anything. */
  hasReplaced(former: AttemptRecord | null): void;
}

/** A task that came whole is in its set where that is here, else in a set of its own. */
export async function placeOf(
  task: Shared['task'],
  taskBrowser: Pick<TaskBrowser, 'addFile' | 'tasksOf'>,
): Promise<TaskPlace> {
  if (!('text' in task)) return task;
  const { set = null, id } = task;
  const content = writeWholeTask(task);
  const known = set === null ? null : await taskBrowser.tasksOf(set);
  const own = known?.find((each) => writeWholeTask(each) === content);
  if (own) return { source: own.source, id };
  const file = new File([content], `shared-task-${id}.jsonl`);
  return { source: (await taskBrowser.addFile(file)) ?? anyOwnSet, id };
}

export async function showArrived(
  task: Task,
  { shared, place, hash }: Arriving,
  parts: ShareStateParts,
  news: ArrivalNews,
): Promise<void> {
  const { attempts, attemptSession, bar, presentation, promptState, workspace } = parts;
  const { turns, program, leftOut = null, sideBySide, solving, stepping } = shared;
  news.hasSideBySide(sideBySide ? { ...sideBySide, task } : null);
  if (solving) presentation.ask(taskKey(task), solving === 'with-hints');
  attemptSession.cut();
  const isEmpty = program.trim() === '';
  const last = turns.at(-1);
  const written = turns.findLast((turn) => turn.program === program);
  const author: Author = written?.author ?? { kind: 'person' };
  const isAside = presentation.isSolo && author.kind !== 'person';
  if (!isEmpty && !isAside) {
    void workspace.replace(program).then((former) => news.hasReplaced(former));
  }
  if (!isEmpty || last) news.hasReceived({ task, author, leftOut, formerId: null, isAside });
  // Of a dialog whose begin had no room in the link, what is left of it; else a later prompt is
  // the dialog so far, and no prompt of the task.
  const first = turns[0]?.request ?? (leftOut ? last?.request : undefined);
  const asked = sideBySide?.request ?? first;
  const seconds = sideBySide?.searchSeconds;
  const searched = turns[0]?.search?.settings;
  if (asked) promptState.recall(asked.prompt, asked.sampling, asked.shownTestCount, seconds);
  else if (searched) promptState.recallSearch(searched);

  const key = taskKey(task);
  const { shownTestCount } = promptState.choices;
  const known = await attempts.of(key);
  const received = attemptsFrom(shared, key, known, shownTestCount);
  const receiving = attemptSession.receive(task, received);
  if (bar.hash === hash) bar.replace(addressOf(place));
  const isStepped = stepping && !isAside && task === workspace.task;
  if (isStepped) openSteps(task, stepping, parts);
  await receiving;
}

function openSteps(
  { setupCode }: Task,
  stepping: SharedStepping,
  { stepSession, workspace }: ShareStateParts,
): void {
  // Whoever solves the task alone does not see the program of a model, nor its steps.
  if (workspace.runnable.trim() === '') return;
  const { call, step: at, expected = null, breakpoints = [] } = stepping;
  const program = workspace.runnable;
  void stepSession.open({ program, setupCode, call, at, expected, breakpoints });
}
