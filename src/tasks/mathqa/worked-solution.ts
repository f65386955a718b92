/** A calculation of MathQA line by line: what each comes to, and which operation it is. */

import { isCalculation } from '../task-kind.ts';
import type { Task } from '../task.ts';
import { pythonFloat, readFormula, workedSteps } from './formula.ts';
import { readProgramLines } from './program-lines.ts';

export interface SolutionLine {
  /** Of the program: "t0 = n1 * 100.0"; of a formula by itself its step. */
  readonly line: string;
  readonly value: number;
  /** MathQA's name of the operation, "circle_area"; null of a number of the problem. */
  readonly operation: string | null;
  /** The same step in the formula: "multiply(n1,const_100)"; null of a number, or without one. */
  readonly step: string | null;
}

/** Of the formula where the task has one, else of the program; null where neither can be read. */
export function workedSolution({
  asks,
  referenceCode,
}: Pick<Task, 'asks' | 'referenceCode'>): readonly SolutionLine[] | null {
  if (!isCalculation(asks)) return null;
  if (asks.formula === null) {
    return readProgramLines(referenceCode)?.map((line) => ({ ...line, step: null })) ?? null;
  }
  const { numbers, formula } = asks;
  const reading = readFormula(formula, numbers.length);
  if (reading.kind === 'fault') return null;
  const lines = referenceCode.split('\n').filter((line) => / = /.test(line));
  const given = numbers.map((value) => ({ value, operation: null, step: null }));
  const steps = workedSteps(reading.formula, numbers).map(({ value, operation, source }) => ({
    ...{ value, operation, step: source },
  }));
  const facts = [...given, ...steps];
  if (facts.length !== lines.length) return null;
  return facts.map((fact, at) => ({ line: lines[at] ?? '', ...fact }));
}

/** A formula that somebody wrote for the task, step by step; null where it is none. */
export function workedFormula(
  { asks }: Pick<Task, 'asks'>,
  text: string,
): readonly SolutionLine[] | null {
  if (!isCalculation(asks)) return null;
  const reading = readFormula(text, asks.numbers.length);
  if (reading.kind === 'fault') return null;
  const given = asks.numbers.map((value, at) => ({
    line: `n${at} = ${pythonFloat(value)}`,
    value,
  }));
  const steps = workedSteps(reading.formula, asks.numbers).map(
    ({ source, value, operation }, at) => ({
      ...{ line: `#${at} = ${source}`, value, operation },
    }),
  );
  return [...given, ...steps].map((line) => ({ operation: null, ...line, step: null }));
}
