/** Logs of runs with all that results show: wrong values and exceptions of many kinds, of any size. */

import type { ExceptionReport, TestResult, Verdict } from '../../src/checking/verdict.ts';
import { runLine, sampleLine, taskLine } from '../../src/evaluation/log/run-log.ts';
import type { Sample } from '../../src/evaluation/runs/run.ts';
import { verdictOn } from './made-up-runs.ts';
import { simulatedRun, type SimulatedRun } from './simulated-runs.ts';

const models = [
  ...['Small-Coder-0.5B', 'Small-Coder-1.5B', 'Small-Coder-3B', 'Small-Coder-7B'],
  ...['Other-Writer-2B', 'Third-Model-1B-Instruct'],
];

/** As one evaluation would make them: each model better than the one before. */
export function madeUpRuns(number: number, taskCount: number, sampleCount = 1): SimulatedRun[] {
  return Array.from({ length: number }, (_, at) => {
    const id = `made-up-${at}`;
    const made = simulatedRun(id, { taskCount, sampleCount, skill: 0.25 + 0.09 * at });
    const modelName = models[at % models.length] ?? null;
    const plan = { ...made.run.plan, name: `${modelName}, greedy`, samplesPerTask: sampleCount };
    const [seedRule, countsPromptsTooLong] = ['by-task', true] as const;
    return {
      ...made,
      run: { ...made.run, plan: { ...plan, seedRule }, modelName, countsPromptsTooLong },
      samples: made.samples.map((sample, each) => detailed(sample, each)),
    };
  });
}

export function logOf({ run, tasks, samples }: SimulatedRun): string {
  return [runLine(run), ...tasks.map(taskLine), ...samples.map(sampleLine)].join('');
}

const wrongValues = ['None', '3', '[4]', "'4'", '2', '0', '4.5'];
const exceptions: readonly (readonly [type: string, message: string])[] = [
  ['TypeError', "unsupported operand type(s) for +: 'int' and 'str'"],
  ['NameError', "name 'helper' is not defined"],
  ['NameError', "name 'total' is not defined"],
  ['IndexError', 'list index out of range'],
  ['KeyError', "'x'"],
];

function detailed(sample: Sample, at: number): Sample {
  const status = sample.verdict?.status;
  if (!status || status === 'passed') return sample;
  const [type, message] = exceptions[at % exceptions.length] ?? ['ValueError', ''];
  const exception: ExceptionReport = { type, message, line: 2, traceback: `${type}: ${message}` };
  const told: Partial<TestResult> =
    status === 'failed-assertion'
      ? { expected: '4', got: wrongValues[at % wrongValues.length] ?? '5' }
      : status === 'runtime-error'
        ? { exception }
        : {};
  const verdict = verdictOn(status, [['shown', `assert f${sample.task}(2) == 4`, status]]);
  const program = `def f${sample.task}(n):\n    total = n\n    return ${at % 3 === 0 ? 'total' : 'n + 1'}\n`;
  return {
    ...sample,
    extraction: {
      ...{ program, rule: 'defines-function', from: 'fence', isCutOff: false, hadThinking: false },
    },
    verdict: { ...verdict, tests: verdict.tests.map((test) => ({ ...test, ...told })) },
  } satisfies Sample & { verdict: Verdict };
}
