/** Stored replies under other rules, with the real checker. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createChecker } from '../../../../src/checking/create-checker.ts';
import type { Status } from '../../../../src/checking/verdict.ts';
import type { Checker } from '../../../../src/checking/checker.ts';
import { createRevision, verdictChanges } from '../../../../src/evaluation/runs/revise.ts';
import { type SampleOutcome, outcomeOf, type Run } from '../../../../src/evaluation/runs/run.ts';
import { whileOurs } from '../../../../src/evaluation/runs/run-lock.ts';
import {
  type RunEvent,
  type RunOptions,
  runSamples,
} from '../../../../src/evaluation/running/runner.ts';
import { tallyOf } from '../../../../src/evaluation/running/tally.ts';
import { SandboxBytes } from '../../../../src/sandbox/sandbox-bytes.ts';
import { hiddenCheckOf } from '../../../../src/tasks/rows/evalplus-row.ts';
import { readTaskFile } from '../../../../src/tasks/task-file.ts';
import { FakeWriters } from '../../../support/fake-writers.ts';
import { FixedRunStore } from '../../../support/fixed-run-store.ts';
import { runOf, sampleOf, verdictOn, withSamples } from '../../../support/made-up-runs.ts';
import { taskOf } from '../../../support/tasks.ts';

let checker: Checker;

beforeAll(() => {
  checker = createChecker({ bytes: new SandboxBytes() });
});

afterAll(() => checker?.close());

const reply = 'So:\n\n```python\ndef third(n):\n    return n / 3\n```\n';
const failedToReply = {
  ...{ reply: null, extraction: null },
  failure: { kind: 'engine-crashed', detail: 'lost' },
} as const;

/** The first reply was taken as a program, the second is one; the third never came. */
function stored() {
  const shard = { index: 1, count: 2 };
  const run = withSamples(3, runOf('first', ['9'], { modelName: 'Tiny', shard }));
  const task = taskOf(['assert third(1) == 0.3333'], { id: '9', referenceCode: '' });
  const wrong = { verdict: verdictOn('syntax-error') };
  const samples = [
    sampleOf('first', '9', 0, reply, wrong),
    sampleOf('first', '9', 1, 'def third(n):\n    return 0.3333\n', {
      verdict: verdictOn('passed'),
    }),
    sampleOf('first', '9', 2, '', failedToReply),
  ];
  const tasks = [{ run: 'first', task, prompt: null, functionName: 'third' }];
  return { run, store: new FixedRunStore(run, tasks, samples), samples };
}

const exact = { limitMs: null, floatTolerance: null, isOrderInsensitive: false };

function revisionOf(extraction: 'reply' | 'kept', floatTolerance: number | null) {
  const checking = { ...exact, floatTolerance };
  const made = { runId: 'second', now: 5, madeWith: 'Synthpad 0.1.0' };
  return { extraction, checking, name: 'Checked anew', ...made };
}

async function statusesOf(store: FixedRunStore, id: string) {
  return (await store.outcomes(id)).map(({ status }) => status);
}

const quietly = { signal: new AbortController().signal };

/** As the page does it; nothing may be written anew. */
async function check(run: Run, store: FixedRunStore, options: Partial<RunOptions> = {}) {
  const writers = new FakeWriters();
  const end = await runSamples(
    run,
    { store, checker, writers },
    { ...quietly, onEvent: () => undefined, ...options },
  );
  expect(writers.opened).toBe(0);
  return end.kind;
}

async function revised(...given: Parameters<typeof createRevision>): Promise<Run> {
  const made = await createRevision(...given);
  if (!made) throw new Error('Somebody is at the run.');
  return made;
}

test('replies are extracted and checked anew into a run that names its origin', async () => {
  const { run, store, samples } = stored();
  const revision = revisionOf('reply', 0.001);
  const progress: number[] = [];
  const onProgress = (done: number) => progress.push(done);
  const options = { ...quietly, onProgress };
  const made = await revised(run, revision, { store, reader: checker }, options);
  expect(progress).toEqual([2, 3]);
  const expected: Run = {
    ...run,
    ...{ id: 'second', createdAt: 5, revisedFrom: 'first' },
    plan: {
      ...run.plan,
      ...{ name: 'Checked anew', extraction: 'reply', checking: revision.checking },
    },
  };
  expect(made).toEqual(expected);
  expect(await store.run('second')).toEqual(expected);
  expect(await statusesOf(store, 'second')).toEqual([null, null, null]);

  const checked: SampleOutcome[] = [];
  const onEvent = (event: RunEvent) => {
    if (event.kind === 'stored') checked.push(event.outcome);
  };
  expect(await check(made, store, { onEvent })).toBe('finished');
  expect(await statusesOf(store, 'second')).toEqual(['passed', 'passed', null]);
  expect(checked).toHaveLength(2);
  expect(await store.sample('second', '9', 2)).toEqual({ ...samples[2], run: 'second' });
  // The first run is untouched.
  expect(await statusesOf(store, 'first')).toEqual(['syntax-error', 'passed', null]);
  const changes = verdictChanges(await store.outcomes('first'), await store.outcomes('second'));
  const samplesChanged = [{ task: '9', index: 0 }];
  expect(changes).toEqual({
    compared: 2,
    ways: [{ before: 'syntax-error', after: 'passed', samples: samplesChanged }],
  });
});

test('programs are kept where only the check is to change, with inputs given again', async () => {
  const { run, store } = stored();
  const services = { store, reader: checker };
  const made = await revised(run, revisionOf('kept', null), services, quietly);
  const row = { task_id: 'Mbpp/9', atol: 0, base_input: [[1]], plus_input: [[6]] };
  const code = 'def third(n):\n    return n / 3\n';
  const plus = { prompt: '', entry_point: 'third', canonical_solution: code };
  const reading = readTaskFile(JSON.stringify({ ...row, ...plus }), 'own-file');
  if (reading.kind === 'refused') throw new Error(reading.fault.kind);
  const given = new Map(reading.tasks.map((task) => [task.id, hiddenCheckOf(task)]));
  expect(made.plan).not.toHaveProperty('extraction');
  await check(made, store, { hiddenOf: (id) => given.get(id) });
  const sample = await store.sample('second', '9', 1);
  expect(sample?.extraction).toEqual({
    ...{ program: 'def third(n):\n    return 0.3333\n', rule: 'as-given', hadThinking: false },
  });
  expect(sample?.verdict?.tests.map(({ group }) => group)).toEqual(['shown', 'hidden', 'hidden']);
  expect(sample?.verdict?.tests[0]?.outcome).toBe('passed');
  expect(sample?.verdict?.status).toBe('failed-assertion');
});

test('a check that is stopped keeps what it has, and goes on from there', async () => {
  const { run, store } = stored();
  const services = { store, reader: checker };
  const made = await revised(run, revisionOf('kept', null), services, quietly);
  const stop = new AbortController();
  const onEvent = ({ kind }: RunEvent) => {
    if (kind === 'stored') stop.abort();
  };
  expect(await check(made, store, { signal: stop.signal, onEvent })).toBe('stopped');
  const done = (await statusesOf(store, 'second')).filter((status) => status !== null).length;
  expect(done).toBeGreaterThan(0);
  expect(await check(made, store)).toBe('finished');
  expect(await statusesOf(store, 'second')).toEqual(['syntax-error', 'passed', null]);
});

test('a revision that is stopped before it is whole leaves nothing behind', async () => {
  const { run, store } = stored();
  const revision = revisionOf('reply', null);
  const signal = AbortSignal.abort();
  const making = revised(run, revision, { store, reader: checker }, { signal });
  await expect(making).rejects.toThrow(/abort/i);
  expect(await store.run('second')).toBeNull();
  expect(await statusesOf(store, 'first')).toEqual(['syntax-error', 'passed', null]);
});

test('what breaks the checker ends the check with its reason', async () => {
  const { run, store, samples } = stored();
  await store.putSamples(samples.map((sample) => ({ ...sample, verdict: null })));
  const readProgram = checker.readProgram.bind(checker);
  const readRuns = checker.readRuns.bind(checker);
  const readLongestCode = checker.readLongestCode.bind(checker);
  const broken = {
    readProgram,
    readRuns,
    readLongestCode,
    check: () => Promise.reject(new Error('no sandbox')),
  };
  const services = { store, checker: broken, writers: new FakeWriters() };
  const checking = runSamples(run, services, { ...quietly, onEvent: () => undefined });
  await expect(checking).rejects.toThrow('no sandbox');
});

test('what an unfinished run lacks is not written for its revision', async () => {
  const { run, store } = stored();
  const plan = { ...run.plan, samplesPerTask: 5 };
  const services = { store, reader: checker };
  const made = await revised({ ...run, plan }, revisionOf('kept', null), services, quietly);
  expect(await check(made, store)).toBe('finished');
  expect(tallyOf(made, await store.outcomes('second'))).toMatchObject({ total: 3, done: 3 });
});

test('only samples with a verdict on both sides have changed', () => {
  const outcome = (status: Status | null, index: number) => ({
    ...outcomeOf(sampleOf('a', '9', index, '')),
    status,
  });
  expect(
    verdictChanges(
      [...[0, 3, 4].map((at) => outcome('passed', at)), outcome(null, 1), outcome('timeout', 2)],
      [
        ...[outcome('timeout', 2), outcome('passed', 1)],
        ...[outcome('syntax-error', 4), outcome('timeout', 0), outcome('timeout', 3)],
      ],
    ),
  ).toEqual({
    compared: 4,
    ways: [
      {
        ...{ before: 'passed', after: 'timeout' },
        samples: [0, 3].map((index) => ({ task: '9', index })),
      },
      { before: 'passed', after: 'syntax-error', samples: [{ task: '9', index: 4 }] },
    ],
  });
});

test('a run that somebody is at is not revised, and one that is gone leaves nothing', async () => {
  const { run, store } = stored();
  const services = { store, reader: checker };
  const revision = revisionOf('kept', null);
  const meanwhile = await whileOurs(run.id, () => createRevision(run, revision, services, quietly));
  expect(meanwhile).toBe(null);
  await store.deleteRun(run.id);
  await expect(createRevision(run, revision, services, quietly)).rejects.toMatchObject({
    name: 'RunStoreError',
    kind: 'gone',
  });
  expect(await store.runs()).toEqual([]);
});
