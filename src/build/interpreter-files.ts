/**
 * The files a sandbox boots from, made once per version of Pyodide: the interpreter, its standard
 * library as byte code, and its memory after a boot. They are compressed here, because static
 * hosts differ in what they compress: the page unpacks them, and Python the parts of the library.
 */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { loadPyodide, version } from 'pyodide';
import { offsetExport, runtimeExport } from '../sandbox/memory-snapshot.ts';
import { FileCache } from './file-cache.ts';
import { freeingInTurns } from './freeing-in-turns.ts';
import { snapshotAfterBoot } from './snapshot.ts';
import { exportsNamedIn, withoutUnusedExports, withoutUnusedNames } from './trimmed-exports.ts';

const require = createRequire(import.meta.url);
const pyodideFolder = dirname(require.resolve('pyodide/package.json'));
const here = dirname(fileURLToPath(import.meta.url));
const cache = new FileCache(join(dirname(pyodideFolder), '.cache', 'synthpad'));

export interface InterpreterFiles {
  readonly wasm: Buffer;
  readonly stdlib: Buffer;
  readonly snapshot: Buffer;
}

/** `wasm` and `snapshot` gzip-compressed, `stdlib` a zip file. */
export async function interpreterFiles(): Promise<InterpreterFiles> {
  const recipe = await readFile(join(here, 'pack_stdlib.py'), 'utf8');
  const stdlibName = `stdlib-${version}-${shortHash(recipe)}.zip`;
  const stdlib = await cache.get(stdlibName, () => packStdlib(recipe));
  const folder = await trimmedPyodide();
  const snapshotKey = shortHash(
    `${basename(folder)} ${shortHash(stdlib)} ${await hashOf(snapshotMakers)}`,
  );
  return {
    stdlib,
    wasm: await cache.get(`${basename(folder)}.wasm.gz`, async () =>
      compressed(await readFile(join(folder, wasmName))),
    ),
    snapshot: await cache.get(`memory-${version}-${snapshotKey}.gz`, async () =>
      compressed(await snapshotAfterBoot(folder, cache.pathOf(stdlibName))),
    ),
  };
}

const wasmName = 'pyodide.asm.wasm';
const loaderName = 'pyodide.asm.mjs';

/** A folder with the interpreter and its loader as sandboxes use them. */
export async function trimmedPyodide(): Promise<string> {
  const folder = `pyodide-${version}-${await hashOf(trimmers)}`;
  const installed = (name: string) => readFile(join(pyodideFolder, name));
  const front = String(await installed('pyodide.mjs'));
  const loader = await cache.get(join(folder, loaderName), async () =>
    Buffer.from(withoutUnusedNames(String(await installed(loaderName)), front)),
  );
  await cache.get(join(folder, wasmName), async () => {
    const used = exportsNamedIn([loader, front, runtimeExport, offsetExport].join(' '));
    return withoutUnusedExports(freeingInTurns(await installed(wasmName)), used);
  });
  return cache.pathOf(folder);
}

/** A change to one of these makes another interpreter, or another snapshot. */
const trimmers = [
  'trimmed-exports.ts',
  'wasm-sections.ts',
  'freeing-in-turns.ts',
  '../sandbox/memory-snapshot.ts',
];
const snapshotMakers = [
  'snapshot.ts',
  '../sandbox/boot-settings.ts',
  '../sandbox/memory-image.ts',
  '../sandbox/memory-snapshot.ts',
  '../sandbox/repeatable-random.ts',
];

async function hashOf(sources: readonly string[]): Promise<string> {
  return shortHash(
    Buffer.concat(await Promise.all(sources.map((path) => readFile(join(here, path))))),
  );
}

async function compressed(content: Uint8Array): Promise<Uint8Array> {
  return promisify(gzip)(content, { level: 9 });
}

async function packStdlib(recipe: string): Promise<Uint8Array> {
  const python = await loadPyodide();
  const [major, minor] = python.runPython('import sys; sys.version_info[:2]').toJs();
  python.runPython(recipe);
  const packed = python.globals.get('pack')(`/lib/python${major}${minor}.zip`);
  return packed.toJs();
}

export function shortHash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 8);
}
