/** Two hundred programs in one page; five thousand by `npm run bench -- soak`. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstCompilerOnly } from '../../src/terminal/find-browser.mjs';
import { type HeadlessPage, openHeadlessPage } from '../support/headless-page.ts';
import { starterTasks } from '../support/published.ts';
import { soak } from '../support/soak.ts';

let headless: HeadlessPage;

beforeAll(async () => {
  headless = await openHeadlessPage({ browserArguments: [firstCompilerOnly] });
});

afterAll(() => headless?.close());

test('among two hundred programs, hostile ones mixed in, none is judged wrongly', async () => {
  const { wrong, hostileCount, memoryBytes } = await soak(headless, starterTasks(), 200);
  expect(wrong).toEqual([]);
  expect(hostileCount).toBe(20);
  // Interpreters of some hundred megabytes each, of which at most a handful are alive.
  expect(Math.max(0, ...memoryBytes)).toBeLessThan(3e9);
});
