/** What WorkStore makes of a file of work, and of what another tab deletes. */

import { deleteDB } from 'idb';
import { afterEach, expect, test, vi } from 'vitest';
import { otherTabs } from '../../../../src/platform/other-tabs.ts';
import { newAttempt } from '../../../../src/app/work/records.ts';
import { WorkDatabase } from '../../../../src/app/work/work-database.ts';
import { WorkStore } from '../../../../src/app/work/work-store.svelte.ts';
import { importedText, unreadableText } from '../../../../src/texts/notice-texts.ts';
import { planOf } from '../../../support/plans.ts';

const name = 'work-store-under-test';
const open: WorkDatabase[] = [];

function visit(channel: string = crypto.randomUUID(), { retryMs = 20 } = {}) {
  const database = new WorkDatabase({ name, retryMs });
  open.push(database);
  return { database, work: new WorkStore(database, otherTabs(channel)) };
}

function fill() {
  return vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
}

const saved = (id: string, planName: string) => ({ id, plan: planOf({ name: planName }) });

function fileOf(fields: object): Blob {
  const none = { format: 'synthpad-memory', version: 1, programs: [], attempts: [], settings: [] };
  return new Blob([JSON.stringify({ ...none, ...fields })]);
}

const file = fileOf({
  programs: [{ task: 'starter/1', program: 'x = 1', changedAt: 1 }],
  attempts: [{ ...newAttempt('starter/1'), program: 'x = 2' }],
  settings: [
    { name: 'large-type', value: true },
    { name: 'evaluation-plans', value: [saved('a', 'Both'), saved('b', 'From the file')] },
  ],
});

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(open.splice(0).map((database) => database.close()));
  await deleteDB(name);
});

test('plans in a file of work join those that are here, and settings stay as they are', async () => {
  const { database, work } = visit();
  await database.keepSetting('evaluation-plans', [saved('a', 'Both'), saved('c', 'Here')]);
  const result = await work.import(file);
  expect(importedText(result)).toBe(
    'Imported 1 program, 1 attempt and 1 plan. Nothing here was replaced.',
  );
  expect(await database.setting('evaluation-plans')).toEqual([
    saved('b', 'From the file'),
    saved('a', 'Both'),
    saved('c', 'Here'),
  ]);
  expect(await database.setting('large-type')).toBe(undefined);
  expect(importedText(await work.import(file))).toBe('Everything in this file is already here.');
});

test('predictions in a file of work join those that are here, whose first answers stay', async () => {
  const { database, work } = visit();
  await database.keepSetting('predictions', {
    ...{ person: { a: true }, models: { tiny: { a: false } }, later: 'version' },
  });
  const theirs = {
    person: { a: false, b: true },
    models: { tiny: { a: true, c: true }, large: { a: true } },
    ...{ drafts: { d: '4' }, calls: { 'starter/1': ['f(1)'] } },
  };
  const taken = new Blob([
    JSON.stringify({
      ...{ format: 'synthpad-memory', version: 1, programs: [], attempts: [] },
      settings: [{ name: 'predictions', value: theirs }],
    }),
  ]);
  expect(importedText(await work.import(taken))).toBe(
    'Imported 0 programs, 0 attempts, 3 predictions, 1 typed call and 1 unfinished guess. Nothing here was replaced.',
  );
  expect(await database.setting('predictions')).toEqual({
    person: { a: true, b: true },
    models: { tiny: { a: false, c: true }, large: { a: true } },
    ...{ drafts: { d: '4' }, calls: { 'starter/1': ['f(1)'] }, later: 'version' },
  });
  expect(importedText(await work.import(taken))).toBe('Everything in this file is already here.');
  // What is no record of predictions is none.
  for (const value of [[1], { person: 7, models: { a: { b: 'yes' } } }, null, 'x']) {
    const odd = { format: 'synthpad-memory', version: 1, programs: [], attempts: [] };
    const settings = [{ name: 'predictions', value }];
    const read = await work.import(new Blob([JSON.stringify({ ...odd, settings })]));
    expect(importedText(read)).toBe('Everything in this file is already here.');
  }
});

test('edited prompts in a file of work join those that are here, which stay', async () => {
  const { database, work } = visit();
  const edited = (content: string) => ({
    recalled: {},
    edits: { 'instruction,0,3': [{ role: 'user', content }] },
  });
  await database.keepSetting('edited-prompts', { 'starter/1': edited('mine') });
  const theirs = { 'starter/1': edited('theirs'), 'starter/2': edited('new'), 'starter/3': 7 };
  const taken = fileOf({ settings: [{ name: 'edited-prompts', value: theirs }] });
  const result = await work.import(taken);
  expect(importedText(result)).toBe(
    'Imported 0 programs, 0 attempts and 1 edited prompt. Nothing here was replaced.',
  );
  expect(unreadableText(result)).toBe('1 entry of the file could not be read.');
  expect(await database.setting('edited-prompts')).toEqual({
    'starter/2': edited('new'),
    'starter/1': edited('mine'),
  });
  expect(importedText(await work.import(taken))).toBe('Everything in this file is already here.');
});

test.each([false, true])(
  'what comes in while storage is full is held, known to be full: %s',
  async (isKnown) => {
    const { database, work } = visit();
    await expect.poll(() => work.keeping.kind).toBe('kept');
    fill();
    if (isKnown) {
      work.keepAttempt({ ...newAttempt('starter/2'), program: 'x = 3' });
      await expect.poll(() => work.keeping).toEqual({ kind: 'tab-only', trouble: 'full' });
    }
    const result = await work.import(file);
    expect(result).toMatchObject({ kind: 'imported', isStored: false });
    expect(importedText(result)).toMatch(/^Imported 1 program.*only until you close this tab/);
    vi.restoreAllMocks();
    await expect.poll(() => work.keeping.kind).toBe('kept');
    expect(await database.programOf('starter/1')).toBe('x = 1');
  },
);

test('work that is deleted in one tab does not come back from another that could not store it', async () => {
  const channel = crypto.randomUUID();
  const [left, right] = [visit(channel), visit(channel, { retryMs: 50 })];
  const full = fill();
  right.work.keepAttempt({ ...newAttempt('starter/1'), program: 'x = 1' });
  right.work.keepProgram('starter/1', 'x = 1');
  right.work.flush();
  await expect.poll(() => right.work.keeping.kind).toBe('tab-only');
  full.mockRestore();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await left.work.forget()).toBe(true);
  await expect.poll(() => right.work.keeping.kind).toBe('kept');
  expect(await right.work.export()).toMatchObject({ programs: [], attempts: [] });
  expect(await left.work.export()).toMatchObject({ programs: [], attempts: [] });
});
