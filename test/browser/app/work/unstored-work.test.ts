/** Work that a page could not store before it went: the next page has it, and nothing twice. */

import { deleteDB } from 'idb';
import { afterEach, expect, test, vi } from 'vitest';
import { newAttempt } from '../../../../src/app/work/records.ts';
import { WorkDatabase } from '../../../../src/app/work/work-database.ts';

const name = 'unstored-work-under-test';
const task = 'starter/1';
const open: WorkDatabase[] = [];

function visit(setAside: Storage | undefined = localStorage): WorkDatabase {
  const limits = { openLimitMs: 200, useLimitMs: 200, retryMs: 60_000 };
  const database = new WorkDatabase({ name, setAside, ...limits });
  open.push(database);
  return database;
}

/** A page that goes while nothing that it asks of its database is done. */
async function leaveUnstored(work: (page: WorkDatabase) => Promise<unknown>) {
  const refusing = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('gone', 'AbortError');
  });
  const page = visit();
  await work(page);
  page.setAside();
  refusing.mockRestore();
}

function setAside(): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(name));
}

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(open.splice(0).map((database) => database.close()));
  await deleteDB(name);
  localStorage.clear();
});

test('the next page finds it, stores it, and nothing stays behind', async () => {
  const reply = { ...newAttempt(task), program: 'y = 1' };
  await leaveUnstored(async (page) => {
    await page.keepProgram(task, 'x = 1', '');
    await page.keepAttempt(reply);
    await page.keepSetting('theme', 'large');
  });
  const next = visit();
  expect(await next.programOf(task)).toBe('x = 1');
  expect(await next.attemptsOf(task)).toEqual([reply]);
  expect(await next.setting('theme')).toBe('large');
  await next.close();
  expect(setAside()).toEqual([]);
  expect(await visit(undefined).export()).toMatchObject({
    programs: [{ task, program: 'x = 1' }],
    attempts: [reply],
    settings: [{ name: 'theme', value: 'large' }],
  });
});

test('it goes on from the stored program in its place', async () => {
  const first = visit();
  await first.keepProgram(task, 'x = 1', '');
  await first.close();
  await leaveUnstored((page) => page.keepProgram(task, 'x = 12', 'x = 1'));
  const next = visit();
  expect(await next.programOf(task)).toBe('x = 12');
  expect(await next.attemptsOf(task)).toEqual([]);
});

test('a program that was stored later stays, and the unstored one becomes an attempt', async () => {
  await leaveUnstored((page) => page.keepProgram(task, 'older', ''));
  await new Promise((resolve) => setTimeout(resolve, 5));
  const other = visit(undefined);
  await other.keepProgram(task, 'newer', '');
  const next = visit();
  expect(await next.programOf(task)).toBe('newer');
  expect(await next.attemptsOf(task)).toMatchObject([{ program: 'older' }]);
});

test('what is typed before it is taken up stays as well', async () => {
  await leaveUnstored((page) => page.keepProgram(task, 'older', ''));
  const next = visit();
  await next.keepProgram(task, 'typed at once', '');
  expect(await next.programOf(task)).toBe('typed at once');
  expect(await next.attemptsOf(task)).toMatchObject([{ program: 'older' }]);
});

test('an attempt that was checked meanwhile keeps its verdict', async () => {
  const unchecked = { ...newAttempt(task), program: 'x = 1' };
  await leaveUnstored((page) => page.keepAttempt(unchecked));
  const checked = { ...unchecked, status: 'passed' as const };
  await visit(undefined).keepAttempt(checked);
  expect(await visit().attemptsOf(task)).toEqual([checked]);
});

test('a page that comes back into view stores its work and clears up itself', async () => {
  const page = visit();
  const storing = page.keepProgram(task, 'x = 1', '');
  page.setAside();
  expect(setAside()).toHaveLength(1);
  await storing;
  expect(setAside()).toEqual([]);
});

test('while storage is out of reach it goes on from page to page', async () => {
  await leaveUnstored((page) => page.keepProgram(task, 'x = 1', ''));
  await leaveUnstored(async (page) => expect(await page.programOf(task)).toBe('x = 1'));
  expect(await visit().programOf(task)).toBe('x = 1');
});

test('of two pages’ programs the newer one is the task’s, whatever their entries are called', async () => {
  for (const order of [1, -1]) {
    const record = (program: string, changedAt: number) =>
      JSON.stringify([{ store: 'programs', value: { task, program, changedAt }, before: '' }]);
    localStorage.setItem(`${name}-unstored-${order > 0 ? 'a' : 'b'}`, record('older', 1));
    localStorage.setItem(`${name}-unstored-${order > 0 ? 'b' : 'a'}`, record('newer', 2));
    const page = visit();
    // Asked at once, before anything is taken up.
    expect(await page.programOf(task)).toBe('newer');
    expect(await page.attemptsOf(task)).toMatchObject([{ program: 'older' }]);
    await page.close();
    await deleteDB(name);
  }
});

test('a page that goes on from another’s leaves one entry, and no attempt for each', async () => {
  await leaveUnstored((page) => page.keepProgram(task, 'x = 1', ''));
  await leaveUnstored(async (page) => {
    expect(await page.programOf(task)).toBe('x = 1');
    await page.keepProgram(task, 'x = 12', 'x = 1');
  });
  expect(setAside()).toHaveLength(1);
  const next = visit();
  expect(await next.programOf(task)).toBe('x = 12');
  expect(await next.attemptsOf(task)).toEqual([]);
});

test('deleted work does not come back', async () => {
  await leaveUnstored((page) => page.keepProgram(task, 'x = 1', ''));
  const page = visit();
  expect(await page.forgetWork()).toBeGreaterThan(0);
  await page.close();
  expect(await visit().programOf(task)).toBe(null);
});

test('where there is no room for a long reply, what was typed finds some', async () => {
  const reply = { ...newAttempt(task), program: 'y'.repeat(6_000_000) };
  await leaveUnstored(async (page) => {
    await page.keepProgram(task, 'x = 1', '');
    await page.keepAttempt(reply);
  });
  expect(await visit().programOf(task)).toBe('x = 1');
});

test('where much is held, all that fits is set aside, a person’s own and the newest first', async () => {
  const own = (startedAt: number) => ({
    ...{ ...newAttempt(task), program: `own ${startedAt} ${'x'.repeat(90_000)}` },
    startedAt,
  });
  const owns = Array.from({ length: 70 }, (_, index) => own(index));
  const long = 'y'.repeat(4_000_000);
  const model = { kind: 'model', name: 'tiny' } as const;
  await leaveUnstored(async (page) => {
    await page.keepProgram('starter/2', long, '');
    await page.keepProgram('starter/3', long, '');
    await page.keepAttempt({ ...newAttempt(task), author: model, program: 'by a model' });
    for (const attempt of owns) {
      void page.keepAttempt(attempt);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await page.keepProgram(task, 'x = 1', '');
    await page.keepSetting('size', 3);
  });
  const next = visit();
  expect(await next.programOf(task)).toBe('x = 1');
  expect(await next.setting('size')).toBe(3);
  const kept = (await next.attemptsOf(task)).map(({ startedAt }) => startedAt);
  const byNewest = kept.filter((startedAt) => startedAt < 70).toSorted((a, b) => b - a);
  expect(byNewest.length).toBeGreaterThan(45);
  expect(byNewest).toEqual(Array.from(byNewest, (_, index) => 69 - index));
});

test.each(['no JSON', '{}', '[{"store":"programs"}]', 'null'])(
  'what is no such record stops nothing: %s',
  async (text) => {
    localStorage.setItem(`${name}-unstored-1`, text);
    expect(await visit().programOf(task)).toBe(null);
  },
);

test('a browser that refuses it stores work as before', async () => {
  const refusing = new Proxy(localStorage, {
    get: () => {
      throw new DOMException('denied', 'SecurityError');
    },
  });
  const page = visit(refusing);
  const storing = page.keepProgram(task, 'x = 1', '');
  page.setAside();
  await storing;
  expect(await visit(undefined).programOf(task)).toBe('x = 1');
});
