/** Every kind of task by its name. To add one, write its file here and its grader in `checking/kinds`. */

import { type Ask, kindOf, type TaskKind } from '../../tasks/task-kind.ts';
import type { AskedKind } from './asked-kind.ts';
import { programKind } from './program-kind.ts';

const kinds: Readonly<Record<TaskKind, AskedKind>> = { program: programKind };

/** Of a task, or of what a reply to one is to hold. */
export function askedKindOf(asked: { readonly asks?: Ask | undefined }): AskedKind {
  return kinds[kindOf(asked)];
}
