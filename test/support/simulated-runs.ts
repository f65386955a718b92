/** Runs of a model of some skill, with all that real ones have: repeatable, and of any size. */
import type { Status } from '../../src/checking/verdict.ts';
import { outcomeOf, type Run, type RunTask, type Sample } from '../../src/evaluation/runs/run.ts';
import { runOf, sampleOf, verdictOn, withSamples } from './made-up-runs.ts';
import { taskOf } from './tasks.ts';

export interface SimulatedRun {
  readonly run: Run;
  readonly tasks: readonly RunTask[];
  readonly samples: readonly Sample[];
}

const failures = [
  ...['failed-assertion', 'failed-assertion', 'failed-assertion', 'runtime-error'],
  ...['syntax-error', 'missing-function', 'timeout'],
] as const satisfies readonly Status[];

/** `skill` is about the share of samples that pass; later tasks are harder. */
export function simulatedRun(
  id: string,
  { taskCount = 20, sampleCount = 5, skill = 0.5, fields = {} as Partial<Run> } = {},
): SimulatedRun {
  const ids = Array.from({ length: taskCount }, (_, at) => String(at + 11));
  const tasks = ids.map((task): RunTask => ({
    run: id,
    task: taskOf([`assert f${task}(2) == 4`], {
      ...{ source: 'mbpp', id: task, text: `Write a function to double a number, task ${task}.` },
      referenceCode: `def f${task}(n):\n    return 2 * n\n`,
    }),
    prompt: { kind: 'chat', messages: [{ role: 'user', content: `Please write f${task}.` }] },
    functionName: `f${task}`,
  }));
  const samples = ids.flatMap((task, at) =>
    Array.from({ length: sampleCount }, (_, index) => {
      const isRight = chance(id, at, index) < skill * (1.6 - (1.2 * at) / taskCount);
      return simulatedSample(id, task, index, isRight ? 'passed' : failureAt(at + index));
    }),
  );
  return { run: withSamples(sampleCount, runOf(id, ids, fields)), tasks, samples };
}

export function outcomesOfRun({ samples }: SimulatedRun) {
  return samples.map(outcomeOf);
}

function failureAt(index: number): Status {
  return failures[index % failures.length] ?? 'timeout';
}

function simulatedSample(run: string, task: string, index: number, status: Status): Sample {
  const program = `def f${task}(n):\n    return ${status === 'passed' ? '2 * n' : 'n'}\n`;
  const test = ['shown', `assert f${task}(2) == 4`, status] as const;
  return sampleOf(run, task, index, program, {
    reply: {
      ...{ text: `Here it is:\n\n\`\`\`python\n${program}\`\`\`\n`, finish: 'stop' },
      ...{ promptTokens: 90, replyTokens: 40, firstTokenMs: 20, totalMs: 800 },
    },
    extraction: {
      ...{ program, rule: 'defines-function', from: 'fence', isCutOff: false, hadThinking: false },
    },
    verdict: verdictOn(status, [test]),
  });
}

/** In [0, 1), the same for the same arguments. */
function chance(id: string, task: number, index: number): number {
  let hash = 2166136261;
  for (const part of `${id}/${task}/${index}`) {
    hash = Math.imul(hash ^ part.charCodeAt(0), 16777619);
  }
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}
