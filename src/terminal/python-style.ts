/**
 * The one style of the project's Python: ruff's formatter, and the rules that its linter holds.
 * The settings stand here because ruff's WebAssembly package reads no configuration file. Python
 * 3.11 is what the benchmarks need of a machine's own Python; the sandbox has a newer one.
 */

import { type Diagnostic, PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs';

const rules = [
  ...['E', 'W', 'F', 'I', 'B', 'UP', 'SIM', 'RET', 'PIE', 'C4', 'A', 'PERF', 'PLE', 'PLW', 'RUF'],
  ...['ANN001', 'ANN002', 'ANN003', 'ANN201', 'ANN206'],
];

const notHeld = [
  'E501', // The formatter breaks what can be broken.
  'B023', // Functions made in a loop are used within the same round.
  'B905', // Zips that end with the shorter are meant to.
  'B912',
  'RUF001', // The search knows the curly quotes that tasks are written with.
  'RUF021', // "and" binds tighter than "or", which readers of Python know.
  'RUF023', // Slots stand in the order in which they are read.
  'SIM905', // Lists of words are easier to read as text.
];

const ruff = new Workspace(
  {
    'line-length': 100,
    'target-version': 'py311',
    lint: { select: rules, ignore: notHeld },
  },
  PositionEncoding.Utf16,
);

export function formatted(source: string): string {
  return ruff.format(source);
}

/** One sentence for each fault. Types are asked of functions that other modules may call. */
export function pythonFaults(path: string, source: string): string[] {
  const found: Diagnostic[] = ruff.check(source);
  const faults = found
    .filter(({ code, start_location: { row } }) => !isOfPrivate(code, row, source))
    .map(({ code, message, start_location: { row } }) => `${path}:${row}: ${message} (${code})`);
  const isReadable = found.every(({ code }) => code !== null && code !== 'invalid-syntax');
  if (!isReadable || formatted(source) === source) return faults;
  return [...faults, `${path}: not formatted; run "npm run format".`];
}

/** Whether a missing type is one of a function that is its module's own. */
function isOfPrivate(code: string | null, row: number, source: string): boolean {
  if (!code?.startsWith('ANN')) return false;
  const lines = source.split('\n').slice(0, row).reverse();
  const at = lines.findIndex((line) => /^ *(async )?def \w/.test(line));
  const [, indent = '', , name = ''] = /^( *)(async )?def (\w+)/.exec(lines[at] ?? '') ?? [];
  if (name.startsWith('_') && name !== '__init__') return true;
  if (indent === '') return false;
  if (indent.length > 4) return true;
  const owner = lines.slice(at).find((line) => /^(def|async def|class) /.test(line)) ?? '';
  return !/^class [^_]/.test(owner);
}
