/**
 * The kinds of task: what is asked for. Owns their names, and what a task says of its kind. What a
 * model is sent and how its reply is read is in `synthesis/kinds`, how the answer is graded and what
 * can be wrong with it in `checking/kinds`.
 */

import * as v from 'valibot';

/**
 * - `program`: a Python program that passes the task's tests.
 * - `output`: what a call of the task's reference returns, as a Python literal.
 * - `input`: arguments with which the reference returns a given value, as a call of it.
 */
export const taskKinds = ['program', 'output', 'input'] as const;

export type TaskKind = (typeof taskKinds)[number];

/** What a prompt shows beside the call: the paper's four ways of asking for an output. */
export const predictionViews = [
  'code',
  'code-and-text',
  'code-text-and-tests',
  'text-and-tests',
] as const;

export type PredictionView = (typeof predictionViews)[number];

/** The two directions of a prediction. */
export const predictionKinds = ['output', 'input'] as const;

export type PredictionKind = (typeof predictionKinds)[number];

/** What a task asks for, where that is not a program. */
export const askSchema = v.object({
  kind: v.picklist(predictionKinds),
  /** Source of a call of the reference: "f([1, 2])". What the reference returns for it is right. */
  call: v.string(),
  /** What its set says that the call returns. Shown where the input is asked for, else to nobody. */
  value: v.string(),
  shows: v.picklist(predictionViews),
});

export type Ask = Readonly<v.InferOutput<typeof askSchema>>;

/** The question with its gap: "f([1, 2]) == ??". */
export function questionOf({ kind, call, value }: Ask): string {
  return kind === 'output'
    ? `${call} == ??`
    : `${call.slice(0, call.indexOf('('))}(??) == ${value}`;
}

/** Of a task, or of what is known of one. */
export function kindOf({ asks }: { readonly asks?: Ask | undefined }): TaskKind {
  return asks?.kind ?? 'program';
}
