/** WorkDatabase in a real IndexedDB: what a later visit finds, two tabs, and no storage at all. */

import { deleteDB } from 'idb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WorkDatabase } from '../../../../src/app/work/work-database.ts';
import type { AttemptRecord } from '../../../../src/app/work/records.ts';

const name = 'memory-under-test';
let open: WorkDatabase[] = [];

function visit(onTrouble?: (trouble: string) => void): WorkDatabase {
  const database = new WorkDatabase({ name, ...(onTrouble ? { onTrouble } : {}) });
  open.push(database);
  return database;
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
  expect(second.trouble).toBe(null);
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

test('where the browser refuses storage, memory lives in the tab and says so once', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  const troubles: string[] = [];
  const database = visit((trouble) => troubles.push(trouble));
  const tried = attempt();
  await database.keepProgram('starter/1', 'x = 1');
  await database.keepAttempt(tried);
  expect(await database.programOf('starter/1')).toBe('x = 1');
  expect(await database.attemptsOf('starter/1')).toEqual([tried]);
  expect(troubles).toEqual(['refused']);
});

test('where storage is full, what is new lives in the tab and what was kept stays', async () => {
  const database = visit();
  const kept = attempt({ startedAt: 1 });
  await database.keepAttempt(kept);
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  const later = attempt({ startedAt: 2 });
  await database.keepAttempt(later);
  expect(database.trouble).toBe('full');
  expect(await database.attemptsOf('starter/1')).toEqual([kept, later]);
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
    settings: [{ name: 'size', value: 3 }],
  });
  await database.forgetWork();
  expect(await database.export()).toMatchObject({ programs: [], attempts: [], settings: [{}] });
});
