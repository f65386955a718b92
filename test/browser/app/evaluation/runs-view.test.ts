/** What a person does with runs in view, on doubles: checking anew, giving files again, watching. */

import { beforeEach, expect, test } from 'vitest';
import { GivenHiddenInputs } from '../../../../src/app/evaluation/given/hidden-inputs.svelte.ts';
import {
  type HiddenChoice,
  RunsView,
} from '../../../../src/app/evaluation/results/runs-view.svelte.ts';
import { Runs } from '../../../../src/app/evaluation/runs/runs.svelte.ts';
import type { CheckRequest } from '../../../../src/checking/checker.ts';
import { MemoryRunStore } from '../../../../src/evaluation/runs/memory-run-store.ts';
import { FakeRunChecker, FakeWriters } from '../../../support/fake-writers.ts';
import { anyOwnSet } from '../../../../src/tasks/own-set-id.ts';
import type { Task } from '../../../../src/tasks/task.ts';
import { readTaskFileInTurns } from '../../../../src/tasks/task-file.ts';
import { planOf, runOf, runTaskOf, sampleOf } from '../../../support/plans.ts';
import { storeRun } from '../../../support/stored-run.ts';
import { keptInMemory } from '../../../support/kept-in-memory.ts';

/** Notes which tasks were checked with inputs beyond their tests. */
class NotingChecker extends FakeRunChecker {
  readonly hidden: string[] = [];

  override check(...[request, options]: Parameters<FakeRunChecker['check']>) {
    this.#note(request);
    return super.check(request, options);
  }

  #note({ task }: CheckRequest): void {
    if (task.hidden) this.hidden.push(task.id);
  }
}

const checking = { limitMs: null, floatTolerance: null, isOrderInsensitive: false };
const rules = { extraction: 'kept', checking, name: 'Checked anew' } as const;

let store: MemoryRunStore;
let checker: NotingChecker;

beforeEach(async () => {
  [store, checker] = [new MemoryRunStore(), new NotingChecker()];
  const tasks = ['1', '2'];
  await storeRun(
    store,
    runOf({ plan: planOfSet('mbpp') }),
    tasks.map((id) => runTaskOf('run-1', id)),
    tasks.flatMap((task) => [0, 1].map((index) => sampleOf({ task, index }))),
  );
});

function planOfSet(source: string) {
  return planOf({ tasks: { source, which: { kind: 'all' } } });
}

function visit(set: readonly Task[] | null = null) {
  const [settings, hidden] = [keptInMemory(), new GivenHiddenInputs()];
  const hiddenOf = (run: string) => hidden.of(run);
  const writers = new FakeWriters();
  const runs = new Runs({ store, checker, writers, settings, madeWith: 'a test', hiddenOf });
  const findSet = async () => set;
  return { runs, runsView: new RunsView({ store, runs, reader: checker, hidden, findSet }) };
}

function plusFile(name = 'MbppPlus.jsonl', plusInput = 6): File {
  const row = {
    task_id: 'Mbpp/1',
    entry_point: 'f',
    prompt: '',
    canonical_solution: 'def f(x): 8',
  };
  return new File(
    [JSON.stringify({ ...row, atol: 0, base_input: [[1]], plus_input: [[plusInput]] })],
    name,
  );
}

test('inputs for the tasks of another set are refused, although the ids are the same', async () => {
  await store.putRun(runOf({ plan: planOfSet('human-eval') }));
  const { runsView } = visit();
  await runsView.show(['run-1']);
  expect(await runsView.revise(rules, plusFile())).toBeNull();
  const why = { kind: 'not-mbpp-plus', fileName: 'MbppPlus.jsonl' };
  expect(runsView.revision).toEqual({ kind: 'failed', why });
});

test('a run that is checked with hidden inputs asks for them on a later visit, and goes on', async () => {
  const first = visit();
  await first.runsView.show(['run-1']);
  const id = (await first.runsView.revise(rules, plusFile())) ?? '';
  await expect.poll(() => first.runs.itemOf(id)?.state.kind).toBe('finished');
  expect(checker.hidden).toEqual(['1', '1']);
  expect((await store.run(id))?.hiddenSource).toMatchObject({ version: null });
  const sample = await store.sample(id, '1', 0);
  if (sample) await store.putSamples([{ ...sample, verdict: null }]);

  const later = visit();
  await later.runs.restore();
  later.runs.continue(id);
  const asking = { kind: 'paused', reason: { kind: 'no-hidden-inputs' } };
  await expect.poll(() => later.runs.itemOf(id)?.state).toEqual(asking);
  expect(later.runs.itemOf(id)?.tally).toMatchObject({ done: 3, total: 4 });
  const wrong = { kind: 'not-mbpp-plus', fileName: 'notes.txt' };
  expect(await later.runsView.giveHiddenInputs(id, new File(['{}'], 'notes.txt'))).toEqual(wrong);
  const others = plusFile('others.jsonl', 7);
  const other = { kind: 'other-inputs', fileName: 'others.jsonl' };
  expect(await later.runsView.giveHiddenInputs(id, others)).toEqual(other);
  expect(later.runs.itemOf(id)?.state).toEqual(asking);
  expect(await later.runsView.giveHiddenInputs(id, plusFile())).toBe(null);
  await expect.poll(() => later.runs.itemOf(id)?.state.kind).toBe('finished');
  expect(checker.hidden).toEqual(['1', '1', '1']);
});

test('a re-check keeps the hidden inputs of its run, and goes without them only where it is told to', async () => {
  const { runs, runsView } = visit();
  await runsView.show(['run-1']);
  const again = async (choice: HiddenChoice) => {
    const id = (await runsView.revise(rules, choice)) ?? '';
    await expect.poll(() => runs.itemOf(id)?.state.kind).toBe('finished');
    const { hiddenInputs, hiddenSource } = (await store.run(id)) ?? {};
    return { id, hiddenInputs, hiddenSource, checked: checker.hidden.splice(0) };
  };
  // It had none.
  expect(await again('kept')).toMatchObject({ hiddenInputs: undefined, checked: [] });
  const first = await again(plusFile());
  expect(first).toMatchObject({ hiddenInputs: 'mbpp-plus', checked: ['1', '1'] });
  const { hiddenInputs, hiddenSource, checked } = first;
  await runsView.show([first.id]);
  const kept = { hiddenInputs, hiddenSource, checked };
  expect(await again('kept')).toMatchObject(kept);
  const without = { hiddenInputs: undefined, hiddenSource: undefined, checked: [] };
  expect(await again('none')).toMatchObject(without);

  // On a later visit they are not at hand: the new run asks for them, and takes no others.
  const later = visit();
  await later.runsView.show([first.id]);
  expect(later.runsView.hiddenRows).toBeNull();
  const id = (await later.runsView.revise(rules, 'kept')) ?? '';
  const asking = { kind: 'paused', reason: { kind: 'no-hidden-inputs' } };
  await expect.poll(() => later.runs.itemOf(id)?.state).toEqual(asking);
  const others = plusFile('others.jsonl', 7);
  expect(await later.runsView.giveHiddenInputs(id, others)).toMatchObject({ kind: 'other-inputs' });
  expect(await later.runsView.giveHiddenInputs(id, plusFile())).toBe(null);
  await expect.poll(() => later.runs.itemOf(id)?.state.kind).toBe('finished');
  expect(await store.run(id)).toMatchObject({ hiddenInputs, hiddenSource });
});

test('inputs of a set that was opened are those of a run only where they are the same', async () => {
  const { runs, runsView } = visit();
  await runsView.show(['run-1']);
  const id = (await runsView.revise(rules, plusFile())) ?? '';
  await expect.poll(() => runs.itemOf(id)?.state.kind).toBe('finished');
  const rowsWith = async (file: File) => {
    const reading = await readTaskFileInTurns(await file.text(), anyOwnSet);
    const later = visit(reading.kind === 'tasks' ? reading.tasks : []);
    await later.runsView.show([id]);
    return later.runsView;
  };
  // Begun first, it is through where the next one is.
  const other = await rowsWith(plusFile('others.jsonl', 7));
  const same = await rowsWith(plusFile());
  await expect.poll(() => [...(same.hiddenRows?.keys() ?? [])]).toEqual(['1']);
  expect(other.hiddenRows).toBeNull();
});

test('taking replies over says how far it is; stopped, it leaves the run as it was', async () => {
  const { runs, runsView } = visit();
  await runsView.show(['run-1']);
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const samples = store.samples.bind(store);
  store.samples = async function* (run) {
    for await (const batch of samples(run)) yield batch.slice(0, 3);
    await held;
  };
  const before = await store.outcomes('run-1');
  const revising = runsView.revise(rules, 'kept');
  await expect.poll(() => runsView.revision).toEqual({ kind: 'working', done: 3, total: 4 });
  runsView.stopRevision();
  letGo();
  expect(await revising).toBe(null);
  expect(runsView.revision).toEqual({ kind: 'stopped' });
  expect((await store.runs()).map(({ id }) => id)).toEqual(['run-1']);
  expect(await store.outcomes('run-1')).toEqual(before);
  expect(runs.current).toBe(null);
});

test('the size of a model is given by hand, kept with its run, and shown at once', async () => {
  const { runs, runsView } = visit();
  await runs.restore();
  await runsView.show(['run-1']);
  await runsView.giveParameters('run-1', 7e9);
  const changed = runOf({ plan: planOfSet('mbpp'), modelParameters: 7e9 });
  expect(await store.run('run-1')).toEqual(changed);
  expect(runsView.shown[0]?.run).toEqual(changed);
  expect(runs.itemOf('run-1')?.run.modelParameters).toBe(7e9);
});

test('a run in view grows as its samples are stored, each in its place', async () => {
  const { runs, runsView } = visit();
  await store.putRun(runOf({ plan: planOf({ samplesPerTask: 3 }) }));
  const sample = await store.sample('run-1', '1', 1);
  if (sample) await store.putSamples([{ ...sample, verdict: null }]);
  await runs.restore();
  await runsView.show(['run-1']);
  const [before] = runsView.shown;
  expect(before?.outcomes.map(({ status }) => status)).toEqual([
    ...['passed', null, 'passed', 'passed'],
  ]);
  runs.continue('run-1');
  await expect.poll(() => runsView.shown[0]?.outcomes).toHaveLength(6);
  await expect
    .poll(() => runsView.shown[0]?.outcomes.every(({ status }) => status !== null))
    .toBe(true);
  const keys = runsView.shown[0]?.outcomes.map(({ task, index }) => `${task}/${index}`);
  expect(keys).toEqual(['1/0', '1/1', '2/0', '2/1', '1/2', '2/2']);
  expect(before?.outcomes).toHaveLength(4);
  // Its model has the name that it will have on the next visit, everywhere.
  const named = [runsView.shown[0]?.run, runs.itemOf('run-1')?.run, await store.run('run-1')];
  expect(named.map((run) => run?.modelName)).toEqual(['A fake', 'A fake', 'A fake']);
});

test('what is stored while a run is being read is shown as well', async () => {
  const { runs, runsView } = visit();
  await store.putRun(runOf({ plan: planOf({ samplesPerTask: 3 }) }));
  await runs.restore();
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const outcomes = store.outcomes.bind(store);
  store.outcomes = async (run) => {
    const read = await outcomes(run);
    await held;
    return read;
  };
  const showing = runsView.show(['run-1']);
  await new Promise((resolve) => setTimeout(resolve));
  // The runner itself is to read on.
  store.outcomes = outcomes;
  runs.continue('run-1');
  await expect.poll(() => runs.itemOf('run-1')?.state.kind).toBe('finished');
  letGo();
  await showing;
  await expect.poll(() => runsView.shown[0]?.outcomes).toHaveLength(6);
});
