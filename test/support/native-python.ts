/** This machine's own `python3`, as the plain harnesses use it: one process per program. */

import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The interpreter itself: what is found as `python3` may be a script that looks for it each time. */
const python = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], {
  encoding: 'utf8',
});

/** Without this machine's packages: to look for them can take most of a start. */
const bare = ['-I', '-S', '-c'];
/** What programs may end by, which would come with the packages. */
const endings = ['exit', 'quit'].map(
  (name) => `__import__('builtins').${name} = __import__('_sitebuiltins').Quitter('${name}', '')\n`,
);

export const hasPython = python.status === 0;
export const pythonPath = hasPython ? python.stdout.trim() : '';

/** The processor's time, which is the same beside other work; systems without it have the clock alone. */
const limited = (seconds: number) =>
  `try: __import__('resource').setrlimit(__import__('resource').RLIMIT_CPU, (${seconds}, ${seconds}))\nexcept ImportError: pass\n`;
/** By the clock a program has so many times as long. */
const patience = 10;

/** Whether each program ends of itself, without an exception and within the limit. In order. */
export async function runNatively(
  programs: readonly string[],
  { limitMs = 30_000, atOnce = 4 } = {},
): Promise<boolean[]> {
  const folder = await mkdtemp(join(tmpdir(), 'synthpad-native-'));
  const results: boolean[] = [];
  let next = 0;
  const lane = async () => {
    while (next < programs.length) {
      const index = next++;
      results[index] = await holds(programs[index] ?? '', limitMs, folder);
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, lane));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return results;
}

function holds(program: string, limitMs: number, cwd: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = execFile(
      pythonPath,
      [...bare, endings.join('') + limited(limitMs / 1000) + program],
      { cwd, timeout: patience * limitMs, killSignal: 'SIGKILL', maxBuffer: 1 << 26 },
      (error) => resolve(error === null),
    );
    child.stdin?.end();
  });
}
