/**
 * Leaves out of Pyodide what only its packages would link to. The interpreter exports eight
 * thousand names, and its loader, read again by every worker, wraps each of them, enters it into
 * tables and keeps it by name. A sandbox loads no packages: what the loader's own code names is
 * enough.
 */

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

const magicBytes = 8;
const exportSection = 7;
/** Of the kinds of exports; the others are few. */
const kinds = { function: 0, global: 3 };

/** The module with those exports alone whose names are used; memory and tables always stay. */
export function withoutUnusedExports(wasm: Uint8Array, used: ReadonlySet<string>): Uint8Array {
  const reader = new WasmReader(wasm, magicBytes);
  while (reader.at < wasm.length) {
    const sectionStart = reader.at;
    const id = reader.byte();
    const length = reader.number();
    const contentStart = reader.at;
    if (id !== exportSection) {
      reader.at = contentStart + length;
      continue;
    }
    const kept = exportsOf(reader).filter(
      ({ name, kind }) => used.has(name) || (kind !== kinds.function && kind !== kinds.global),
    );
    const count = encoded(kept.length);
    const content = Buffer.concat([count, ...kept.map(({ bytes }) => bytes)]);
    return Buffer.concat([
      wasm.subarray(0, sectionStart),
      Uint8Array.of(exportSection),
      encoded(content.length),
      content,
      wasm.subarray(contentStart + length),
    ]);
  }
  throw new Error('The interpreter exports nothing.');
}

interface Export {
  readonly name: string;
  readonly kind: number;
  readonly bytes: Uint8Array;
}

function exportsOf(reader: WasmReader): Export[] {
  return Array.from({ length: reader.number() }, () => {
    const start = reader.at;
    const name = reader.text();
    const kind = reader.byte();
    reader.number();
    return { name, kind, bytes: reader.bytes.subarray(start, reader.at) };
  });
}

class WasmReader {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  byte(): number {
    return this.bytes[this.at++] ?? 0;
  }

  /** Seven bits a byte, the lowest first (LEB128). */
  number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  text(): string {
    const length = this.number();
    return new TextDecoder().decode(this.bytes.subarray(this.at, (this.at += length)));
  }
}

function encoded(number: number): Uint8Array {
  const bytes: number[] = [];
  let rest = number;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Uint8Array.of(...bytes, rest);
}
