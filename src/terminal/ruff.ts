/** Checks the project's Python, format and lint; with --write it formats the files instead. */

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { formatted, pythonFaults } from './python-style.ts';

/** The exit code: 0 only without a fault. */
export function main(args: readonly string[]): number {
  const listed = execFileSync('git', ['ls-files', '-coz', '--exclude-standard', '--', '*.py']);
  const files = String(listed)
    .split('\0')
    .filter(existsSync)
    .map((path) => ({ path, source: readFileSync(path, 'utf8') }));
  if (args.includes('--write')) {
    for (const { path, source } of files) {
      const tidy = formatted(source);
      if (tidy !== source) writeFileSync(path, tidy);
    }
    return 0;
  }
  const faults = files.flatMap(({ path, source }) => pythonFaults(path, source));
  for (const fault of faults) console.error(fault);
  return faults.length === 0 ? 0 : 1;
}
