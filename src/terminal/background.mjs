// Runs the commands of installed packages in the background.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { packaged } from './install.mjs';

const shell = process.platform === 'win32';

/**
 * In sight of the person. `ended` resolves with the exit code.
 * @param {string[]} command
 * @returns {{ stop(): void, ended: Promise<number> }}
 */
export function begin([name = '', ...args]) {
  const child = spawn(packaged(name), args, { stdio: 'inherit', shell });
  const ended = once(child, 'close').then(([code]) => code ?? 1);
  return { stop: () => void child.kill(), ended };
}

/**
 * Each to its end, so that one run shows every fault, and at a lower priority than everything else.
 * Resolves with what those had to say that failed.
 * @param {string[][]} commands
 * @returns {Promise<string[]>}
 */
export async function faultsOf(commands) {
  const reports = await Promise.all(commands.map(faultOf));
  return reports.filter((report) => report !== null);
}

/** @param {string[]} command */
async function faultOf(command) {
  const [name = '', ...args] = command;
  const program = name === 'node' ? process.execPath : packaged(name);
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], shell });
  if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  /** @type {Buffer[]} */
  const said = [];
  child.stdout.on('data', (part) => said.push(part));
  child.stderr.on('data', (part) => said.push(part));
  const [code] = await once(child, 'close');
  return code === 0 ? null : `${Buffer.concat(said)}${command.join(' ')}: failed.`;
}
