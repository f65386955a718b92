/**
 * The kinds of task: what is asked for. Owns their names, and what a task says of its kind. What a
 * model is sent is in `synthesis/kinds/kinds`, how its reply is read in `reply-readers` beside it, how
 * the answer is graded and what can be wrong with it in `checking/kinds`.
 */

import * as v from 'valibot';

/**
 * - `program`: a Python program that passes the task's tests.
 * - `output`: what a call of the task's reference returns, as a Python literal.
 * - `input`: arguments with which the reference returns a given value, as a call of it.
 * - `calculation`: a Python program that sets `answer` to a number.
 * - `formula`: that number as steps of MathQA's operations: "multiply(n1,const_100)|divide(#0,n0)".
 */
export const taskKinds = ['program', 'output', 'input', 'calculation', 'formula'] as const;

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

/** The two languages of a calculation. */
export const calculationKinds = ['calculation', 'formula'] as const;

export type CalculationKind = (typeof calculationKinds)[number];

const predictionSchema = v.object({
  kind: v.picklist(predictionKinds),
  /** Source of a call of the reference: "f([1, 2])". What the reference returns for it is right. */
  call: v.string(),
  /** What its set says that the call returns. Shown where the input is asked for, else to nobody. */
  value: v.string(),
  shows: v.picklist(predictionViews),
});

const calculationSchema = v.object({
  kind: v.picklist(calculationKinds),
  /** The right one, as the set gives it. */
  answer: v.number(),
  /** Those of the problem, which programs and formulas call n0, n1, ... */
  numbers: v.pipe(v.array(v.number()), v.readonly()),
  /** The reference as a formula; null where the set has none. */
  formula: v.nullable(v.string()),
});

/** What a task asks for, where that is not a program. */
export const askSchema = v.union([predictionSchema, calculationSchema]);

export type PredictionAsk = Readonly<v.InferOutput<typeof predictionSchema>>;
export type CalculationAsk = Readonly<v.InferOutput<typeof calculationSchema>>;
export type Ask = PredictionAsk | CalculationAsk;

export function isPrediction(asks: Ask | undefined): asks is PredictionAsk {
  return asks?.kind === 'output' || asks?.kind === 'input';
}

export function isCalculation(asks: Ask | undefined): asks is CalculationAsk {
  return asks?.kind === 'calculation' || asks?.kind === 'formula';
}

/** The question with its gap: "f([1, 2]) == ??". */
export function questionOf(asks: Ask): string {
  if (isCalculation(asks)) return 'answer == ??';
  const { kind, call, value } = asks;
  return kind === 'output'
    ? `${call} == ??`
    : `${call.slice(0, call.indexOf('('))}(??) == ${value}`;
}

/** Of a task, or of what is known of one. */
export function kindOf({ asks }: { readonly asks?: Ask | undefined }): TaskKind {
  return asks?.kind ?? 'program';
}
