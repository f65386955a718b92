import { expect, test } from 'vitest';
import type { Run, Sample } from '../../../src/evaluation/runs/run.ts';
import { LogTally } from '../../../src/terminal/log-tally.ts';
import { resultLines } from '../../../src/terminal/result-lines.ts';
import { countsIn, type Estimate, passAt } from '../../support/recomputed.ts';
import { logOf, madeUpRuns } from '../../support/result-logs.ts';
import type { SimulatedRun } from '../../support/simulated-runs.ts';

function linesOf(log: string): string[] {
  const tally = new LogTally(null, false);
  tally.note(log);
  const results = tally.results();
  return results ? resultLines(results) : [];
}

function madeUp(taskCount: number, sampleCount: number, fields: Partial<Run> = {}): SimulatedRun {
  const [made] = madeUpRuns(1, taskCount, sampleCount);
  if (!made) throw new Error('There is no run.');
  return { ...made, run: { ...made.run, ...fields } };
}

function figures({ value, low, high }: Estimate): string {
  return `${value.toFixed(4)} (95% interval ${low.toFixed(4)} to ${high.toFixed(4)}`;
}

const failedSample = (sample: Sample, kind: 'out-of-memory' | 'prompt-too-long'): Sample => ({
  ...{ ...sample, reply: null, extraction: null, verdict: null },
  failure: kind === 'out-of-memory' ? { kind, neededBytes: null } : { kind, limitTokens: null },
});

test('a command prints the pass rates of its log with the tasks they are over', () => {
  const log = logOf(madeUp(12, 3));
  const counts = countsIn(log);
  const lines = linesOf(log);
  expect(lines[0]).toBe(`pass@1  ${figures(passAt(1, counts))}, over 12 tasks)`);
  expect(lines[1]).toBe(`pass@3  ${figures(passAt(3, counts))}, over 12 tasks)`);
  expect(lines).toContainEqual(expect.stringMatching(/^MBPP was published in 2021/));
});

test('of a log that is not finished it says so far, and what is to do', () => {
  const made = madeUp(12, 1);
  const lines = linesOf(logOf({ ...made, samples: made.samples.slice(0, 5) }));
  expect(lines[0]).toMatch(/, over 5 of 12 tasks so far\)$/);
  expect(lines).toContain('7 of 12 tasks still to do.');
});

test('what machinery failed at bounds the rate, a prompt that is too long counts', () => {
  const made = madeUp(10, 1);
  const samples = made.samples.map((sample, at) =>
    at === 0
      ? failedSample(sample, 'out-of-memory')
      : at === 1
        ? failedSample(sample, 'prompt-too-long')
        : sample,
  );
  const passed = samples.filter(({ verdict }) => verdict?.status === 'passed').length;
  const lines = linesOf(logOf({ ...made, samples }));
  expect(lines[0]).toMatch(
    new RegExp(`^pass@1  ${(passed / 9).toFixed(4)} .*, over 9 of 10 tasks`),
  );
  expect(lines.join('\n')).toContain(
    `pass@1 would be ${passed * 10}.0% if that sample failed, ${(passed + 1) * 10}.0% if it passed.`,
  );
  expect(lines.join('\n')).toContain('1 prompt is longer than the model’s context');
});

test('calls of one task are no independent trials in a command either', () => {
  const made = madeUp(24, 1, {});
  const asks = { kind: 'output', shows: 'code' } as const;
  const renamed = (id: string) => {
    const at = Number(id) - 11;
    return `${Math.floor(at / 2)}#${(at % 2) + 1}`;
  };
  const log = logOf({
    run: {
      ...made.run,
      plan: { ...made.run.plan, asks },
      taskIds: made.run.taskIds.map(renamed),
    },
    tasks: made.tasks.map((each) => ({
      ...each,
      task: { ...each.task, id: renamed(each.task.id) },
    })),
    samples: made.samples.map((each) => ({ ...each, task: renamed(each.task) })),
  });
  const calls = countsIn(log);
  const tasks = calls.flatMap(({ task, c }, at) => {
    const next = calls[at + 1];
    return at % 2 === 0 && next ? [{ task, n: 2, c: c + next.c }] : [];
  });
  expect(tasks).toHaveLength(12);
  expect(linesOf(log)[0]).toContain(figures(passAt(1, tasks)));
});

test('a search that was given every test is said to fit these', () => {
  const made = madeUp(6, 1);
  const plan = { ...made.run.plan, writer: { kind: 'search', seconds: 1 } } as const;
  const lines = linesOf(logOf({ ...made, run: { ...made.run, plan } }));
  expect(lines).toContainEqual(expect.stringContaining('fits the shown asserts'));
});

test('a part of a plan is said to be one, and a whole run is not', () => {
  const of = (fields: Partial<Run>) => linesOf(logOf(madeUp(4, 1, fields))).join('\n');
  const missing = (...shards: number[]) => ({
    missingShards: shards.map((index) => ({ index, count: 4 })),
  });
  expect(of({ shard: { index: 1, count: 2 } })).toContain(
    'This is a part of its plan: shard 1 of 2.',
  );
  expect(of(missing(3))).toContain('This is a part of its plan: shard 3 of 4 is missing.');
  expect(of(missing(2, 3))).toContain(
    'This is a part of its plan: shards 2 and 3 of 4 are missing.',
  );
  expect(of({})).not.toContain('part of its plan');
});
