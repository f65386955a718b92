/**
 * Leaves out of Pyodide what only its packages would link to. The interpreter exports eight
 * thousand names, and its loader, read again by every worker, wraps each of them, enters it into
 * tables and keeps it by name. A sandbox loads no packages: what the loader's own code names is
 * enough.
 */

import { encoded, exportsOf, section, withSection } from './wasm-sections.ts';

const beforeAssignments = 'function assignWasmExports(wasmExports){';
const afterAssignments = '}var wasmImports=';
/** `_name=Module["_name"]=wasmExports["name"]`, with `.value>>>0` for the address of data. */
const assignment = /^([\w$]+)=.*\bwasmExports\["([\w$]+)"\](?:\.value>>>0)?$/;

interface Assignment {
  readonly text: string;
  /** What the loader calls it. */
  readonly name: string;
  /** What the interpreter calls it. */
  readonly exported: string;
}

/** The loader without the exports that nothing else names, neither in it nor in `other`. */
export function withoutUnusedNames(loader: string, other: string): string {
  const [before, assignments, after] = assignmentsOf(loader);
  const declared = `var ${assignments.map(({ name }) => name).join(',')},`;
  const used = namesIn([replacedOnce(before, declared, ''), after, other].join(' '));
  const kept = assignments.filter(
    ({ name, exported, text }) => used.has(name) || used.has(exported) || setsMore(text),
  );
  const keptNames = kept.map(({ name }) => `${name},`).join('');
  const keptTexts = kept.map(({ text }) => text).join(';');
  return replacedOnce(before, declared, `var ${keptNames}`) + keptTexts + after;
}

/** The text before, the assignments, and the text after them. */
function assignmentsOf(loader: string): [string, Assignment[], string] {
  const start = loader.indexOf(beforeAssignments) + beforeAssignments.length;
  const end = loader.indexOf(afterAssignments, start);
  if (end < start || start < beforeAssignments.length) {
    throw new Error('Pyodide’s loader no longer assigns its exports in one function.');
  }
  const assignments = loader.slice(start, end).split(';');
  return [loader.slice(0, start), assignments.map(readAssignment), loader.slice(end)];
}

function readAssignment(text: string): Assignment {
  const [, name, exported] = assignment.exec(text) ?? [];
  if (!name || !exported) throw new Error(`Pyodide’s loader no longer assigns as in “${text}”.`);
  return { text, name, exported };
}

/** The memory and the table of functions have a second name. */
function setsMore(text: string): boolean {
  return /=wasm(?:Memory|Table)=/.test(text);
}

function replacedOnce(text: string, from: string, to: string): string {
  const parts = text.split(from);
  if (parts.length !== 2) {
    throw new Error('Pyodide’s loader no longer declares its exports at once.');
  }
  return parts.join(to);
}

/** Everything that may be a name, in code or in quotes. */
function namesIn(code: string): Set<string> {
  return new Set(code.match(/[A-Za-z_$][\w$]*/g));
}

/** The loader puts an underscore before the name of an export. */
export function exportsNamedIn(code: string): Set<string> {
  return new Set([...namesIn(code)].flatMap((name) => [name, name.replace(/^_/, '')]));
}

/** Of the kinds of exports; the others are few. */
const kinds = { function: 0, global: 3 };

/** The module with those exports alone whose names are used; memory and tables always stay. */
export function withoutUnusedExports(wasm: Uint8Array, used: ReadonlySet<string>): Uint8Array {
  const kept = exportsOf(wasm).filter(
    ({ name, kind }) => used.has(name) || (kind !== kinds.function && kind !== kinds.global),
  );
  const content = Buffer.concat([encoded(kept.length), ...kept.map(({ bytes }) => bytes)]);
  return withSection(wasm, section.exports, content);
}
