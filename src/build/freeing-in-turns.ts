/**
 * Lets the interpreter free long chains of objects. Python frees what an object held from within
 * the freeing of that object, and puts off what comes too deep, going by its own stack. A level of
 * it takes 16 bytes of that stack, but some 300 of the browser's, which Python does not see: after
 * some 3,000 objects the browser ended the interpreter. Here each level takes so much more of
 * Python's stack, which has megabytes to spare, that Python puts off what comes after some 700.
 */

import {
  WasmReader,
  encoded,
  exportsOf,
  section,
  sectionOf,
  withSection,
} from './wasm-sections.ts';

const freeing = '_Py_Dealloc';
/** A multiple of 16, as a stack is aligned, and one that is the same as a signed number. */
const moreBytes = 7168;

const op = { globalGet: 0x23, globalSet: 0x24, localGet: 0x20, localTee: 0x22 };
const constant = 0x41;
const subtract = 0x6b;

/** The same module with another `_Py_Dealloc`. */
export function freeingInTurns(wasm: Uint8Array): Uint8Array {
  const index = exportsOf(wasm).find(({ name }) => name === freeing)?.index ?? -1;
  const content = sectionOf(wasm, section.code);
  const reader = new WasmReader(content);
  const first = importedCount(wasm);
  const end = first + reader.number();
  for (let each = first; each < end; each++) {
    const sizeAt = reader.at;
    const size = reader.number();
    const codeAt = reader.at;
    reader.at += size;
    if (each !== index) continue;
    const code = withLargerFrame(content.subarray(codeAt, reader.at));
    const [before, after] = [content.subarray(0, sizeAt), content.subarray(reader.at)];
    const changed = Buffer.concat([before, encoded(code.length), code, after]);
    return withSection(wasm, section.code, changed);
  }
  throw otherShape();
}

/** Imported functions are counted before the module's own. */
function importedCount(wasm: Uint8Array): number {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(Uint8Array.from(wasm)));
  return imports.filter(({ kind }) => kind === 'function').length;
}

/**
 * The function reads the pointer of the stack, keeps it, and sets it to what it kept wherever it
 * ends. Once it is kept, it is lowered.
 */
function withLargerFrame(code: Uint8Array): Uint8Array {
  for (let at = 0; at < code.length; at++) {
    if (code[at] !== op.globalGet) continue;
    const reader = new WasmReader(code, at + 1);
    const pointer = encoded(reader.number());
    if (reader.byte() !== op.localTee) continue;
    const kept = encoded(reader.number());
    const set = [op.globalSet, ...pointer];
    const restore = [op.localGet, ...kept, ...set];
    if (countOf(code, restore) === 0 || countOf(code, restore) !== countOf(code, set)) continue;
    const lower = [constant, ...encoded(moreBytes), subtract, ...set, op.localGet, ...kept];
    return Buffer.concat([
      code.subarray(0, reader.at),
      Buffer.from(lower),
      code.subarray(reader.at),
    ]);
  }
  throw otherShape();
}

function countOf(code: Uint8Array, part: readonly number[]): number {
  const [bytes, found] = [Buffer.from(code), Buffer.from(part)];
  let count = 0;
  for (let at = bytes.indexOf(found); at >= 0; at = bytes.indexOf(found, at + 1)) count++;
  return count;
}

function otherShape(): Error {
  return new Error(`Pyodide’s interpreter no longer frees objects as it did: see ${freeing}.`);
}
