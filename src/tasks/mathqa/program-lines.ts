/**
 * Programs of MathQA-Python read back into the operations that their lines were made from. Nothing
 * is run: a line that is none of MathQA's operations makes the program one that cannot be read.
 */

import { operationNames, operationOf, type Operation } from './operations.ts';

export interface ProgramLine {
  readonly line: string;
  readonly value: number;
  /** MathQA's name of the operation, the plainest of those with this line; null of a number. */
  readonly operation: string | null;
}

const slots = ['a', 'b', 'c'] as const;
const number = String.raw`-?\d+(?:\.\d*)?(?:e[+-]?\d+)?`;
const argument = String.raw`${number}|[nt]\d+|math\.pi|\(math\.pi / 180\)`;

interface Pattern {
  readonly name: string;
  readonly operation: Operation;
  readonly form: RegExp;
}

const patterns: readonly Pattern[] = operationNames.flatMap((name) => {
  const operation = operationOf(name);
  return operation ? [{ name, operation, form: formOf(operation) }] : [];
});

/** Of the right side of a line. What stands in several places has to be the same in each. */
function formOf({ arity, python }: Operation): RegExp {
  const marks = slots.slice(0, arity).map((slot) => `<${slot}>`);
  let form = python(...marks).replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
  for (const slot of slots) {
    form = form.replace(`<${slot}>`, `(?${`<${slot}=>`}${argument})`);
    form = form.replaceAll(`<${slot}>`, String.raw`\k<${slot}>`);
    form = form.replace(`<${slot}=>`, `<${slot}>`);
  }
  return new RegExp(`^${form}$`);
}

/** Null where a line is no number and no operation of MathQA's. */
export function readProgramLines(code: string): readonly ProgramLine[] | null {
  const values = new Map<string, number>();
  const read: ProgramLine[] = [];
  for (const line of code.split('\n').map((each) => each.trim())) {
    if (line === '' || /^import (math|scipy)$/.test(line)) continue;
    const [, name, source] = /^(n\d+|t\d+|answer) = ([^#]*[^#\s])\s*(?:#.*)?$/.exec(line) ?? [];
    const found = name && source ? readSide(source, values) : null;
    if (!name || !found) return null;
    values.set(name, found.value);
    read.push({ line, ...found });
  }
  return read;
}

function readSide(
  source: string,
  values: ReadonlyMap<string, number>,
): Pick<ProgramLine, 'value' | 'operation'> | null {
  if (new RegExp(`^${number}$`).test(source)) return { value: Number(source), operation: null };
  for (const { name, operation, form } of patterns) {
    const groups = form.exec(source)?.groups;
    if (!groups) continue;
    const inputs = slots
      .slice(0, operation.arity)
      .map((slot) => valueOf(groups[slot] ?? '', values));
    if (inputs.includes(undefined)) return null;
    return { value: operation.value(...inputs.map((each) => each ?? NaN)), operation: name };
  }
  return null;
}

function valueOf(source: string, values: ReadonlyMap<string, number>): number | undefined {
  if (source === 'math.pi') return Math.PI;
  if (source === '(math.pi / 180)') return Math.PI / 180;
  return values.get(source) ?? (/^[nt]/.test(source) ? undefined : Number(source));
}
