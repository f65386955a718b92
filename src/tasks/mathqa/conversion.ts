/**
 * From a problem of MathQA to one of MathQA-Python, by the rules of the paper (Austin et al. 2021,
 * arXiv 2108.07732): numbers become n0, n1, ..., steps t0, t1, ..., the last one `answer`. A problem
 * whose program does not agree with its declared option within 1% is left out.
 */

import { pythonFloat, pythonOf, readFormula, workedSteps } from './formula.ts';

/** What is used of an original row. */
export interface OriginalProblem {
  readonly Problem: string;
  /** "a ) 38 , b ) 27.675 , c ) 30 , d ) data inadequate , e ) none of these" */
  readonly options: string;
  /** The letter of the right option. */
  readonly correct: string;
  readonly linear_formula: string;
}

/** A row of ours, in the form of MathQA-Python's files with the formula beside the program. */
export interface ConvertedProblem {
  readonly prompt: string;
  readonly code: string;
  readonly answer: number;
  readonly formula: string;
}

const numberForm = /[-+]?[.]?[\d]+(?:,\d\d\d)*[.]?\d*(?:[eE][-+]?\d+)?/g;
/** Begins where its digits do: of a long row of them, each would be tried. */
const fractionForm = /((?<![\d.])[-+]?[\d.]+)\s*\/\s*([\d.]+)/;
/** Of the declared option. */
const mostApart = 0.01;

/** Null where the problem is left out. */
export function converted(problem: OriginalProblem): ConvertedProblem | null {
  const numbers = numbersIn(problem.Problem);
  const reading = readFormula(problem.linear_formula, numbers.length);
  const declared = declaredAnswer(problem);
  if (reading.kind === 'fault' || declared === null) return null;
  const answer = workedSteps(reading.formula, numbers).at(-1)?.value ?? NaN;
  if (!agrees(answer, declared)) return null;
  const given = numbers.map((value, index) => ` n${index} = ${pythonFloat(value)}`).join('');
  return {
    prompt: `# ${problem.Problem.trim()}${given}`,
    code: pythonOf(reading.formula, numbers),
    answer,
    formula: problem.linear_formula,
  };
}

export function numbersIn(text: string): number[] {
  const found = [...text.matchAll(numberForm)].map(([each]) => Number(each.replaceAll(',', '')));
  return found.filter((value) => !Number.isNaN(value));
}

/** The number of the option that is declared right, or its fraction; null where it has none. */
export function declaredAnswer({
  options,
  correct,
}: Pick<OriginalProblem, 'options' | 'correct'>): number | null {
  const parts = new RegExp(`(?:^|,)\\s*${letterOf(correct)}\\s*\\)([^]*?)(?=,\\s*[a-e]\\s*\\)|$)`);
  const [, option] = parts.exec(options) ?? [];
  if (option === undefined) return null;
  const [, above, below] = fractionForm.exec(option) ?? [];
  const value = above && below ? Number(above) / Number(below) : (numbersIn(option)[0] ?? NaN);
  return Number.isFinite(value) ? value : null;
}

function letterOf(correct: string): string {
  const letter = correct.trim().toLowerCase();
  return /^[a-e]$/.test(letter) ? letter : '(?!)';
}

function agrees(answer: number, declared: number): boolean {
  return Number.isFinite(answer) && Math.abs(answer - declared) <= mostApart * Math.abs(declared);
}
