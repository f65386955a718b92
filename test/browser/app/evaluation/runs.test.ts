/** The runs of a browser on doubles: the list, the queue, progress, and what a person can do. */

import { beforeEach, expect, test } from 'vitest';
import { Runs } from '../../../../src/app/evaluation/runs/runs.svelte.ts';
import { writeRunLog } from '../../../../src/evaluation/log/run-log.ts';
import type { KeptSettings } from '../../../../src/app/work/kept-settings.ts';
import { MemoryRunStore } from '../../../../src/evaluation/runs/memory-run-store.ts';
import type { Plan } from '../../../../src/evaluation/plans/plan.ts';
import { RunStoreError, type Sample } from '../../../../src/evaluation/runs/run.ts';
import type { HiddenCheck } from '../../../../src/tasks/task.ts';
import { FakeRunChecker, FakeWriters } from '../../../support/fake-writers.ts';
import { planOf } from '../../../support/plans.ts';
import { taskOf } from '../../../support/tasks.ts';
import { keptInMemory } from '../../../support/kept-in-memory.ts';

const tasks = ['a', 'b'].map((id) => taskOf(['assert f(1) == 8'], { id, text: id }));

class FillingStore extends MemoryRunStore {
  isFull = false;

  override async putSamples(samples: readonly Sample[]): Promise<void> {
    if (this.isFull) throw new RunStoreError('full');
    await super.putSamples(samples);
  }
}

let store: FillingStore;
let writers: FakeWriters;
let runs: Runs;
let clock: number;
let settings: KeptSettings;

beforeEach(() => {
  [store, writers, clock] = [new FillingStore(), new FakeWriters(), 0];
  settings = keptInMemory();
  runs = visit();
});

function visit(): Runs {
  const checker = new FakeRunChecker();
  const now = () => (clock += 1000);
  return new Runs({ store, checker, writers, settings, madeWith: 'a test', now });
}

function start(fields: Partial<Plan> = {}): Promise<string | null> {
  const plan = planOf({ writer: { kind: 'web-llm', modelId: 'fake' }, ...fields });
  return runs.start(plan, tasks, tasks);
}

const states = (of = runs) => of.items.map(({ state }) => state.kind);

async function pauseAll(): Promise<void> {
  for (const { run } of runs.items) await runs.pause(run.id);
}

/** Holds the n-th reply until the run is stopped. */
function holdReply(nth: number): void {
  writers.script = (_, call) => (call === nth ? new Promise(() => {}) : undefined);
}

test('runs wait for each other, and each is counted as it ends', async () => {
  await Promise.all([start(), start({ samplesPerTask: 1 })]);
  expect(states().toSorted()).toEqual(['queued', 'running']);
  await expect.poll(() => states()).toEqual(['finished', 'finished']);
  const tallies = runs.items.map(({ tally }) => [tally?.done, tally?.total, tally?.byStatus]);
  expect(tallies.toSorted()).toEqual([
    [2, 2, { 'failed-assertion': 2 }],
    [4, 4, { 'failed-assertion': 2, passed: 2 }],
  ]);
  expect(writers.mostAtOnce).toBe(1);
});

test('the run under way tells its sample, its stream, its speed and the time left', async () => {
  holdReply(3);
  await start();
  await expect
    .poll(() => runs.current?.stage)
    .toEqual({
      kind: 'writing',
      sample: { task: 'a', index: 1 },
      stream: '',
    });
  await expect.poll(() => runs.current?.tally.done).toBe(2);
  expect(runs.current?.tokensPerSecond).toBe(2000);
  expect(runs.current?.msLeft).toBeGreaterThan(0);
  expect(runs.current?.run.modelName).toBe('A fake');
  await pauseAll();
});

test('a paused run rests, and goes on where it was, also on a later visit', async () => {
  holdReply(2);
  const id = (await start()) ?? '';
  await expect.poll(() => runs.current?.stage.kind).toBe('writing');
  await expect.poll(() => writers.requests.length).toBe(2);
  await runs.pause(id);
  expect(states()).toEqual(['resting']);

  writers.script = () => undefined;
  const later = visit();
  await later.restore();
  expect(later.items).toMatchObject([{ tally: { total: 4 }, state: { kind: 'resting' } }]);
  later.continue(id);
  await expect.poll(() => states(later)).toEqual(['finished']);
  expect(writers.seeds).toEqual(['a 7', 'b 7', 'b 7', 'a 8', 'b 8']);
  const third = visit();
  await third.restore();
  expect(states(third)).toEqual(['finished']);
});

test('a full disk pauses the run and holds the queue', async () => {
  store.isFull = true;
  // Until the other one is queued behind it.
  let letGo = () => {};
  const held = new Promise<string>((resolve) => (letGo = () => resolve('def f(x): return 7')));
  writers.script = (_, call) => (call === 1 ? held : undefined);
  const id = await start();
  await start();
  letGo();
  const reason = { kind: 'storage', trouble: 'full' };
  await expect.poll(() => states().toSorted()).toEqual(['paused', 'resting']);
  expect(runs.itemOf(id ?? '')?.state).toEqual({ kind: 'paused', reason });
  store.isFull = false;
  expect(runs.left).toHaveLength(1);
  runs.continueLeft();
  await expect.poll(() => states().toSorted()).toEqual(['finished', 'paused']);
});

/** As if the tab were closed now: what is kept stays as it is, and the tab lets go of its run. */
async function closeTab(): Promise<void> {
  const kept = keptInMemory();
  await kept.keepSetting('evaluation-queue', await settings.setting('evaluation-queue'));
  await pauseAll();
  settings = kept;
  writers.script = () => undefined;
}

test('a queue that was cut short is offered on the next visit, in its order', async () => {
  holdReply(2);
  await start({ name: 'first' });
  await start({ name: 'second', samplesPerTask: 1 });
  await expect.poll(() => runs.current?.tally.done).toBe(1);
  await closeTab();

  const later = visit();
  await later.restore();
  expect(later.left.map(({ run }) => run.plan.name)).toEqual(['first', 'second']);
  expect(states(later)).toEqual(['resting', 'resting']);
  later.continueLeft();
  expect(later.left).toEqual([]);
  await expect.poll(() => states(later)).toEqual(['finished', 'finished']);
  expect(writers.seeds).toEqual(['a 7', 'b 7', 'b 7', 'a 8', 'b 8', 'a 7', 'b 7']);

  const third = visit();
  await third.restore();
  expect(third.left).toEqual([]);
});

test('a queue that another tab is working off is that tab’s, and no leftover', async () => {
  holdReply(1);
  await start();
  await start();
  await expect.poll(() => runs.current?.stage.kind).toBe('writing');
  const other = visit();
  await other.restore();
  expect([other.left, states(other)]).toEqual([[], ['resting', 'resting']]);
  await pauseAll();
});

test('a queue that nobody wants back is offered no more, and its runs stay', async () => {
  holdReply(1);
  await start();
  await expect.poll(() => runs.current?.stage.kind).toBe('writing');
  await closeTab();
  const later = visit();
  await later.restore();
  later.forgetLeft();
  expect([later.left, states(later)]).toEqual([[], ['resting']]);
  await expect.poll(() => settings.setting('evaluation-queue')).toEqual([]);
  const third = visit();
  await third.restore();
  expect(third.left).toEqual([]);
});

test('samples that failed are asked again when a person wants it', async () => {
  const tooLong = { kind: 'prompt-too-long', limitTokens: 8 } as const;
  writers.script = (_, call) => (call === 1 ? tooLong : undefined);
  const id = (await start()) ?? '';
  await expect.poll(() => states()).toEqual(['finished']);
  expect(runs.items[0]?.tally).toMatchObject({ done: 4, failed: 1 });
  runs.continue(id, true);
  await expect.poll(() => runs.items[0]?.tally).toMatchObject({ done: 4, failed: 0 });
});

test('a run that is stopped ends for good, on every visit, and keeps what it has', async () => {
  holdReply(2);
  const id = (await start()) ?? '';
  const waiting = (await start()) ?? '';
  await expect.poll(() => runs.current?.tally.done).toBe(1);
  await runs.stop(waiting);
  await runs.stop(id);
  expect(states()).toEqual(['stopped', 'stopped']);
  expect(runs.itemOf(id)?.tally).toMatchObject({ done: 1, total: 4 });
  runs.continue(id);
  expect(states()).toEqual(['stopped', 'stopped']);
  const asked = writers.requests.length;
  const later = visit();
  await later.restore();
  expect([states(later), later.left]).toEqual([['stopped', 'stopped'], []]);
  expect(await store.outcomes(id)).toHaveLength(1);
  expect(await store.run(id)).toMatchObject({ modelName: 'A fake' });
  expect(writers.requests).toHaveLength(asked);
});

test('a run that is deleted stops and leaves nothing', async () => {
  holdReply(1);
  const id = (await start()) ?? '';
  await expect.poll(() => runs.current?.stage.kind).toBe('writing');
  await runs.delete(id);
  expect(runs.items).toEqual([]);
  expect(await store.runs()).toEqual([]);
  expect(await store.tasks(id)).toEqual([]);
});

test('a log goes out and comes back as the same run', async () => {
  const id = (await start()) ?? '';
  await expect.poll(() => states()).toEqual(['finished']);
  const pieces: string[] = [];
  for await (const piece of writeRunLog(store, id)) pieces.push(piece);
  await runs.delete(id);
  expect(await runs.importLog(pieces)).toMatchObject({ kind: 'imported', sampleCount: 4 });
  expect(runs.items).toMatchObject([
    { run: { id }, tally: { done: 4 }, state: { kind: 'finished' } },
  ]);
  expect(runs.speedOf({ kind: 'web-llm', modelId: 'fake' })).toEqual({
    tokensPerSecond: 2000,
    replyTokens: 4,
  });
});

test('a run of tasks that came with hidden inputs is checked with them', async () => {
  const given = new Map<string, ReadonlyMap<string, HiddenCheck>>();
  const checker = new FakeRunChecker();
  runs = new Runs({
    ...{ store, checker, writers, settings, madeWith: 'a test' },
    giveHidden: (run, inputs) => given.set(run, inputs),
    hiddenOf: (run) => given.get(run),
  });
  const row = '{"task_id": "Mbpp/1", "entry_point": "f", "base_input": []}';
  const [first, second] = tasks.map((task) => ({
    ...({ ...task, hidden: { kind: 'mbpp-plus', row } } as const),
  }));
  if (!first || !second) throw new Error('no tasks');
  const plan = planOf({ writer: { kind: 'web-llm', modelId: 'fake' } });
  const id = (await runs.start(plan, [first], [first, second])) ?? '';
  await expect.poll(() => states()).toEqual(['finished']);
  expect(await store.run(id)).toMatchObject({ hiddenInputs: 'mbpp-plus' });
  expect([...(given.get(id)?.keys() ?? [])]).toEqual(['a', 'b']);
  const { hidden, referenceCode } = first;
  expect(given.get(id)?.get('a')).toEqual({ hidden, referenceCode, functionName: 'f' });
});
