/**
 * The hard-coding check on all of MBPP: none of its references is called hard-coded, whatever
 * constants they share with their asserts; what the paper says of tasks 11 and 20 comes to light.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HardCoding } from '../../src/checking/hard-coding.ts';
import type { Task } from '../../src/tasks/task.ts';
import { type HeadlessPage, openHeadlessPage } from '../support/headless-page.ts';
import { has, tasksOf } from '../support/published.ts';

let headless: HeadlessPage;

beforeAll(async () => {
  headless = await openHeadlessPage();
});

afterAll(() => headless?.close());

const batch = 20;

async function look(tasks: readonly Task[], programOf: (task: Task) => string) {
  const found: HardCoding[] = [];
  for (let at = 0; at < tasks.length; at += batch) {
    const requests = tasks
      .slice(at, at + batch)
      .map((task) => ({ task, functionName: null, program: programOf(task) }));
    found.push(
      ...(await headless.page.evaluate((all) => window.synthpad.lookForHardCoding(all), requests)),
    );
  }
  return found;
}

test('no reference of MBPP is called hard-coded', async ({ skip }) => {
  if (!has('mbpp')) return skip('there is no copy of MBPP beside the repository');
  const tasks = tasksOf('mbpp');
  const found = await look(tasks, ({ referenceCode }) => referenceCode);
  expect(found).toHaveLength(974);
  const hardCoded = found.flatMap((each, at) =>
    each.kind === 'hard-coded' ? [{ id: tasks[at]?.id, ...each }] : [],
  );
  expect(hardCoded).toEqual([]);
  // The check has something to decide: many references share constants with their asserts.
  const sharing = found.filter(({ kind }) => kind === 'shares-constants');
  expect(sharing.length).toBeGreaterThan(50);
});

test('what fits only the asserts of tasks 11 and 20 is exposed', async ({ skip }) => {
  if (!has('mbpp')) return skip('there is no copy of MBPP beside the repository');
  const programs: Readonly<Record<string, string>> = {
    '11': 'def remove_Occ(s, ch):\n    return s.replace(ch, "")\n',
    '20': 'def is_woodall(x):\n    return x == 383\n',
  };
  const tasks = tasksOf('mbpp').filter(({ id }) => programs[id] !== undefined);
  const programOf = ({ id }: Task) => programs[id] ?? '';
  const verdicts = await headless.check(tasks.map((task) => ({ task, program: programOf(task) })));
  for (const { status, tests } of verdicts) {
    expect(status).toBe('passed');
    const challenge = tests.filter(({ group }) => group === 'challenge');
    expect(challenge.some(({ outcome }) => outcome === 'failed-assertion')).toBe(true);
  }
  const [deleting, comparing] = await look(tasks, programOf);
  expect(deleting).toEqual({ kind: 'none' });
  expect(comparing).toMatchObject({ kind: 'hard-coded', constants: ['383'] });
});
