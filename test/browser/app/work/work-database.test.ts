/** WorkDatabase in a real IndexedDB: what a later visit finds, two tabs, and storage in trouble. */

import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Keeping, WorkDatabase } from '../../../../src/app/work/work-database.ts';
import type { AttemptRecord } from '../../../../src/app/work/records.ts';

const name = 'work-under-test';
/** Short enough to see them pass. */
const limits = { openLimitMs: 200, useLimitMs: 200, retryMs: 20 };
let open: WorkDatabase[] = [];

function visit(seen: Keeping[] = [], options: object = {}): WorkDatabase {
  const database = new WorkDatabase({ name, ...options });
  database.watch({
    keepingChanged: (keeping) => seen.push(keeping),
    hasOverwritten: () => undefined,
  });
  open.push(database);
  return database;
}

/** What a visit finds that knows nothing of this one. */
async function stored() {
  const later = visit();
  const { programs, attempts, settings } = await later.export();
  await later.close();
  return {
    programs: programs.map(({ program }) => program),
    attempts: attempts.map(({ program }) => program),
    settings: settings.map(({ value }) => value),
  };
}

function refuse(kind: string) {
  return vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('denied', kind);
  });
}

function attempt(fields: Partial<AttemptRecord> = {}): AttemptRecord {
  return {
    id: crypto.randomUUID(),
    task: 'starter/1',
    round: 'r',
    startedAt: 1,
    author: { kind: 'person' },
    request: null,
    reply: null,
    program: 'def f(): pass',
    status: null,
    testsPassed: 0,
    testsCount: 3,
    after: null,
    hint: null,
    ...fields,
  };
}

beforeEach(() => {
  open = [];
});

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(open.map((database) => database.close()));
  await deleteDB(name);
});

test('a later visit finds programs, attempts and settings', async () => {
  const first = visit();
  const tried = attempt({ status: 'passed' });
  await first.keepProgram('starter/1', 'x = 1');
  await first.keepAttempt(tried);
  await first.keepSetting('theme', { large: true });
  await first.close();
  const second = visit();
  expect(await second.programOf('starter/1')).toBe('x = 1');
  expect(await second.programOf('starter/2')).toBe(null);
  expect(await second.attemptsOf('starter/1')).toEqual([tried]);
  expect(await second.setting('theme')).toEqual({ large: true });
  expect(second.keeping).toEqual({ kind: 'kept' });
});

test('an attempt is replaced by its id, and attempts come oldest first', async () => {
  const database = visit();
  const early = attempt({ startedAt: 1 });
  const late = attempt({ startedAt: 2 });
  await database.keepAttempt(late);
  await database.keepAttempt(early);
  await database.keepAttempt({ ...late, status: 'timeout' });
  expect(await database.attemptsOf('starter/1')).toEqual([early, { ...late, status: 'timeout' }]);
});

test('two tabs that write at the same time keep each other’s attempts', async () => {
  const [left, right] = [visit(), visit()];
  const all = Array.from({ length: 40 }, (_, index) => attempt({ startedAt: index }));
  await Promise.all(all.map((each, index) => (index % 2 ? left : right).keepAttempt(each)));
  expect(await left.attemptsOf('starter/1')).toEqual(all);
  expect(await right.attemptsOf('starter/1')).toEqual(all);
});

test('where the browser refuses storage, work lives in the tab until it does not', async () => {
  const refusal = refuse('SecurityError');
  const seen: Keeping[] = [];
  const database = visit(seen, limits);
  const tried = attempt();
  await database.keepProgram('starter/1', 'x = 1');
  await database.keepAttempt(tried);
  await database.keepSetting('size', 3);
  expect(await database.programOf('starter/1')).toBe('x = 1');
  expect(await database.programOf('starter/2')).toBe(undefined);
  expect(await database.attemptsOf('starter/1')).toEqual([tried]);
  expect(seen).toEqual([{ kind: 'tab-only', trouble: 'refused' }]);

  refusal.mockRestore();
  await expect.poll(() => database.keeping).toEqual({ kind: 'kept' });
  expect(await stored()).toEqual({ programs: ['x = 1'], attempts: [tried.program], settings: [3] });
  expect(seen).toHaveLength(2);
});

test('where storage is full, what is new waits in the tab until there is room', async () => {
  const database = visit([], limits);
  const kept = attempt({ startedAt: 1 });
  await database.keepAttempt(kept);
  const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  const later = attempt({ startedAt: 2, program: 'later' });
  await database.keepAttempt(later);
  expect(database.keeping).toEqual({ kind: 'tab-only', trouble: 'full' });
  expect(await database.attemptsOf('starter/1')).toEqual([kept, later]);

  full.mockRestore();
  await expect.poll(() => database.keeping).toEqual({ kind: 'kept' });
  expect((await stored()).attempts.sort()).toEqual(['def f(): pass', 'later']);
});

test('one record for which there is no room keeps no other from being stored', async () => {
  const database = visit([], limits);
  const put = IDBObjectStore.prototype.put;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    value: { program?: string },
  ) {
    if (value.program === 'large') throw new DOMException('full', 'QuotaExceededError');
    return put.call(this, value);
  });
  await Promise.all([
    database.keepAttempt(attempt({ program: 'large' })),
    database.keepAttempt(attempt({ program: 'small' })),
  ]);
  expect(database.keeping).toEqual({ kind: 'tab-only', trouble: 'full' });
  expect((await stored()).attempts).toEqual(['small']);
});

test('storage that never answers is told of in time, and taken when it answers after all', async () => {
  // A page that does not let go: the deletion waits for it, and every opening for the deletion.
  const holder = await openDB(name, 1, { upgrade: (made) => void made.createObjectStore('other') });
  const deletion = deleteDB(name);
  const database = visit([], limits);
  expect(database.keeping).toEqual({ kind: 'opening' });
  void database.keepProgram('starter/1', 'x = 1');
  await expect.poll(() => database.keeping).toEqual({ kind: 'tab-only', trouble: 'silent' });
  holder.close();
  await deletion;
  await expect.poll(() => database.keeping).toEqual({ kind: 'kept' });
  expect((await stored()).programs).toEqual(['x = 1']);
});

test('a database that is deleted under the page is made again, with what this tab knows of it', async () => {
  const earlier = visit();
  await earlier.keepProgram('starter/1', 'read');
  await earlier.keepProgram('starter/3', 'never read');
  const tried = attempt({ task: 'starter/1', status: 'passed' });
  await earlier.keepAttempt(tried);
  await earlier.close();
  const seen: Keeping[] = [];
  const database = visit(seen, limits);
  expect(await database.programOf('starter/1')).toBe('read');
  expect(await database.attemptsOf('starter/1')).toEqual([tried]);
  await database.keepProgram('starter/2', 'stored');
  await database.keepSetting('size', 3);
  await deleteDB(name);
  // Nothing is asked of it: it looks by itself.
  await expect.poll(stored).toEqual({
    programs: ['read', 'stored'],
    attempts: [tried.program],
    settings: [3],
  });
  await database.keepProgram('starter/2', 'after');
  expect((await stored()).programs).toEqual(['read', 'after']);
  expect(seen).toEqual([{ kind: 'kept' }]);
});

test('what another tab has brought back or made since then is not undone', async () => {
  const [left, right] = [visit(), visit()];
  await left.keepProgram('starter/1', 'older', '');
  await new Promise((resolve) => setTimeout(resolve, 5));
  await right.keepProgram('starter/1', 'newer', 'older');
  await deleteDB(name);
  await expect.poll(stored).toMatchObject({ programs: ['newer'] });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await stored()).toEqual({ programs: ['newer'], attempts: [], settings: [] });
});

test('what is deleted in one tab is not stored again by another that still holds it', async () => {
  const [left, right] = [visit([], limits), visit([], { ...limits, retryMs: 100 })];
  const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await right.keepProgram('starter/1', 'held');
  await right.keepAttempt(attempt());
  full.mockRestore();
  await new Promise((resolve) => setTimeout(resolve, 5));
  // The other tab may be asleep, and hears of it when it has tried again already.
  const forgottenAt = await left.forgetWork();
  await expect.poll(() => right.keeping.kind).toBe('kept');
  await right.workForgotten(forgottenAt ?? 0);
  expect(await stored()).toEqual({ programs: [], attempts: [], settings: [] });
  expect(await right.programOf('starter/1')).toBe(null);
  // What is made after that is kept, and so is older work from a file.
  await right.keepProgram('starter/1', 'new');
  await left.keepAttempt(attempt({ startedAt: 1, program: 'imported' }));
  expect(await stored()).toMatchObject({ programs: ['new'], attempts: ['imported'] });
});

test('a tab that hears that work is deleted lets go of it while storage has no room', async () => {
  const right = new WorkDatabase({ name, ...limits, retryMs: 60_000, setAside: localStorage });
  open.push(right);
  await right.export();
  const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await right.keepProgram('starter/1', 'held');
  right.setAside();
  await right.workForgotten(Date.now());
  expect(await right.programOf('starter/1')).toBe(null);
  right.setAside();
  expect(Object.keys(localStorage).filter((key) => key.startsWith(name))).toEqual([]);
  full.mockRestore();
});

test('a newer page may change the shape of the database, and this one says that it is outdated', async () => {
  const database = visit([], limits);
  await database.keepProgram('starter/1', 'x = 1');
  const newer = await openDB(name, 2);
  await database.keepProgram('starter/1', 'x = 2');
  expect(database.keeping).toEqual({ kind: 'tab-only', trouble: 'outdated' });
  expect(await database.programOf('starter/1')).toBe('x = 2');
  newer.close();
});

test('a program that another tab has stored meanwhile is an attempt before it is written over', async () => {
  const [left, right] = [visit(), visit()];
  await left.keepProgram('starter/1', 'left', '');
  await right.keepProgram('starter/1', 'right', '');
  expect(await stored()).toMatchObject({ programs: ['right'], attempts: ['left'] });
  // What this tab knows of, it may write over.
  await right.keepProgram('starter/1', 'right, longer', 'right');
  expect(await stored()).toMatchObject({ programs: ['right, longer'], attempts: ['left'] });
});

test('a program of an earlier visit that could not be read is no less kept', async () => {
  const first = visit();
  await first.keepProgram('starter/1', 'earlier');
  await first.close();
  const refusal = refuse('UnknownError');
  const database = visit([], limits);
  expect(await database.programOf('starter/1')).toBe(undefined);
  await database.keepProgram('starter/1', 'now', null);
  await database.keepProgram('starter/1', 'now, longer', 'now');
  refusal.mockRestore();
  await expect.poll(() => database.keeping).toEqual({ kind: 'kept' });
  expect(await stored()).toMatchObject({ programs: ['now, longer'], attempts: ['earlier'] });
});

test('deleting is all or nothing', async () => {
  const database = visit([], limits);
  await database.keepProgram('starter/1', 'x = 1');
  await database.keepAttempt(attempt());
  const clear = IDBObjectStore.prototype.clear;
  const failing = vi.spyOn(IDBObjectStore.prototype, 'clear').mockImplementation(function (
    this: IDBObjectStore,
  ) {
    if (this.name === 'attempts') throw new DOMException('no', 'UnknownError');
    return clear.call(this);
  });
  expect(await database.forgetWork()).toBe(null);
  failing.mockRestore();
  expect(await stored()).toMatchObject({ programs: ['x = 1'], attempts: ['def f(): pass'] });
  expect(await database.forgetWork()).toBeGreaterThan(0);
  expect(await stored()).toMatchObject({ programs: [], attempts: [] });
});

test('everything can be exported, and work forgotten without the settings', async () => {
  const database = visit();
  const tried = attempt();
  await database.keepProgram('starter/1', 'x = 1');
  await database.keepAttempt(tried);
  await database.keepSetting('size', 3);
  expect(await database.export()).toEqual({
    format: 'synthpad-memory',
    version: 1,
    programs: [{ task: 'starter/1', program: 'x = 1', changedAt: expect.any(Number) }],
    attempts: [tried],
    settings: [{ name: 'size', value: 3, changedAt: expect.any(Number) }],
  });
  await database.forgetWork();
  expect(await database.export()).toMatchObject({ programs: [], attempts: [], settings: [{}] });
});

const goesWithWork = ['edited-prompts', 'predictions', 'own-inputs', 'clues-seen', 'solve-by-link'];
const staysAlone = ['evaluation-plans', 'lessons', 'replays', 'replay/["l","i"]', 'large-type'];

test('with all work go the lists that belong to it, in whichever tab they are, and no others', async () => {
  const [left, right] = [visit([], limits), visit([], { ...limits, retryMs: 100 })];
  for (const kept of [...goesWithWork, ...staysAlone]) await left.keepSetting(kept, { kept });
  const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  for (const kept of goesWithWork) await right.changeSetting(kept, () => ({ held: kept }));
  full.mockRestore();
  await new Promise((resolve) => setTimeout(resolve, 5));
  const forgottenAt = await left.forgetWork();
  await expect.poll(() => right.keeping.kind).toBe('kept');
  await right.workForgotten(forgottenAt ?? 0);
  for (const tab of [left, right]) {
    for (const gone of goesWithWork) expect(await tab.setting(gone)).toBe(undefined);
    for (const kept of staysAlone) expect(await tab.setting(kept)).toEqual({ kept });
  }
  const later = await visit().export();
  expect(later.settings.map(({ name }) => name).toSorted()).toEqual(staysAlone.toSorted());
});
