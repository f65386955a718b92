/** `npm run grade` over thousands of samples: the memory of Node and of its browser, and the time. */

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserMemoryBytes, processMemoryBytes } from './process-memory.ts';
import { starterTasks } from './published.ts';

export interface GradeMoment {
  readonly graded: number;
  readonly seconds: number;
  /** Null where the system does not tell. */
  readonly nodeBytes: number | null;
  readonly browserBytes: number | null;
}

export interface GradeSoak {
  /** Every thousand samples, and at the end. */
  readonly moments: readonly GradeMoment[];
  readonly exitCode: number | null;
  readonly passed: number;
}

const everySamples = 1_000;
const lookMs = 250;
/** With room for gigabytes Node lets garbage lie: what is measured is what it has to keep. */
const heapLimit = '--max-old-space-size=256';

/** Half of the samples are references, half return nothing. Neither uses data from outside. */
export async function gradeSoak(
  count: number,
  onMoment: (moment: GradeMoment) => void,
): Promise<GradeSoak> {
  const folder = await mkdtemp(join(tmpdir(), 'synthpad-soak-'));
  const [samples, out] = [join(folder, 'samples.jsonl'), join(folder, 'verdicts.jsonl')];
  try {
    await writeFile(samples, samplesOf(count));
    const command = ['src/terminal/run.mjs', 'src/terminal', 'grade'];
    const files = ['--tasks', 'public/starter-tasks.jsonl', '--samples', samples, '--out', out];
    const child = spawn(process.execPath, [heapLimit, ...command, ...files], { stdio: 'ignore' });
    const startedAt = performance.now();
    const moments: GradeMoment[] = [];
    const note = (graded: number) => {
      const seconds = (performance.now() - startedAt) / 1000;
      const nodeBytes = child.pid === undefined ? null : processMemoryBytes(child.pid);
      const moment = { graded, seconds, nodeBytes, browserBytes: browserMemoryBytes() };
      moments.push(moment);
      onMoment(moment);
    };
    const timer = setInterval(() => {
      void linesOf(out).then(({ length }) => {
        if (length >= (moments.length + 1) * everySamples && length < count) note(length);
      });
    }, lookMs);
    const exitCode = await new Promise<number | null>((resolve) => child.on('exit', resolve));
    clearInterval(timer);
    const verdicts = await linesOf(out);
    note(verdicts.length);
    const passed = verdicts.filter((line) => JSON.parse(line).status === 'passed').length;
    return { moments, exitCode, passed };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function samplesOf(count: number): string {
  const tasks = starterTasks();
  const lines = Array.from({ length: count }, (_, index) => {
    const task = tasks[(index >> 1) % tasks.length];
    const name = /def (\w+)/.exec(task?.referenceCode ?? '')?.[1] ?? 'f';
    const wrong = `def ${name}(*arguments):\n    return None\n`;
    return { task_id: task?.id, completion: index % 2 === 0 ? task?.referenceCode : wrong };
  });
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

async function linesOf(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line !== '');
}
