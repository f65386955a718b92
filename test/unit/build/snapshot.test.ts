import { createRequire } from 'node:module';
import { afterEach, expect, test, vi } from 'vitest';
import { trimmedPyodide } from '../../../src/build/interpreter-files.ts';
import { snapshotAfterBoot } from '../../../src/build/snapshot.ts';

const library = createRequire(import.meta.url).resolve('pyodide/python_stdlib.zip');

const [, command = ''] = process.argv;

afterEach(() => {
  vi.unstubAllEnvs();
  process.argv[1] = command;
});

test('a snapshot is the same wherever and whenever it is made', { timeout: 60_000 }, async () => {
  const pyodide = await trimmedPyodide();
  const here = Buffer.from(await snapshotAfterBoot(pyodide, library));
  vi.stubEnv('TZ', 'Asia/Tokyo');
  process.argv[1] = '/some/where/else/vite';
  const elsewhere = Buffer.from(await snapshotAfterBoot(pyodide, library));
  expect(here.equals(elsewhere)).toBe(true);
  expect(process.env['TZ']).toBe('Asia/Tokyo');
  expect(process.argv[1]).toBe('/some/where/else/vite');
});
