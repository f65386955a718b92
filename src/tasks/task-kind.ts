/**
 * The kinds of task: what is asked for. Owns their names, and what a task says of its kind. What a
 * model is sent and how its reply is read is in `synthesis/kinds`, how the answer is graded and what
 * can be wrong with it in `checking/kinds`.
 */

/** `program`: a Python program that passes the task's tests. */
export const taskKinds = ['program'] as const;

export type TaskKind = (typeof taskKinds)[number];

/** What a task asks for, where that is not a program. */
export interface Ask {
  readonly kind: Exclude<TaskKind, 'program'>;
}

/** Of a task, or of what is known of one. */
export function kindOf({ asks }: { readonly asks?: Ask | undefined }): TaskKind {
  return asks?.kind ?? 'program';
}
