/**
 * 2,000 tests of programs made by chance, each decided as plain CPython decides it. More of them,
 * with other seeds: `npm run bench -- fuzz`.
 */

import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type FuzzCase,
  differencesOf,
  isListed,
  makeCases,
  testsPerProgram,
} from '../support/fuzz/fuzz.ts';
import { type HeadlessPage, openHeadlessPage } from '../support/headless-page.ts';

const seed = 2021;
let headless: HeadlessPage;
let cases: FuzzCase[];

beforeAll(async () => {
  [headless, cases] = await Promise.all([
    openHeadlessPage(),
    makeCases(seed, 2_000 / testsPerProgram),
  ]);
});

afterAll(() => headless?.close());

test('the cases are of every kind', () => {
  const outcomes = cases.flatMap(({ tests }) => tests.map(({ outcome }) => outcome));
  const count = (outcome: string) => outcomes.filter((each) => each === outcome).length;
  expect(outcomes).toHaveLength(2_000);
  expect(count('passed')).toBeGreaterThan(500);
  expect(count('failed-assertion')).toBeGreaterThan(200);
  expect(count('runtime-error')).toBeGreaterThan(50);
});

test('every test is decided as plain Python decides it, or is a listed exception', async () => {
  const differences = await differencesOf(headless, cases);
  expect(differences.filter((difference) => !isListed(difference))).toEqual([]);
  // What is listed is rare, or nothing would be tested.
  expect(differences.length).toBeLessThan(200);
}, 600_000);
