/** Every published solution passes through the split verdict, challenge tests included. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../support/headless-page.ts';
import { has, tasksOf } from '../support/published.ts';

let headless: HeadlessPage;

beforeAll(async () => {
  headless = await openHeadlessPage();
});

afterAll(() => headless?.close());

const files = [
  { file: 'mbpp', count: 974, withChallenge: 11 },
  { file: 'sanitized', count: 427, withChallenge: 0 },
] as const;

test.for(files)('all $count references of $file pass', async (expected, { skip }) => {
  const { file, count, withChallenge } = expected;
  if (!has(file)) return skip('there is no copy of MBPP beside the repository');
  const tasks = tasksOf(file);
  const verdicts = await headless.check(
    tasks.map((task) => ({ task, program: task.referenceCode })),
  );

  const faults = verdicts.flatMap((verdict, index) => {
    const failed = verdict.tests.filter((each) => each.outcome !== 'passed');
    const isRight = verdict.status === 'passed' && failed.length === 0;
    return isRight ? [] : [{ id: tasks[index]?.id, status: verdict.status, failed }];
  });
  expect(faults).toEqual([]);
  expect(verdicts).toHaveLength(count);
  // Even the tests that look at sizes (596) or use the program's classes (367, 927) are split.
  expect(verdicts.flatMap(({ tests }) => tests.filter((each) => each.isUnisolated))).toEqual([]);
  const groups = verdicts.map(({ tests }) => tests.some(({ group }) => group === 'challenge'));
  expect(groups.filter(Boolean)).toHaveLength(withChallenge);
});
