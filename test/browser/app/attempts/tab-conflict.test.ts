/** Two tabs over one memory: what one types the other has, and no program is lost. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { Memory } from '../../../../src/app/work/work-database.ts';
import { WorkMemory } from '../../../../src/app/work/work-store.svelte.ts';
import { otherTabs } from '../../../../src/platform/other-tabs.ts';
import Page from '../../../../src/ui/page/Page.svelte';
import { fakePage, sourceOf, taskOf } from '../fakes.ts';

const tasks = [taskOf('1', 'raise'), taskOf('2', 'lower')];
let name: string;
let memories: Memory[] = [];

async function tab() {
  const memory = new Memory({ name });
  memories.push(memory);
  const page = fakePage([sourceOf(tasks)], undefined, new WorkMemory(memory, otherTabs(name)));
  await page.browsing.follow();
  await page.work.programOf('starter/1');
  return page;
}

const programs = (page: Awaited<ReturnType<typeof tab>>) =>
  page.attempts.all.map(({ program }) => program);

beforeEach(() => {
  name = crypto.randomUUID();
  memories = [];
});

afterEach(async () => {
  await Promise.all(memories.map((memory) => memory.close()));
});

test('what is typed in one tab is on the desk of the other, which goes on from there', async () => {
  const [left, right] = [await tab(), await tab()];
  left.desk.edit('left');
  await expect.poll(() => right.desk.program).toBe('left');
  right.desk.edit('left and right');
  await expect.poll(() => left.desk.program).toBe('left and right');
  expect([left.twoTabs.theirs, right.twoTabs.theirs]).toEqual([null, null]);
});

test('where both tabs typed, the page asks, and the program left behind is an attempt', async () => {
  const [left, right] = [await tab(), await tab()];
  left.desk.edit('left');
  right.desk.edit('right');
  await expect.poll(() => [left.twoTabs.theirs, right.twoTabs.theirs]).toEqual(['right', 'left']);
  const screen = await render(Page, { parts: left.parts });
  await screen.getByRole('button', { name: 'Show that one' }).click();
  expect([left.desk.program, programs(left)]).toEqual(['right', ['left']]);
  right.twoTabs.keep();
  expect([right.desk.program, programs(right)]).toEqual(['right', ['left']]);
  await expect.element(screen.getByText(/in another tab as well/)).not.toBeInTheDocument();
  right.work.flush();
  expect(await memories[0]?.programOf('starter/1')).toBe('right');
});

test('a task that lies open elsewhere is asked about once one is back at it', async () => {
  const [left, right] = [await tab(), await tab()];
  right.desk.edit('right');
  right.browsing.open(tasks[1] ?? null);
  left.desk.edit('left');
  await expect.poll(() => left.twoTabs.theirs).toBe('right');
  expect(right.twoTabs.theirs).toBe(null);
  right.browsing.open(tasks[0] ?? null);
  await expect.poll(() => right.twoTabs.theirs).toBe('left');
});
