/** Putting a plan together: its fields, its tasks, its time, saving it and passing it on. */

import { expect, test } from 'vitest';
import { PlanEditor } from '../../../../src/app/evaluation/plans/plan-editor.svelte.ts';
import { PlaygroundSpeeds } from '../../../../src/app/evaluation/plans/playground-speeds.svelte.ts';
import type { AttemptRecord } from '../../../../src/app/work/records.ts';
import type { Speed } from '../../../../src/evaluation/running/forecast.ts';
import type { KeptSettings } from '../../../../src/app/work/kept-settings.ts';
import type { TestReading } from '../../../../src/tasks/python-reader.ts';
import type { Task, TaskSetId } from '../../../../src/tasks/task.ts';
import { planOf } from '../../../support/plans.ts';
import { keptInMemory } from '../../../support/kept-in-memory.ts';
import { taskOf } from '../made-up-tasks.ts';

const tasks = Array.from({ length: 30 }, (_, index) => taskOf(String(index + 1), 'grow'));

function setUp(settings: KeptSettings = keptInMemory()) {
  const sets: Partial<Record<TaskSetId, readonly Task[]>> = { starter: tasks };
  let speed: Speed | null = null;
  const planEditor = new PlanEditor({
    settings,
    findSet: async (source) => sets[source] ?? null,
    speedOf: () => speed,
    reader: { readTests },
  });
  return { planEditor, settings, sets, measure: (measured: Speed) => (speed = measured) };
}

/** Of tests "assert f(1) == 2". */
async function readTests(tests: readonly string[]): Promise<TestReading[]> {
  return tests.map((source) => {
    const [call = '', expected = ''] = source.replace('assert ', '').split(' == ');
    const functionName = call.slice(0, call.indexOf('('));
    return { source, functionName, call, inputs: [], expected, syntaxError: null };
  });
}

const modelWriter = { kind: 'web-llm', modelId: 'm' } as const;

test('what is asked is counted: a task has a prediction for each of its calls', async () => {
  const { planEditor } = setUp();
  await planEditor.restore();
  planEditor.change({ writer: modelWriter });
  planEditor.changeAsk({ kind: 'output', shows: 'code' });
  expect([planEditor.isCounting, planEditor.isReady, planEditor.forecast]).toEqual([
    ...[true, false, null],
  ]);
  await expect.poll(() => planEditor.isCounting).toBe(false);
  expect([planEditor.isReady, planEditor.forecast?.samples]).toEqual([true, 12]);
  planEditor.changeAsk(null);
  expect(planEditor.forecast?.samples).toBe(6);
});

test('a study has its own question counted, and the plan stays as it is', async () => {
  const { planEditor } = setUp();
  await planEditor.restore();
  planEditor.change({ writer: modelWriter });
  const { draft } = planEditor;
  planEditor.askAsStudy({ kind: 'output', shows: 'code' });
  expect([planEditor.isReady, planEditor.askedCount]).toEqual([false, null]);
  await expect.poll(() => planEditor.askedCount).toBe(12);
  expect([planEditor.isReady, planEditor.draft]).toEqual([true, draft]);
  planEditor.askAsStudy(null);
  expect(planEditor.askedCount).toBe(6);
});

test('a plan that asks what none of its tasks gives is refused', async () => {
  const { planEditor } = setUp();
  await planEditor.restore();
  planEditor.change({ writer: modelWriter });
  planEditor.changeAsk({ kind: 'calculation' });
  const refused = { kind: 'fault', fault: { kind: 'none-asked' } };
  await expect.poll(() => planEditor.tasks).toEqual(refused);
  expect([planEditor.isReady, planEditor.forecast]).toEqual([false, null]);
});

test('the first plan can be run at once, in about a minute', async () => {
  const { planEditor } = setUp();
  expect([planEditor.isReady, planEditor.tasks.kind]).toEqual([false, 'looking']);
  await planEditor.restore();
  expect(planEditor.isReady).toBe(true);
  expect(planEditor.tasks).toEqual({ kind: 'tasks', tasks: tasks.slice(0, 6) });
  expect(planEditor.forecast).toMatchObject({ samples: 6, ms: 60_000, isDays: false });
});

test('a search keeps a test to be judged by, unless a person decides otherwise', async () => {
  const { planEditor } = setUp();
  await planEditor.restore();
  const shown = () => planEditor.draft.prompt.shownTestCount;
  expect(shown()).toBe(2);
  planEditor.chooseWriter(modelWriter);
  expect(shown()).toBe(3);
  planEditor.chooseWriter({ kind: 'search', seconds: 5 });
  expect(shown()).toBe(2);
  planEditor.change({ prompt: { ...planEditor.draft.prompt, shownTestCount: 1 } });
  planEditor.chooseWriter(modelWriter);
  expect(shown()).toBe(1);
});

test('plans of before December 2026 keep their seeds, unless a person decides otherwise', async () => {
  const { planEditor } = setUp();
  await planEditor.restore();
  expect(planEditor.plan?.seedRule).toBe('by-task');
  planEditor.open(planOf());
  expect(planEditor.plan).toEqual(planOf());
  planEditor.changeSeedRule('by-task');
  expect(planEditor.plan).toEqual({ ...planOf(), seedRule: 'by-task' });
  planEditor.changeSeedRule(null);
  expect(planEditor.plan).toEqual(planOf());
});

test('a field that is wrong is named, and the rest of the plan stays', async () => {
  const { planEditor } = setUp();
  await planEditor.restore();
  planEditor.change({ samplesPerTask: 0 });
  expect(planEditor.fault).toMatchObject({ kind: 'wrong-field', field: 'samplesPerTask' });
  expect([planEditor.plan, planEditor.forecast, planEditor.isReady]).toEqual([null, null, false]);
  planEditor.change({ samplesPerTask: 3 });
  expect(planEditor.fault).toBe(null);
  expect(planEditor.forecast?.samples).toBe(18);
});

test('what takes the place of a plan being put together gives it back', async () => {
  const { planEditor } = setUp();
  await planEditor.restore();
  planEditor.choosePreset('paper');
  expect(planEditor.hasFormer).toBe(false);
  planEditor.change({ name: 'Mine', samplesPerTask: 3 });
  const mine = planEditor.draft;
  planEditor.choosePreset('one-minute');
  planEditor.open(planOf());
  expect([planEditor.hasFormer, planEditor.draft.name]).toEqual([true, planOf().name]);
  planEditor.backToFormer();
  expect([planEditor.hasFormer, planEditor.draft]).toEqual([false, mine]);
  // What it does not name is not taken over: an earlier plan keeps its seeds and its reading.
  planEditor.open(planOf());
  planEditor.change({ name: 'Earlier' });
  planEditor.choosePreset('paper');
  planEditor.backToFormer();
  expect(planEditor.plan).toEqual({ ...planOf(), name: 'Earlier' });
  // It is work again: a link takes its place, and gives it back.
  planEditor.open(planOf());
  expect(planEditor.hasFormer).toBe(true);
  planEditor.change({ samplesPerTask: 2 });
  expect(planEditor.hasFormer).toBe(false);
});

test('a set that is not here is said to be absent, until it is', async () => {
  const { planEditor, sets } = setUp();
  await planEditor.restore();
  planEditor.choosePreset('paper', { samplesPerTask: 5 });
  await expect.poll(() => planEditor.tasks).toEqual({ kind: 'absent', source: 'mbpp' });
  sets.mbpp = [taskOf('11', 'grow', 'mbpp'), taskOf('601', 'grow', 'mbpp')];
  await planEditor.lookForTasks();
  expect(planEditor.tasks).toEqual({ kind: 'tasks', tasks: sets.mbpp.slice(0, 1) });
  expect(planEditor.draft.writer).toEqual({ kind: 'search', seconds: 10 });
});

test('what was measured of the writer tells the time, and days are told', async () => {
  const { planEditor, measure } = setUp();
  measure({ tokensPerSecond: 1, replyTokens: 100 });
  await planEditor.restore();
  planEditor.change({ writer: { kind: 'web-llm', modelId: 'm' }, samplesPerTask: 1000 });
  expect(planEditor.forecast).toEqual({
    samples: 6000,
    ms: 600_000_000,
    isUpperBound: false,
    isDays: true,
  });
});

test('one minute is as many tasks as the writer was measured to do in it', async () => {
  const { planEditor, measure } = setUp();
  await planEditor.restore();
  planEditor.change({ writer: { kind: 'web-llm', modelId: 'm' } });
  planEditor.choosePreset('one-minute');
  expect(planEditor.draft.tasks.which).toEqual({ kind: 'first', count: 6 });
  measure({ tokensPerSecond: 20, replyTokens: 100 });
  planEditor.choosePreset('one-minute');
  expect(planEditor.draft.tasks.which).toEqual({ kind: 'first', count: 12 });
  planEditor.choosePreset('paper', { samplesPerTask: 5 });
  expect(planEditor.draft.samplesPerTask).toBe(5);
});

test('a plan of before there was a choice of extraction is opened without one', async () => {
  const { planEditor } = setUp();
  await planEditor.restore();
  const { extraction, ...older } = planEditor.draft;
  expect(extraction).toBe('reply');
  planEditor.choosePreset('paper');
  expect(planEditor.draft.extraction).toBe('paper');
  planEditor.open(older);
  expect(planEditor.draft).toEqual(older);
});

test('replies at the playground tell how fast a model writes', async () => {
  const written = (
    name: string,
    replyTokens: number | null,
    totalMs: number,
    isWhole = true,
  ): AttemptRecord => {
    const counts = { promptTokens: 9, replyTokens, firstTokenMs: 1, totalMs };
    const generation = { text: '', finish: 'stop', ...counts } as const;
    return { ...attemptBy({ kind: 'model', name }), reply: { generation, isWhole, search: null } };
  };
  let attempts = [written('tiny', 30, 1000), written('tiny', 50, 3000)];
  const speeds = new PlaygroundSpeeds(async () => attempts);
  const writer = { kind: 'gguf-file', fileName: 'tiny.gguf', sizeBytes: 1 } as const;
  expect(speeds.of(writer)).toBe(null);
  await speeds.look();
  expect(speeds.of(writer)).toEqual({ tokensPerSecond: 20, replyTokens: 40 });
  expect(speeds.of({ kind: 'search', seconds: 1 })).toBe(null);
  // What was not counted, or not written to its end, tells nothing.
  attempts = [written('tiny', null, 1000), written('tiny', 5, 10, false)];
  await speeds.look();
  expect(speeds.of(writer)).toBe(null);
});

function attemptBy(author: AttemptRecord['author']): AttemptRecord {
  return {
    ...{ id: '1', task: 'mbpp/2', round: '1', startedAt: 0, author, request: null, reply: null },
    ...{ program: null, status: null, testsPassed: 0, testsCount: 0, after: null, hint: null },
  };
}

test('plans are saved, changed, duplicated and forgotten, and found on a later visit', async () => {
  const { planEditor, settings } = setUp();
  planEditor.open(planOf({ name: 'First' }));
  await planEditor.save();
  planEditor.change({ name: 'Second' });
  await planEditor.save();
  const [second, first] = planEditor.saved;
  expect([second?.plan.name, first?.plan.name]).toEqual(['Second', 'First']);
  await planEditor.duplicate(first?.id ?? '');
  planEditor.change({ name: 'Changed' });
  await planEditor.saveAs(first?.id ?? '');
  await planEditor.forget(second?.id ?? '');
  const later = setUp(settings).planEditor;
  await later.restore();
  expect(later.saved.map(({ plan }) => plan)).toEqual([
    planOf({ name: 'First' }),
    planOf({ name: 'Changed' }),
  ]);
  await settings.keepSetting('evaluation-plans', [
    { id: 'x', plan: { name: 'of a later version' } },
  ]);
  await later.restore();
  expect(later.saved).toEqual([]);
});

test('a link carries the plan, and one that was cut is said to be damaged', async () => {
  const { planEditor } = setUp();
  planEditor.open(planOf({ name: 'Shared – 🙂' }));
  const link = (await planEditor.link()) ?? '';
  expect(link).toMatch(/^#\/plan\/[\w-]+$/);
  const other = setUp().planEditor;
  expect(await other.follow(link)).toBe(true);
  expect(other.draft).toEqual(planOf({ name: 'Shared – 🙂' }));
  expect(await other.follow(link.slice(0, -5))).toBe(false);
  expect(other.isLinkDamaged).toBe(true);
  expect(await other.follow('#/mbpp/2')).toBe(false);
});

test('a plan being put together is there on the next visit, as far as it is one', async () => {
  const { planEditor, settings } = setUp();
  await planEditor.restore();
  planEditor.change({ name: 'Half done', samplesPerTask: 7 });
  planEditor.change({ samplesPerTask: 0 });
  const { planEditor: later } = setUp(settings);
  await later.restore();
  expect(later.draft).toMatchObject({ name: 'Half done', samplesPerTask: 7 });

  const { planEditor: opened } = setUp(settings);
  const restoring = opened.restore();
  opened.change({ name: 'From a link' });
  await restoring;
  expect(opened.draft.name).toBe('From a link');
});
