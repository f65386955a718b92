/**
 * MathQA's formulas: "multiply(n1,const_100)|divide(#0,n0)". Each is read whole, worked out step by
 * step, and written as a program of MathQA-Python. Never runs anything but its own operations.
 */

import { operationOf, type Operation } from './operations.ts';

/** An argument: a number of the problem, an earlier step, or a constant. */
type Argument =
  | { readonly kind: 'number' | 'step'; readonly index: number }
  | { readonly kind: 'constant'; readonly name: string };

interface ParsedStep {
  /** As it is written: "divide(#0,n0)". */
  readonly source: string;
  readonly name: string;
  readonly operation: Operation;
  readonly arguments: readonly Argument[];
}

export type Formula = readonly ParsedStep[];

export type FormulaReading =
  | { readonly kind: 'formula'; readonly formula: Formula }
  /** `at` is the step that is none. */
  | { readonly kind: 'fault'; readonly at: string };

/** One step worked out. */
export interface Step {
  readonly source: string;
  /** MathQA's name of the operation: "circle_area". */
  readonly operation: string;
  readonly inputs: readonly number[];
  readonly value: number;
}

const mostSteps = 200;
const stepForm = /^([a-z_]+)\(([^()]*)\)$/;

/** `numberCount` is how many numbers the problem has. Never throws. */
export function readFormula(text: string, numberCount: number): FormulaReading {
  const sources = text.split('|').map((each) => each.replace(/\s+/g, ''));
  while (sources.at(-1) === '') sources.pop();
  const steps: ParsedStep[] = [];
  for (const source of sources) {
    const step = readStep(source, numberCount, steps.length);
    if (!step || steps.length >= mostSteps) return { kind: 'fault', at: source };
    steps.push(step);
  }
  return steps.length === 0 ? { kind: 'fault', at: '' } : { kind: 'formula', formula: steps };
}

function readStep(source: string, numberCount: number, stepCount: number): ParsedStep | null {
  const [, name = '', list = ''] = stepForm.exec(source) ?? [];
  const operation = operationOf(name);
  if (!operation) return null;
  const parsed = list.split(',').map((each) => readArgument(each, numberCount, stepCount));
  const found = parsed.filter((each) => each !== null);
  const isWhole = found.length === parsed.length && found.length === operation.arity;
  return isWhole ? { source, name, operation, arguments: found } : null;
}

function readArgument(text: string, numberCount: number, stepCount: number): Argument | null {
  const [, sign, digits] = /^([n#])(\d+)$/.exec(text) ?? [];
  if (sign !== undefined) {
    const index = Number(digits);
    const kind = sign === 'n' ? 'number' : 'step';
    return index < (kind === 'number' ? numberCount : stepCount) ? { kind, index } : null;
  }
  const [, name] = /^const_(\w+)$/.exec(text) ?? [];
  return name !== undefined && constantOf(name) ? { kind: 'constant', name } : null;
}

interface Constant {
  readonly value: number;
  readonly python: string;
}

/** "0_25" is 0.25 and "100" is 100. */
function constantOf(name: string): Constant | null {
  if (name === 'pi') return { value: Math.PI, python: 'math.pi' };
  if (name === 'deg_to_rad') return { value: Math.PI / 180, python: '(math.pi / 180)' };
  if (!/^\d+(_\d+)?$/.test(name)) return null;
  const value = Number(name.replace('_', '.'));
  return { value, python: pythonFloat(value) };
}

/** Each step with its value. Where Python would raise, values are NaN or infinite from there on. */
export function workedSteps(formula: Formula, numbers: readonly number[]): Step[] {
  const steps: Step[] = [];
  for (const { source, name, operation, arguments: given } of formula) {
    const inputs = given.map((each): number => {
      if (each.kind === 'constant') return constantOf(each.name)?.value ?? NaN;
      const known = each.kind === 'number' ? numbers[each.index] : steps[each.index]?.value;
      return known ?? NaN;
    });
    steps.push({ source, operation: name, inputs, value: operation.value(...inputs) });
  }
  return steps;
}

/** As MathQA-Python writes it: the numbers, a line for each step, and `answer` for the last. */
export function pythonOf(formula: Formula, numbers: readonly number[]): string {
  const given = numbers.map((value, index) => `n${index} = ${pythonFloat(value)}`);
  const steps = formula.map(({ operation, arguments: all }, index) => {
    const sources = all.map((each) => {
      if (each.kind === 'constant') return constantOf(each.name)?.python ?? '';
      return `${each.kind === 'number' ? 'n' : 't'}${each.index}`;
    });
    const isLast = index === formula.length - 1;
    return `${isLast ? 'answer' : `t${index}`} = ${operation.python(...sources)}`;
  });
  const modules = ['math', 'scipy'].filter((name) =>
    steps.some((line) => line.includes(`${name}.`)),
  );
  return [...modules.map((name) => `import ${name}`), ...given, ...steps].join('\n');
}

/** A float as Python prints it. */
export function pythonFloat(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
