/** Two tabs over one memory: what one types the other has, and no program is lost. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { WorkDatabase } from '../../../../src/app/work/work-database.ts';
import { WorkStore } from '../../../../src/app/work/work-store.svelte.ts';
import { otherTabs } from '../../../../src/platform/other-tabs.ts';
import Page from '../../../../src/ui/page/Page.svelte';
import { fakePage, sourceOf, taskOf } from '../fakes.ts';

const tasks = [taskOf('1', 'raise'), taskOf('2', 'lower')];
let name: string;
let memories: WorkDatabase[] = [];

async function tab() {
  const database = new WorkDatabase({ name });
  memories.push(database);
  const page = fakePage([sourceOf(tasks)], undefined, new WorkStore(database, otherTabs(name)));
  await page.taskBrowser.follow();
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
  await Promise.all(memories.map((database) => database.close()));
});

test('what is typed in one tab is on the desk of the other, which goes on from there', async () => {
  const [left, right] = [await tab(), await tab()];
  left.workspace.edit('left');
  await expect.poll(() => right.workspace.program).toBe('left');
  right.workspace.edit('left and right');
  await expect.poll(() => left.workspace.program).toBe('left and right');
  expect([left.tabConflict.theirs, right.tabConflict.theirs]).toEqual([null, null]);
});

test('where both tabs typed, the page asks, and the program left behind is an attempt', async () => {
  const [left, right] = [await tab(), await tab()];
  left.workspace.edit('left');
  right.workspace.edit('right');
  await expect
    .poll(() => [left.tabConflict.theirs, right.tabConflict.theirs])
    .toEqual(['right', 'left']);
  const screen = await render(Page, { parts: left.parts });
  await screen.getByRole('button', { name: 'Show that one' }).click();
  expect([left.workspace.program, programs(left)]).toEqual(['right', ['left']]);
  right.tabConflict.keep();
  expect([right.workspace.program, programs(right)]).toEqual(['right', ['left']]);
  await expect
    .element(screen.getByText(/changed this program in another tab/))
    .not.toBeInTheDocument();
  right.work.flush();
  expect(await memories[0]?.programOf('starter/1')).toBe('right');
});

test('a task that lies open elsewhere is asked about once one is back at it', async () => {
  const [left, right] = [await tab(), await tab()];
  right.workspace.edit('right');
  right.taskBrowser.open(tasks[1] ?? null);
  left.workspace.edit('left');
  await expect.poll(() => left.tabConflict.theirs).toBe('right');
  expect(right.tabConflict.theirs).toBe(null);
  right.taskBrowser.open(tasks[0] ?? null);
  await expect.poll(() => right.tabConflict.theirs).toBe('left');
});
