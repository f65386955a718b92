/** Which statuses an answer to each kind of task can have: its classes of failure, and `passed`. */

import type { TaskKind } from '../../tasks/task-kind.ts';
import { type Status, statuses } from '../verdict.ts';

const byKind: Readonly<Record<TaskKind, readonly Status[]>> = {
  program: statuses,
};

/** In the order of `statuses`. */
export function statusesOf(kind: TaskKind): readonly Status[] {
  return byKind[kind];
}
