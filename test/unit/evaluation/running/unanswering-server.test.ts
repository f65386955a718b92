/** Runs on a server that fails: what is held back, asked again and waited for, and what pauses the run. */

import { expect } from 'vitest';
import type { EngineFailure } from '../../../../src/synthesis/engine-failure.ts';
import { test, threeTasks, undisturbed } from '../../../support/fake-runs.ts';
import { taskOf } from '../../../support/tasks.ts';

const moreTasks = ['d', 'e'].map((id) => taskOf(['assert f(1) == 8'], { id, text: id }));

const server = { kind: 'server', address: 'http://localhost', model: 'm', parallel: 1 } as const;

const away = { kind: 'server-unreachable', address: 'http://localhost' } as const;

const address = 'http://localhost';

const unloaded = { kind: 'server-fault', address, detail: 'Model unloaded' } as const;

const pausedBy = (failure: EngineFailure) => ({
  kind: 'paused',
  reason: { kind: 'engine', failure },
});

test.for<EngineFailure>([
  away,
  unloaded,
  { kind: 'server-fault', address, detail: 'CUDA out of memory' },
  { kind: 'server-error', address, status: 500, detail: 'no slot' },
  { kind: 'server-error', address, status: 400, detail: 'seed is not supported' },
  { kind: 'server-ended-reply', address, reason: 'abort' },
  { kind: 'server-broken-stream', address, detail: 'cut' },
  { kind: 'server-unexpected-answer', address, detail: '<html>' },
  { kind: 'server-redirects', address },
])(
  'a server that writes no more pauses the run, and fails no sample: %j',
  async (failure, { writers, newRun, go, results }) => {
    writers.script = (_, call) => (call > 2 ? failure : undefined);
    const run = await newRun({ writer: server });
    expect(await go(run)).toEqual(pausedBy(failure));
    // Three that were asked in vain, then one that was answered before.
    expect(writers.seeds).toEqual(['a 7', 'b 7', 'c 7', 'a 8', 'b 8', 'b 7']);
    expect(await results(run)).toEqual(['a0 failed-assertion', 'b0 failed-assertion']);
    writers.script = () => undefined;
    expect(await go(run)).toEqual({ kind: 'finished' });
    expect(await results(run)).toEqual(undisturbed);
  },
);

test('a server that writes nothing from the start pauses the run before it holds a sample', async ({
  writers,
  newRun,
  go,
  results,
}) => {
  writers.script = () => unloaded;
  const run = await newRun({ writer: server });
  expect(await go(run)).toEqual(pausedBy(unloaded));
  // The last and the middle one of those that are left.
  expect(writers.seeds).toEqual(['a 7', 'b 7', 'c 7', 'c 8', 'b 8']);
  expect(await results(run)).toEqual([]);
  // Nobody is there to refuse another one.
  writers.script = () => away;
  expect(await go(run)).toEqual(pausedBy(away));
  expect(writers.seeds.slice(5)).toEqual(['a 7', 'b 7', 'c 7']);
});

const refused = { kind: 'server-error', address, status: 400, detail: 'Flagged' } as const;

test.for<[string, number, number]>([
  ['one sample', 1, 1],
  ['as many as are held', 3, 1],
  ['two more, which are asked for as well', 5, 1],
  ['all at once', 3, 8],
])(
  'a run that fails with all of its few samples ends, and fails again: %s',
  async ([, count, parallel], { writers, newRun, go, results }) => {
    writers.script = () => refused;
    const run = await newRun(
      { writer: { ...server, parallel }, samplesPerTask: 1 },
      [...threeTasks, ...moreTasks].slice(0, count),
    );
    const failed = run.taskIds.map((id) => `${id}0 server-error`);
    expect(await go(run)).toEqual({ kind: 'finished' });
    expect(await results(run)).toEqual(failed);
    expect(await go(run, { isFailedAskedAgain: true })).toEqual({ kind: 'finished' });
    expect(await results(run)).toEqual(failed);
    writers.script = () => undefined;
    expect(await go(run, { isFailedAskedAgain: true })).toEqual({ kind: 'finished' });
    expect((await results(run)).filter((each) => each.endsWith('server-error'))).toEqual([]);
  },
);

test.for<EngineFailure>([
  away,
  { kind: 'server-refused', address, status: 401 },
  { kind: 'server-overloaded', address, status: 503 },
])(
  'however few its samples are, a run waits for who can be reached again: %j',
  async (failure, { writers, newRun, go, results }) => {
    writers.script = () => failure;
    const run = await newRun({ writer: server, samplesPerTask: 1 });
    expect(await go(run)).toEqual(pausedBy(failure));
    expect(await results(run)).toEqual([]);
  },
);

test.for<[string, (text: string, seed: number) => boolean, string[]]>([
  ['a sample each', (_, seed) => seed === 7, ['c 8', 'a 8', 'b 8', 'c 8', 'a 7', 'b 7', 'c 7']],
  [
    'whole tasks, of which others are left',
    (text) => 'abc'.includes(text),
    ['e 8', 'd 7', 'e 7', 'a 8', 'b 8', 'c 8', 'e 7'],
  ],
])(
  'a server that refuses the first three, %s, is asked for others',
  async ([, isRefused, then], { writers, newRun, go, results }) => {
    writers.script = ({ brief, sampling: { seed = 0 } }) =>
      isRefused(brief.text, seed) ? refused : undefined;
    const all = then[0] === 'e 8' ? [...threeTasks, ...moreTasks] : threeTasks;
    const run = await newRun({ writer: server }, all);
    expect(await go(run)).toEqual({ kind: 'finished' });
    expect(writers.seeds.slice(0, 10)).toEqual(['a 7', 'b 7', 'c 7', ...then]);
    const failed = (await results(run)).filter((each) => each.endsWith(' server-error'));
    expect(failed).toEqual(
      run.taskIds.flatMap((task) =>
        [0, 1].flatMap((index) =>
          isRefused(task, 7 + index) ? [`${task}${index} server-error`] : [],
        ),
      ),
    );
  },
);

test('what is under way is waited for before a server is said to write nothing', async ({
  store,
  writers,
  newRun,
  go,
}) => {
  writers.script = ({ sampling }) => (sampling.seed === 7 ? refused : inSomeTurns('def f(x): 8'));
  const run = await newRun({ writer: { ...server, parallel: 8 }, samplesPerTask: 3 });
  expect(await go(run)).toEqual({ kind: 'finished' });
  const outcomes = await store.outcomes(run.id);
  expect(outcomes.filter(({ failure }) => failure !== null)).toHaveLength(3);
  // Those that failed once more, and then one that was answered: none was ended on its way.
  expect(writers.requests).toHaveLength(9 + 3 + 1);
});

/** Later than what fails at once. */
async function inSomeTurns(text: string): Promise<string> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve));
  return text;
}

test('several requests at a time to a server that writes no more fail no sample either', async ({
  writers,
  newRun,
  go,
  results,
}) => {
  writers.script = (_, call) => (call > 2 ? unloaded : undefined);
  const run = await newRun({ writer: { ...server, parallel: 4 }, samplesPerTask: 6 });
  expect(await go(run)).toEqual(pausedBy(unloaded));
  expect(await results(run)).toEqual(['a0 failed-assertion', 'b0 failed-assertion']);
});

test('a server that is away for two samples fails none: they are asked again at the end', async ({
  writers,
  newRun,
  go,
  results,
}) => {
  writers.script = (_, call) => (call === 2 || call === 3 ? away : undefined);
  const run = await newRun({ writer: server });
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(writers.seeds).toEqual(['a 7', 'b 7', 'c 7', 'a 8', 'b 8', 'c 8', 'b 7', 'c 7']);
  expect(await results(run)).toEqual(undisturbed);
});

test('a server that is gone at the end of a run leaves its last samples to be asked', async ({
  writers,
  newRun,
  go,
  results,
}) => {
  writers.script = (_, call) => (call >= 6 ? away : undefined);
  const run = await newRun({ writer: server });
  expect(await go(run)).toEqual(pausedBy(away));
  expect(await results(run)).toEqual(undisturbed.slice(0, 5));
});

test.for([['a'], ['b'], ['c'], ['a', 'b'], ['b', 'c']])(
  'what a server never answers, while it answers all else, fails with its samples: %s %s',
  async (faulty, { writers, newRun, go, results }) => {
    writers.script = ({ brief }) => (faulty.includes(brief.text) ? unloaded : undefined);
    const run = await newRun({ writer: server });
    expect(await go(run)).toEqual({ kind: 'finished' });
    expect(await results(run)).toEqual(
      undisturbed.map((each) => (faulty.includes(each.charAt(0)) ? failedOf(each) : each)),
    );
  },
);

const failedOf = (result: string) => result.replace(/ .*/, ' server-fault');

test('after a pause, the samples that a server never answers are told from a server that is gone', async ({
  writers,
  newRun,
  go,
  results,
}) => {
  writers.script = (_, call) => (call > 4 ? unloaded : undefined);
  const run = await newRun({ writer: server });
  expect(await go(run)).toEqual(pausedBy(unloaded));
  writers.script = ({ brief, sampling }) =>
    brief.text !== 'a' && sampling.seed === 8 ? unloaded : undefined;
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(await results(run)).toEqual(
    undisturbed.map((each) => (/^[bc]1/.test(each) ? failedOf(each) : each)),
  );
});
