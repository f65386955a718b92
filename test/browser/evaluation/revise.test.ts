/** Stored replies under other rules, with the real checker. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import type { Status } from '../../../src/checking/verdict.ts';
import type { Checker } from '../../../src/checking/checker.ts';
import { checkReplies, createRevision, verdictChanges } from '../../../src/evaluation/revise.ts';
import { outcomeOf, type Run } from '../../../src/evaluation/run.ts';
import { SandboxBytes } from '../../../src/sandbox/sandbox-bytes.ts';
import { readMbppPlus } from '../../../src/tasks/mbpp-plus.ts';
import { FixedRunStore } from '../../support/fixed-run-store.ts';
import { runOf, sampleOf, verdictOn } from '../../support/made-up-runs.ts';
import { taskOf } from '../../support/tasks.ts';

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
  const run = runOf('first', ['9'], { modelName: 'Tiny' });
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

function revisionOf(
  extraction: 'as-given' | 'code-in-reply' | 'kept',
  floatTolerance: number | null,
) {
  const checking = { ...exact, floatTolerance };
  const made = { runId: 'second', now: 5, madeWith: 'Synthpad 0.1.0' };
  return { extraction, checking, name: 'Checked anew', ...made };
}

async function statusesOf(store: FixedRunStore, id: string) {
  return (await store.outcomes(id)).map(({ status }) => status);
}

const never = new AbortController().signal;
const quietly = { signal: never, onChecked: () => undefined };

test('replies are extracted and checked anew into a run that names its origin', async () => {
  const { run, store, samples } = stored();
  const revision = revisionOf('code-in-reply', 0.001);
  const made = await createRevision(run, revision, { store, reader: checker }, never);
  const expected: Run = {
    ...run,
    ...{ id: 'second', createdAt: 5, revisedFrom: 'first' },
    plan: { ...run.plan, name: 'Checked anew', checking: revision.checking },
  };
  expect(made).toEqual(expected);
  expect(await store.run('second')).toEqual(expected);
  expect(await statusesOf(store, 'second')).toEqual([null, null, null]);

  const checked: unknown[] = [];
  const onChecked = (outcome: unknown) => checked.push(outcome);
  expect(await checkReplies(made, { store, checker }, { signal: never, onChecked })).toBe(
    'finished',
  );
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
  const made = await createRevision(run, revisionOf('kept', null), services, never);
  const row = { task_id: 'Mbpp/9', atol: 0, base_input: [[1]], plus_input: [[6]] };
  const code = 'def third(n):\n    return n / 3\n';
  const plus = { prompt: '', entry_point: 'third', canonical_solution: code };
  const reading = readMbppPlus(JSON.stringify({ ...row, ...plus }));
  if (reading.kind === 'refused') throw new Error(reading.fault.kind);
  const hiddenTask = (id: string) => reading.tasks.find((task) => task.id === id);
  await checkReplies(made, { store, checker }, { ...quietly, hiddenTask });
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
  const made = await createRevision(run, revisionOf('kept', null), services, never);
  const stop = new AbortController();
  const stopped = await checkReplies(
    made,
    { store, checker },
    {
      signal: stop.signal,
      onChecked: () => stop.abort(),
    },
  );
  expect(stopped).toBe('stopped');
  const done = (await statusesOf(store, 'second')).filter((status) => status !== null).length;
  expect(done).toBeGreaterThan(0);
  expect(await checkReplies(made, { store, checker }, quietly)).toBe('finished');
  expect(await statusesOf(store, 'second')).toEqual(['syntax-error', 'passed', null]);
});

test('a revision that is stopped before it is whole leaves nothing behind', async () => {
  const { run, store } = stored();
  const revision = revisionOf('code-in-reply', null);
  const making = createRevision(run, revision, { store, reader: checker }, AbortSignal.abort());
  await expect(making).rejects.toThrow(/abort/i);
  expect(await store.run('second')).toBeNull();
});

test('what breaks the checker ends the check with its reason', async () => {
  const { run, store, samples } = stored();
  await store.putSamples(samples.map((sample) => ({ ...sample, verdict: null })));
  const broken = { check: () => Promise.reject(new Error('no sandbox')) };
  await expect(checkReplies(run, { store, checker: broken }, quietly)).rejects.toThrow(
    'no sandbox',
  );
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
