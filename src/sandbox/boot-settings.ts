/** What every interpreter boots with, in a sandbox and where its snapshot is made. */

import type { PyodideConfig } from 'pyodide';

/** Of every interpreter. */
export const pythonVersion = '3.14';

/** Pyodide reads these fields of a lock file and no other where no package is loaded. */
const lockInfo = {
  abi_version: '2026_0',
  arch: 'wasm32',
  platform: 'emscripten',
  python: pythonVersion,
  version: '0',
};

export const bootSettings: PyodideConfig = {
  lockFileContents: JSON.stringify({ info: lockInfo, packages: {} }),
  // A fixed seed, so that a program's sets have the same order in every check.
  env: { HOME: '/home/python', PYTHONHASHSEED: '0' },
};
