/** Runs that were stopped and go on: with which samples, which model and which file. */

import { expect } from 'vitest';
import type { RunEvent } from '../../../../src/evaluation/running/runner.ts';
import { test, undisturbed } from '../../../support/fake-runs.ts';

test('a run that goes on with other threads names both numbers, each once', async ({
  store,
  writers,
  newRun,
  go,
}) => {
  const run = await newRun();
  const ran = async (threads: number, maxSamples: number) => {
    writers.details = { ...writers.details, ranOn: [{ processor: 'cpu', threads }] };
    const stop = new AbortController();
    let written = 0;
    const onEvent = (event: RunEvent) => {
      if (event.kind === 'stored' && ++written === maxSamples) stop.abort();
    };
    await go((await store.run(run.id)) ?? run, { signal: stop.signal, onEvent }).catch(() => null);
    return (await store.run(run.id))?.modelDetails?.ranOn?.map((each) => each.threads);
  };
  expect(await ran(2, 1)).toEqual([2]);
  expect(await ran(1, 1)).toEqual([2, 1]);
  expect(await ran(2, 100)).toEqual([2, 1]);
});

test('a run does not go on with another file of the same name', async ({
  store,
  writers,
  newRun,
  go,
}) => {
  const run = await newRun();
  const files = (...hashes: (string | null)[]) =>
    hashes.map((sha256, at) => ({
      ...{ address: at === 0 ? 'tiny.gguf' : 'halves.gguf', sizeBytes: 8, sha256 },
      ...(at === 0 ? {} : { adapterScale: 1 }),
    }));
  writers.details = { ...writers.details, files: files(null, 'ab') };
  const stop = new AbortController();
  const onEvent = (event: RunEvent) => {
    if (event.kind === 'stored') stop.abort();
  };
  await go(run, { signal: stop.signal, onEvent });
  const reason = { kind: 'changed-file', address: 'halves.gguf' };
  const goOn = async (...hashes: (string | null)[]) => {
    writers.details = { ...writers.details, files: files(...hashes) };
    return go((await store.run(run.id)) ?? run);
  };
  expect(await goOn(null, 'cd')).toEqual({ kind: 'paused', reason });
  expect((await store.run(run.id))?.modelDetails?.files).toEqual(files(null, 'ab'));
  expect(await goOn('ef', 'ab')).toEqual({ kind: 'finished' });
});

test('a run that is deleted while it runs, or before, ends and leaves nothing behind', async ({
  store,
  writers,
  newRun,
  go,
}) => {
  const gone = { kind: 'paused', reason: { kind: 'storage', trouble: 'gone' } };
  const run = await newRun();
  writers.script = (_, call) => {
    if (call === 2) void store.deleteRun(run.id);
    return undefined;
  };
  expect(await go(run)).toEqual(gone);
  expect([await store.runs(), await store.orphans()]).toEqual([[], []]);
  expect(await store.outcomes(run.id)).toEqual([]);
  expect(await go(run)).toEqual(gone);
  expect(await store.runs()).toEqual([]);
});

test('stopped anywhere, it goes on where it was and ends like an undisturbed one', async ({
  writers,
  newRun,
  go,
  results,
}) => {
  for (let stopAt = 1; stopAt <= 12; stopAt++) {
    const run = await newRun();
    const stop = new AbortController();
    let stored = 0;
    const onEvent = ({ kind }: RunEvent) => {
      if (kind === 'stored' && ++stored === stopAt) stop.abort();
    };
    const asked = writers.requests.length;
    const end = await go(run, { signal: stop.signal, onEvent });
    if (stopAt < 12) expect(end).toEqual({ kind: 'stopped' });
    expect(await go(run)).toEqual({ kind: 'finished' });
    expect(await results(run)).toEqual(undisturbed);
    // The one in flight at most is asked a second time.
    expect(writers.requests.length - asked).toBeLessThanOrEqual(7);
  }
});

test('a reply that was stored without a verdict is only checked', async ({
  store,
  writers,
  events,
  newRun,
  go,
}) => {
  const run = await newRun({ samplesPerTask: 1 });
  await go(run);
  const sample = await store.sample(run.id, 'b', 0);
  if (sample) await store.putSamples([{ ...sample, extraction: null, verdict: null }]);
  events.length = 0;
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(writers.requests).toHaveLength(3);
  expect(writers.opened).toBe(1);
  expect(await store.sample(run.id, 'b', 0)).toEqual(sample);
  expect(events.map(({ kind }) => kind)).toEqual(['begun', 'stored']);
});

test('a program that came with its reply is checked as it is', async ({ store, newRun, go }) => {
  const run = await newRun({ samplesPerTask: 1 });
  await go(run);
  const sample = await store.sample(run.id, 'b', 0);
  if (!sample) throw new Error('There is no sample.');
  const program = 'def f(x):\n    return 7\n';
  const extraction = { program, rule: 'as-given', hadThinking: false } as const;
  await store.putSamples([{ ...sample, extraction, verdict: null }]);
  await go(run);
  expect((await store.sample(run.id, 'b', 0))?.extraction).toEqual(extraction);
});

test('a reply that is being written when it is stopped is not kept', async ({
  store,
  writers,
  newRun,
  go,
}) => {
  const run = await newRun();
  const stop = new AbortController();
  writers.script = (_, call) => {
    if (call !== 2) return undefined;
    stop.abort();
    return new Promise(() => {});
  };
  expect(await go(run, { signal: stop.signal })).toEqual({ kind: 'stopped' });
  expect(await store.sample(run.id, 'b', 0)).toBe(null);
});

test('completions from elsewhere are checked and never written', async ({
  store,
  writers,
  newRun,
  go,
  results,
}) => {
  const run = await newRun({ writer: { kind: 'imported', from: 'samples.jsonl' } });
  const text = 'def f(x):\n    return 8\n';
  const reply = { text, finish: 'stop', promptTokens: null, replyTokens: null } as const;
  await store.putSamples([
    {
      ...{ run: run.id, task: 'a', index: 0, seed: 0, madeAt: 0 },
      reply: { ...reply, firstTokenMs: null, totalMs: 0 },
      ...{ extraction: null, verdict: null, failure: null },
    },
  ]);
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(await results(run)).toEqual(['a0 passed']);
  expect(writers.opened).toBe(0);
});
