/**
 * Changes to Pyodide's loader while it is bundled. Every worker reads it again, so its length and
 * each needless pass over it count.
 */

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'rolldown';
import { withoutUnusedNames } from './trimmed-exports.ts';

interface Change {
  readonly from: string;
  readonly to: string;
}

/**
 * Pyodide tries whether a worker can import a script from a `data:` address, and gives up where
 * it can. The policy forbids it; but while a browser is inspected, as in every test, it looks up the
 * line of what is thrown, and reads the whole script around it once more.
 */
const askedOfWorkers: Change = {
  from: 'return globalThis.importScripts("data:text/javascript,"),!0',
  to: 'return !1',
};

/** In brackets a function is compiled where it is met, rather than looked through and met again. */
const opening: Change = {
  from: 'async function _createPyodideModule(moduleArg={}){',
  to: 'const _createPyodideModule=(async function(moduleArg={}){',
};
const closing: Change = {
  from: ';return moduleRtn}export default _createPyodideModule;',
  to: ';return moduleRtn});export default _createPyodideModule;',
};

/** The part that comes with the interpreter, for whose exports it has names. */
const interpreterLoader = 'pyodide/pyodide.asm.mjs';
const changes: readonly (readonly [string, readonly Change[]])[] = [
  ['pyodide/pyodide.mjs', [askedOfWorkers]],
  [interpreterLoader, [askedOfWorkers, opening, closing]],
];

export function pyodideLoader(): Plugin {
  return { name: 'synthpad:pyodide-loader', transform: (code, id) => changedLoader(code, id) };
}

/** Null for what is not the loader. Throws where the loader is another than the one known here. */
export function changedLoader(code: string, path: string): string | null {
  const [file, wanted] = changes.find(([file]) => path.replaceAll('\\', '/').endsWith(file)) ?? [];
  const loader = wanted?.reduce(changed, code) ?? null;
  if (loader === null || file !== interpreterLoader) return loader;
  return withoutUnusedNames(loader, readFileSync(join(dirname(path), 'pyodide.mjs'), 'utf8'));
}

function changed(code: string, { from, to }: Change): string {
  const parts = code.split(from);
  if (parts.length !== 2) throw new Error(`Pyodide’s loader no longer has one “${from}”.`);
  return parts.join(to);
}
