// Checks the project's Python, format and lint; with --write it formats the files instead.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { formatted, pythonFaults } from './python-style.mjs';

const listed = execFileSync('git', ['ls-files', '-coz', '--exclude-standard', '--', '*.py']);
const paths = String(listed).split('\0').filter(existsSync);

if (process.argv.includes('--write')) {
  for (const path of paths) {
    const source = readFileSync(path, 'utf8');
    const tidy = formatted(source);
    if (tidy !== source) writeFileSync(path, tidy);
  }
} else {
  const faults = paths.flatMap((path) => pythonFaults(path, readFileSync(path, 'utf8')));
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
}
