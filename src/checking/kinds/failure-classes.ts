/** Which statuses an answer to each kind of task can have: its classes of failure, and `passed`. */

import type { TaskKind } from '../../tasks/task-kind.ts';
import { type Status, statuses } from '../verdict.ts';

const byKind: Readonly<Record<TaskKind, readonly Status[]>> = {
  program: statuses,
  // A literal either is the value or is not.
  output: [
    'passed',
    'failed-assertion',
    'syntax-error',
    'no-code',
    'unsupported-value',
    'sandbox-fault',
  ],
  // Whatever a call of the reference with these arguments may lead to.
  input: statuses.filter((status) => status !== 'missing-function'),
  calculation: statuses,
  // Its steps come to a number or are none.
  formula: ['passed', 'failed-assertion', 'syntax-error', 'no-code'],
};

/** In the order of `statuses`. */
export function statusesOf(kind: TaskKind): readonly Status[] {
  return byKind[kind];
}
