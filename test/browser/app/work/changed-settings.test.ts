/** Settings that several tabs and visits change: each change is made of what is really stored. */

import { deleteDB } from 'idb';
import { afterEach, expect, test, vi } from 'vitest';
import { PlanEditor } from '../../../../src/app/evaluation/plans/plan-editor.svelte.ts';
import { RunQueue } from '../../../../src/app/evaluation/runs/run-queue.svelte.ts';
import { remember } from '../../../../src/app/models/own-models.ts';
import { keptList } from '../../../../src/app/work/kept-settings.ts';
import { WorkDatabase } from '../../../../src/app/work/work-database.ts';
import { Shortcuts } from '../../../../src/app/shortcuts/shortcuts.svelte.ts';
import { PromptState } from '../../../../src/app/workspace/prompt-state.svelte.ts';
import { planOf } from '../../../support/plans.ts';
import { taskOf } from '../made-up-tasks.ts';

const name = 'changed-settings-under-test';
const press = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };
const open: WorkDatabase[] = [];

function visit({ retryMs = 20 } = {}): WorkDatabase {
  const limits = { openLimitMs: 200, useLimitMs: 200, retryMs };
  const database = new WorkDatabase({ name, setAside: localStorage, ...limits });
  open.push(database);
  return database;
}

async function stored(setting: string): Promise<unknown> {
  const later = visit();
  const value = await later.setting(setting);
  await later.close();
  return value;
}

async function store(setting: string, value: unknown): Promise<void> {
  const earlier = visit();
  await earlier.keepSetting(setting, value);
  await earlier.close();
}

function refuse() {
  return vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('denied', 'UnknownError');
  });
}

/** A page that goes while nothing that it asks of its database is done. */
async function leaveUnstored(work: (page: WorkDatabase) => Promise<unknown>) {
  const page = visit({ retryMs: 60_000 });
  await page.setting('any');
  const failing = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await work(page);
  page.setAside();
  failing.mockRestore();
}

function editorOn(settings: WorkDatabase): PlanEditor {
  return new PlanEditor({
    ...{ settings, findSet: async () => null, speedOf: () => null },
    reader: { readTests: async () => [] },
  });
}

const add = (entry: unknown) => (kept: unknown) => [entry, ...keptList(kept)];
const remove = (entry: unknown) => (kept: unknown) => keptList(kept).filter((it) => it !== entry);
const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(open.splice(0).map((database) => database.close()));
  await deleteDB(name);
  localStorage.clear();
});

test('a plan that is saved while storage is out of reach joins those of earlier visits', async () => {
  const earlier = { id: 'a', plan: planOf({ name: 'Earlier' }) };
  await store('evaluation-plans', [earlier, { id: 'b', plan: { name: 'of a later version' } }]);
  const refusal = refuse();
  const page = visit();
  const planEditor = editorOn(page);
  await planEditor.restore();
  planEditor.open(planOf({ name: 'New' }));
  await planEditor.save();
  expect(planEditor.saved.map(({ plan }) => plan.name)).toEqual(['New']);
  refusal.mockRestore();
  await expect.poll(() => page.keeping.kind).toBe('kept');
  expect(await stored('evaluation-plans')).toEqual([
    { id: expect.any(String), plan: planOf({ name: 'New' }) },
    earlier,
    { id: 'b', plan: { name: 'of a later version' } },
  ]);
});

test('so do a run that is queued and a model that is remembered', async () => {
  await store('evaluation-queue', [{ id: 'earlier', isFailedAskedAgain: true }]);
  await store('own-models', [{ kind: 'of-a-later-version' }]);
  const refusal = refuse();
  const page = visit();
  new RunQueue(page).add({ id: 'new', isFailedAskedAgain: false });
  await remember(page, { kind: 'gguf-address', address: 'https://host.example/a.gguf' });
  refusal.mockRestore();
  await expect.poll(() => page.keeping.kind).toBe('kept');
  expect(await stored('evaluation-queue')).toMatchObject([{ id: 'earlier' }, { id: 'new' }]);
  expect(await stored('own-models')).toMatchObject([
    { kind: 'gguf-address' },
    { kind: 'of-a-later-version' },
  ]);
});

test('and so do a choice and a key that are changed', async () => {
  const earlier = visit();
  new PromptState(earlier).change({ searchSeconds: 300 });
  new Shortcuts(earlier).assign('check', { ...press, key: 'c' });
  await expect.poll(() => earlier.setting('shortcuts')).toMatchObject({ check: 'c' });
  await earlier.close();
  const refusal = refuse();
  const page = visit();
  const [promptState, shortcuts] = [new PromptState(page), new Shortcuts(page)];
  await Promise.all([promptState.restore(), shortcuts.restore()]);
  promptState.change({ sampleCount: 7 });
  shortcuts.assign('generate', { ...press, key: 'q' });
  refusal.mockRestore();
  await expect.poll(() => page.keeping.kind).toBe('kept');
  expect(await stored('prompting')).toMatchObject({ searchSeconds: 300, sampleCount: 7 });
  expect(await stored('shortcuts')).toMatchObject({ check: 'c', generate: 'q' });
});

test('an edited prompt is there on the next visit, until all work is deleted', async () => {
  const task = taskOf('1', 'raise');
  const edit = async (text: string) => {
    const page = visit();
    const promptState = new PromptState(page);
    promptState.open(task, []);
    promptState.edit(0, text);
    await expect.poll(() => page.setting('edited-prompts')).toMatchObject({ 'starter/1': {} });
    await page.close();
  };
  await edit('Be brief.');
  const page = visit();
  const promptState = new PromptState(page);
  promptState.open(task, []);
  await promptState.restore();
  expect(promptState.parts[0]?.content).toBe('Be brief.');
  promptState.open(taskOf('2', 'lower'), []);
  expect(promptState.isEdited).toBe(false);
  promptState.open(task, []);
  expect(promptState.isEdited).toBe(true);
  // Deleting choices leaves it, deleting work does not.
  await page.forgetSettings();
  expect(await stored('edited-prompts')).toMatchObject({ 'starter/1': {} });
  await page.forgetWork();
  promptState.clear();
  expect(promptState.isEdited).toBe(false);
  expect(await stored('edited-prompts')).toBe(undefined);
});

test('two tabs that change one list at the same time keep each other’s entries', async () => {
  const [left, right] = [visit(), visit()];
  const all = Array.from({ length: 20 }, (_, index) => index);
  await Promise.all(
    all.map((entry) => (entry % 2 ? left : right).changeSetting('list', add(entry))),
  );
  expect(keptList(await stored('list')).toSorted((a, b) => Number(a) - Number(b))).toEqual(all);
});

test('what a page could not store joins what another has stored meanwhile', async () => {
  await store('list', ['mine', 'both']);
  await leaveUnstored(async (page) => {
    await page.setting('list');
    await page.changeSetting('list', add('new'));
    await page.changeSetting('list', remove('mine'));
    expect(await page.setting('list')).toEqual(['new', 'both']);
    await page.keepSetting('size', 'older');
    await page.keepSetting('theme', 'dark');
  });
  await pause();
  // As a tab of an earlier version, which knows nothing of what is set aside.
  const other = new WorkDatabase({ name });
  await other.changeSetting('list', add('theirs'));
  await other.keepSetting('size', 'newer');
  await other.close();
  const next = visit();
  expect(await next.setting('list')).toEqual(['new', 'theirs', 'both']);
  expect([await next.setting('size'), await next.setting('theme')]).toEqual(['newer', 'dark']);
  await next.close();
  expect(Object.keys(localStorage)).toEqual([]);
  expect(await stored('list')).toEqual(['new', 'theirs', 'both']);
  expect([await stored('size'), await stored('theme')]).toEqual(['newer', 'dark']);
});

test('a choice that waited for storage gives way to a newer one of another tab', async () => {
  const page = visit({ retryMs: 200 });
  await page.keepSetting('size', 1);
  const failing = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await page.keepSetting('size', 2);
  expect(page.keeping.kind).toBe('tab-only');
  failing.mockRestore();
  await pause();
  await store('size', 3);
  await expect.poll(() => page.keeping.kind).toBe('kept');
  expect(await page.setting('size')).toBe(3);
  await page.keepSetting('size', 4);
  expect(await stored('size')).toBe(4);
});

test('a clock that was ahead once does not keep a choice for ever', async () => {
  vi.setSystemTime(Date.now() + 3_600_000);
  await store('size', 1);
  vi.useRealTimers();
  await store('size', 2);
  expect(await stored('size')).toBe(2);
});

test('one plan that two visits changed is there in both states, each under an id of its own', async () => {
  await store('evaluation-plans', [{ id: 'a', plan: planOf({ name: 'First' }) }]);
  const saveAs = async (page: WorkDatabase, planName: string) => {
    const planEditor = editorOn(page);
    await planEditor.restore();
    planEditor.open(planOf({ name: planName }));
    await planEditor.saveAs('a');
  };
  await leaveUnstored((page) => saveAs(page, 'Mine'));
  const other = new WorkDatabase({ name });
  await saveAs(other, 'Theirs');
  await other.close();
  const planEditor = editorOn(visit());
  await planEditor.restore();
  expect(planEditor.saved.map(({ id, plan }) => [id, plan.name])).toEqual([
    ['a', 'Mine'],
    ['a+', 'Theirs'],
  ]);
  await planEditor.forget('a+');
  expect(planEditor.saved.map(({ plan }) => plan.name)).toEqual(['Mine']);
});

test('a plan that was deleted meanwhile is saved again when it is replaced', async () => {
  const planEditor = editorOn(visit());
  planEditor.open(planOf({ name: 'Kept' }));
  await planEditor.saveAs('gone');
  expect(planEditor.saved).toEqual([{ id: 'gone', plan: planOf({ name: 'Kept' }) }]);
});

test('deleting the settings leaves plans and the queue', async () => {
  await store('evaluation-plans', ['a plan']);
  await store('evaluation-queue', ['a run']);
  await store('size', 1);
  const page = visit();
  expect(await page.forgetSettings()).toBe(true);
  expect((await page.export()).settings.map(({ name: setting }) => setting)).toEqual([
    'evaluation-plans',
    'evaluation-queue',
  ]);
});
