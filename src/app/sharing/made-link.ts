/** A link to a task as a person has it: the program in view and the dialog that led there. */

import { taskKey, type Task } from '../../tasks/task.ts';
import type { AttemptRecord } from '../work/records.ts';
import { sharedTask, turnsOf, writeSharedFragment } from './link.ts';
import type { SharedStepping, Solving } from './link-schema.ts';
import type { ShareStateParts } from './share-state.svelte.ts';

type Shown = Pick<ShareStateParts, 'attempts' | 'workspace'>;

/** What a person has of a task: a program, and the attempts that led to it. */
interface WorkOnTask {
  readonly thread: readonly AttemptRecord[];
  readonly program: string;
}

const noWork: WorkOnTask = { thread: [], program: '' };

/** Null where program and dialog are too long for one. */
export async function madeLink(
  shown: Shown,
  task: Task,
  solving: Solving | null,
  stepping: SharedStepping | null,
) {
  const { thread, program } = solving ? noWork : workOn(task, shown);
  const own = { turns: turnsOf(thread), program, ...(solving && { solving }) };
  const isTaskAlone = thread.length === 0 && program.trim() === '';
  const made = await writeSharedFragment({
    ...{ task: sharedTask(task), ...own },
    ...(stepping && { stepping }),
  });
  return made && { ...made, isTaskAlone };
}

function workOn(task: Task, { attempts, workspace }: Shown): WorkOnTask {
  const program = workspace.keptOf(taskKey(task)) ?? '';
  if (workspace.hides(program)) return noWork;
  const isShown = ({ author }: AttemptRecord) => author.kind === 'person' || !workspace.isSolo;
  const inView = attempts.inView && isShown(attempts.inView) ? attempts.inView : null;
  // A turn without code leaves the editor with the program of an earlier one.
  const last = inView?.program === null ? inView : (attempts.holderOf(program) ?? inView);
  return { thread: attempts.threadTo(last).filter(isShown), program };
}
