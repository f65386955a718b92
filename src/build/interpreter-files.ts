/**
 * The files a sandbox boots from, made once per version of Pyodide: the interpreter, its standard
 * library as byte code, and its memory after a boot. They are compressed here, because static
 * hosts differ in what they compress: the page unpacks them, and Python the parts of the library.
 */

import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { loadPyodide, version } from 'pyodide';
import { snapshotAfterBoot } from './snapshot.ts';

const require = createRequire(import.meta.url);
const pyodideFolder = dirname(require.resolve('pyodide/package.json'));
const here = dirname(fileURLToPath(import.meta.url));
const cacheFolder = join(dirname(pyodideFolder), '.cache', 'synthpad');

export interface InterpreterFiles {
  readonly wasm: Buffer;
  readonly stdlib: Buffer;
  readonly snapshot: Buffer;
}

/** `wasm` and `snapshot` gzip-compressed, `stdlib` a zip file. */
export async function interpreterFiles(): Promise<InterpreterFiles> {
  const recipe = await readFile(join(here, 'pack_stdlib.py'), 'utf8');
  const stdlibName = `stdlib-${version}-${shortHash(recipe)}.zip`;
  const stdlib = await cached(stdlibName, () => packStdlib(recipe));
  const makers = await Promise.all(snapshotMakers.map((path) => readFile(join(here, path))));
  const snapshotKey = shortHash(Buffer.concat([stdlib, ...makers]));
  return {
    stdlib,
    wasm: await cached(`python-${version}.wasm.gz`, async () =>
      compressed(await readFile(join(pyodideFolder, 'pyodide.asm.wasm'))),
    ),
    snapshot: await cached(`memory-${version}-${snapshotKey}.gz`, async () =>
      compressed(await snapshotAfterBoot(join(cacheFolder, stdlibName))),
    ),
  };
}

/** A change to one of these makes a new snapshot. */
const snapshotMakers = [
  'snapshot.ts',
  '../sandbox/boot-settings.ts',
  '../sandbox/memory-image.ts',
  '../sandbox/memory-snapshot.ts',
  '../sandbox/repeatable-random.ts',
];

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

async function cached(name: string, make: () => Promise<Uint8Array>): Promise<Buffer> {
  const path = join(cacheFolder, name);
  try {
    return await readFile(path);
  } catch {
    const content = Buffer.from(await make());
    await mkdir(cacheFolder, { recursive: true });
    // Two builds at once must not read each other's half-written file.
    const part = `${path}.${process.pid}`;
    await writeFile(part, content);
    await rename(part, path);
    return content;
  }
}

export function shortHash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 8);
}
