import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import {
  exportsNamedIn,
  withoutUnusedExports,
  withoutUnusedNames,
} from '../../../src/build/trimmed-exports.ts';

const { resolve } = createRequire(import.meta.url);
const loader = await readFile(resolve('pyodide/pyodide.asm.mjs'), 'utf8');
const wasm = await readFile(resolve('pyodide/pyodide.asm.wasm'));

function exportsOf(module: WebAssembly.Module): string[] {
  return WebAssembly.Module.exports(module).map(({ name }) => name);
}

test('of a small loader what is named stays, in its order, whoever names it', () => {
  const small = [
    'var _used,_named,_unused,_memory,wasmTable,wasmMemory;',
    'function assignWasmExports(wasmExports){',
    '_used=Module["_used"]=wasmExports["used"];',
    '_named=Module["_named"]=wasmExports["named"].value>>>0;',
    '_unused=Module["_unused"]=wasmExports["unused"];',
    '_memory=Module["_memory"]=wasmMemory=wasmExports["memory"]',
    '}var wasmImports={f(){return _used()}};',
  ].join('');
  expect(withoutUnusedNames(small, 'module._named')).toBe(
    small.replace('_unused,', '').replace('_unused=Module["_unused"]=wasmExports["unused"];', ''),
  );
});

test('the installed loader loses nine of ten names, and is still a script', () => {
  const trimmed = withoutUnusedNames(loader, '');
  const assignments = (code: string) => code.match(/=wasmExports\["/g)?.length ?? 0;
  expect(assignments(trimmed)).toBeLessThan(assignments(loader) / 10);
  expect(trimmed.length).toBeLessThan(0.7 * loader.length);
  const script = trimmed.replace(/export default.*/, '').replaceAll('import.meta.url', '""');
  expect(() => new Function(script)).not.toThrow();
});

test('a loader of another shape is refused', () => {
  expect(() => withoutUnusedNames('export {}', '')).toThrow(/no longer assigns its exports/);
  const other = loader.replace('_set_method_docstring=', '_set_method_docstring??=');
  expect(() => withoutUnusedNames(other, '')).toThrow(/no longer assigns as in/);
  const elsewhere = loader.replace('var _set_method_docstring,', 'let _set_method_docstring,');
  expect(() => withoutUnusedNames(elsewhere, '')).toThrow(/no longer declares/);
});

test('the interpreter exports what is named, its memory and its tables, and nothing else', () => {
  const trimmed = new WebAssembly.Module(
    Uint8Array.from(withoutUnusedExports(wasm, exportsNamedIn('Module._malloc(8); "Py_Version"'))),
  );
  expect(exportsOf(trimmed).toSorted()).toEqual(
    [
      ...['malloc', 'Py_Version', 'memory', '__indirect_function_table'],
      ...['__c_longjmp', '__cpp_exception'],
    ].toSorted(),
  );
  const whole = new WebAssembly.Module(wasm);
  expect(WebAssembly.Module.imports(trimmed)).toEqual(WebAssembly.Module.imports(whole));
});

test('with everything named, the interpreter is as it was', () => {
  const all = exportsOf(new WebAssembly.Module(wasm));
  expect(Buffer.from(withoutUnusedExports(wasm, new Set(all))).equals(wasm)).toBe(true);
});
