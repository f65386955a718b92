import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { freeingInTurns } from '../../../src/build/freeing-in-turns.ts';

const { resolve } = createRequire(import.meta.url);
const wasm = await readFile(resolve('pyodide/pyodide.asm.wasm'));

test('the interpreter differs in a few bytes of one function', () => {
  const changed = Buffer.from(freeingInTurns(wasm));
  expect(WebAssembly.validate(Uint8Array.from(changed))).toBe(true);
  expect(changed.length - wasm.length).toBeLessThan(20);
  const moved = changed.length - wasm.length;
  const lastOfFunction = wasm.findLastIndex((byte, index) => byte !== changed[index + moved]);
  expect(wasm.length - lastOfFunction).toBeGreaterThan(1_000_000);
});

test('an interpreter that frees in another way is refused', () => {
  const empty = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 7, 1, 0, 10, 1, 0);
  expect(() => freeingInTurns(empty)).toThrow(/no longer frees objects as it did/);
});
