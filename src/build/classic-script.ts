/** Bundles an entry and all it imports to one classic script, apart from the page. */

import { rolldown } from 'rolldown';
import { pyodideLoader } from './pyodide-loader.ts';

export async function bundleClassic(entry: string): Promise<string> {
  const bundle = await rolldown({
    input: entry,
    platform: 'browser',
    plugins: [pyodideLoader()],
    // Node's modules, which Pyodide imports nowhere but in Node.
    external: [/^node:/, 'ws'],
    checks: { eval: false, commonJsVariableInEsm: false, emptyImportMeta: false },
  });
  // Not minified: Pyodide's loader calls eval by name, and its bulk is packed already.
  const { output } = await bundle.generate({ format: 'iife' });
  await bundle.close();
  return output[0].code.trim();
}
