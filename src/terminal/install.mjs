// Installs the project's packages where they are missing or older than the lock file. Uses
// nothing but Node and npm, so that it can run first on a fresh clone.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

export function installMissing() {
  const isKnown = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  if (!isKnown) {
    const needed = '20.19 or newer of Node 20, or 22.12 or newer';
    fail(`Synthpad needs ${needed}; this is ${process.versions.node}.`);
  }
  const installed = 'node_modules/.package-lock.json';
  const isCurrent =
    existsSync(installed) && statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs;
  if (isCurrent) return;
  console.log('Installing packages.');
  run('npm', ['ci', '--no-audit', '--no-fund']);
}

/**
 * Runs a command in sight of the person; ends this process with its code where it fails.
 * @param {string} command
 * @param {string[]} args
 */
export function run(command, args) {
  const shell = process.platform === 'win32';
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', shell });
  if (error) fail(`${command} could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

/**
 * The command of an installed package. Not by way of npx, which takes most of a second to find it.
 * @param {string} name
 */
export function packaged(name) {
  return join('node_modules', '.bin', name);
}

/**
 * @param {string} sentence
 * @returns {never}
 */
export function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
