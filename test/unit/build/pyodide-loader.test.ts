import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { changedLoader } from '../../../src/build/pyodide-loader.ts';

const { resolve } = createRequire(import.meta.url);
const read = (path: string) => readFileSync(path, 'utf8');

test.each(['pyodide/pyodide.mjs', 'pyodide/pyodide.asm.mjs'])(
  '%s no longer tries to import a script in a worker',
  (name) => {
    const path = resolve(name);
    expect(read(path)).toContain('importScripts("data:');
    expect(changedLoader(read(path), path)).not.toContain('importScripts("data:');
  },
);

test('the loader is a function in brackets, and what it is under its name', () => {
  const path = resolve('pyodide/pyodide.asm.mjs');
  const code = changedLoader(read(path), path) ?? '';
  expect(code).toMatch(/^const _createPyodideModule=\(async function\(moduleArg=\{\}\)\{/);
  expect(code).toMatch(/return moduleRtn\}\);export default _createPyodideModule;\s*$/);
});

test('other modules stay as they are, and a loader of another shape is refused', () => {
  expect(changedLoader('export {}', '/src/sandbox/frame.ts')).toBeNull();
  expect(() => changedLoader('export {}', resolve('pyodide/pyodide.mjs'))).toThrow(
    /Pyodide’s loader no longer has one/,
  );
});
