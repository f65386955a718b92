/** What ends a sample and what pauses a run: a lost device, a full disk, a sandbox that does not start. */

import { expect } from 'vitest';
import { CheckerError } from '../../../../src/checking/checker.ts';
import type { RunEvent } from '../../../../src/evaluation/running/runner.ts';
import { ModelSpecError } from '../../../../src/synthesis/model-kind.ts';
import { test, undisturbed } from '../../../support/fake-runs.ts';

const lost = { kind: 'device-lost', detail: 'gone' } as const;

const tooLong = { kind: 'prompt-too-long', limitTokens: 8 } as const;

test('a lost device costs nothing: the model is loaded again and the same sample asked', async ({
  writers,
  newRun,
  go,
  results,
}) => {
  writers.script = (_, call) => (call === 2 || call === 4 ? lost : undefined);
  const run = await newRun();
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(writers.seeds).toEqual(['a 7', 'b 7', 'b 7', 'c 7', 'c 7', 'a 8', 'b 8', 'c 8']);
  expect([writers.opened, writers.unloaded]).toEqual([3, 3]);
  expect(await results(run)).toEqual(undisturbed);
});

test('a device that is lost twice in a row pauses the run, which goes on later', async ({
  writers,
  newRun,
  go,
  results,
}) => {
  writers.script = (_, call) => (call === 2 || call === 3 ? lost : undefined);
  const run = await newRun();
  expect(await go(run)).toEqual({ kind: 'paused', reason: { kind: 'engine', failure: lost } });
  expect(await results(run)).toEqual(['a0 failed-assertion']);
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(await results(run)).toEqual(undisturbed);
});

test('any other failure is kept with its sample, and asked again when a person wants it', async ({
  store,
  writers,
  newRun,
  go,
  results,
}) => {
  writers.script = (_, call) => (call === 2 ? tooLong : undefined);
  const run = await newRun({ samplesPerTask: 1 });
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(await store.sample(run.id, 'b', 0)).toMatchObject({
    reply: null,
    verdict: null,
    failure: tooLong,
  });
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(writers.requests).toHaveLength(3);
  expect(await go(run, { isFailedAskedAgain: true })).toEqual({ kind: 'finished' });
  expect(writers.seeds.slice(3)).toEqual(['b 7']);
  expect(await store.sample(run.id, 'b', 0)).toMatchObject({ failedBefore: [tooLong.kind] });
  expect(await store.sample(run.id, 'a', 0)).not.toHaveProperty('failedBefore');
  expect(await results(run)).toEqual(undisturbed.filter((each) => each.includes('0 ')));
});

const server = { kind: 'server', address: 'http://localhost', model: 'm', parallel: 1 } as const;

const address = 'http://localhost';

test('a prompt that is too long, or stopped by a filter, is its sample’s failure and pauses nothing', async ({
  writers,
  newRun,
  go,
  results,
}) => {
  const filtered = { kind: 'server-ended-reply', address, reason: 'content-filter' } as const;
  writers.script = ({ sampling }) => (sampling.seed === 7 ? tooLong : filtered);
  const run = await newRun({ writer: server });
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(writers.requests).toHaveLength(6);
  expect(await results(run)).toEqual(
    undisturbed.map((each) =>
      each.replace(/ .*/, each[1] === '0' ? ' prompt-too-long' : ' server-ended-reply'),
    ),
  );
});

test('a full disk pauses the run, and what was stored before stays', async ({
  store,
  newRun,
  go,
  results,
}) => {
  const run = await newRun();
  const onEvent = (event: RunEvent) => {
    if (event.kind === 'stored' && store.puts.length >= 5) store.isFull = true;
  };
  const paused = { kind: 'paused', reason: { kind: 'storage', trouble: 'full' } };
  expect(await go(run, { onEvent })).toEqual(paused);
  const kept = await results(run);
  expect(kept.length).toBeGreaterThanOrEqual(2);
  store.isFull = false;
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(await results(run)).toEqual(undisturbed);
});

test('a disk that is full from the start pauses the run, and the model leaves its memory', async ({
  store,
  writers,
  newRun,
  go,
}) => {
  const run = await newRun();
  store.isFull = true;
  expect(await go(run)).toEqual({ kind: 'paused', reason: { kind: 'storage', trouble: 'full' } });
  expect([writers.opened, writers.unloaded]).toEqual([1, 1]);
});

test.for<[Error, string]>([
  [new ModelSpecError({ kind: 'unknown-model', modelId: 'x' }), 'no-writer'],
  [new TypeError('a fault'), 'engine'],
])(
  'a writer that cannot be opened pauses the run: %s',
  async ([openFailure, kind], { writers, newRun, go }) => {
    writers.openFailure = openFailure;
    expect(await go(await newRun())).toMatchObject({ kind: 'paused', reason: { kind } });
  },
);

test('a sandbox that does not start pauses the run', async ({ checker, newRun, go, results }) => {
  const failure = { kind: 'no-webassembly' } as const;
  checker.failure = new CheckerError(failure);
  const run = await newRun();
  expect(await go(run)).toEqual({ kind: 'paused', reason: { kind: 'checker', failure } });
  checker.failure = null;
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(await results(run)).toEqual(undisturbed);
});

test('a model without chat is not asked in chat: the run pauses before its first sample', async ({
  writers,
  newRun,
  go,
}) => {
  writers.hasChatTemplate = false;
  expect(await go(await newRun())).toMatchObject({
    reason: { kind: 'engine', failure: { kind: 'no-chat-template', modelName: 'A fake' } },
  });
  expect(writers.requests).toEqual([]);
  const prompt = { style: 'paper', exampleCount: 1, shownTestCount: 1 } as const;
  expect(await go(await newRun({ prompt }))).toEqual({ kind: 'finished' });
});

test('a server is asked for several samples at once, and loses its model only once', async ({
  writers,
  newRun,
  go,
  results,
}) => {
  const run = await newRun({ writer: { ...server, parallel: 3 }, samplesPerTask: 4 });
  writers.script = (_, call) => (call === 2 || call === 3 ? lost : undefined);
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(writers.mostAtOnce).toBe(3);
  expect(writers.opened).toBe(2);
  expect(await results(run)).toHaveLength(12);
});
