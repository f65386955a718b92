/** Two tabs over one database: what one types the other has, and no program is lost. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { WorkDatabase } from '../../../../src/app/work/work-database.ts';
import { WorkStore } from '../../../../src/app/work/work-store.svelte.ts';
import { noOtherTabs, otherTabs } from '../../../../src/platform/other-tabs.ts';
import Page from '../../../../src/ui/page/Page.svelte';
import { verdictOf } from '../fake-checker.ts';
import { fakePage } from '../fake-page.ts';
import { sourceOf, taskOf } from '../made-up-tasks.ts';

const tasks = [taskOf('1', 'raise'), taskOf('2', 'lower')];
let name: string;
let databases: WorkDatabase[] = [];

async function tab(tabs = otherTabs(name)) {
  const database = new WorkDatabase({ name });
  databases.push(database);
  const page = fakePage([sourceOf(tasks)], undefined, new WorkStore(database, tabs), database);
  await page.taskBrowser.follow();
  await page.work.programOf('starter/1');
  return page;
}

const programs = (page: Awaited<ReturnType<typeof tab>>) =>
  page.attempts.all.map(({ program }) => program);

beforeEach(() => {
  name = crypto.randomUUID();
  databases = [];
});

afterEach(async () => {
  await Promise.all(databases.map((database) => database.close()));
});

test('what is typed in one tab stands in the other, which goes on from there', async () => {
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
  await expect
    .element(screen.getByRole('main'))
    .toHaveTextContent(
      'They first differ at line 1: “left” in this version, “right” in the other.',
    );
  await screen.getByRole('button', { name: 'Show the other version' }).click();
  await expect.element(screen.getByRole('main')).toHaveFocus();
  expect([left.workspace.program, programs(left)]).toEqual(['right', ['left']]);
  right.tabConflict.keep();
  expect([right.workspace.program, programs(right)]).toEqual(['right', ['left']]);
  await expect
    .element(screen.getByText(/changed this program in another tab/))
    .not.toBeInTheDocument();
  right.work.flush();
  expect(await databases[0]?.programOf('starter/1')).toBe('right');
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

test('a conflict that nobody decides loses neither program', async () => {
  const [left, right] = [await tab(), await tab()];
  left.workspace.edit('left');
  right.workspace.edit('right');
  await expect.poll(() => right.tabConflict.theirs).toBe('left');
  // The later one is stored; both tabs list the other.
  await expect.poll(() => [programs(left), programs(right)]).toEqual([['left'], ['left']]);
  expect(await databases[0]?.programOf('starter/1')).toBe('right');
});

test('tabs that cannot speak to each other keep each other’s programs', async () => {
  const [left, right] = [await tab(noOtherTabs), await tab(noOtherTabs)];
  left.workspace.edit('left');
  left.work.flush();
  await databases[0]?.export();
  right.workspace.edit('right');
  right.work.flush();
  await expect.poll(() => programs(right)).toEqual(['left']);
  expect(await databases[0]?.programOf('starter/1')).toBe('right');
});

test('an attempt of one tab is listed in the other, and a program it replaced there too', async () => {
  const [left, right] = [await tab(), await tab()];
  left.workspace.edit('mine');
  await expect.poll(() => right.workspace.program).toBe('mine');
  await right.workspace.replace('another');
  await expect.poll(() => left.workspace.program).toBe('another');
  await expect.poll(() => [programs(left), programs(right)]).toEqual([['mine'], ['mine']]);
});

test('an empty editor takes over without a question', async () => {
  const [left, right] = [await tab(), await tab()];
  left.workspace.edit('left');
  await expect.poll(() => right.workspace.program).toBe('left');
  right.workspace.edit('');
  left.workspace.edit('left, longer');
  left.work.flush();
  await expect.poll(() => right.workspace.program).toBe('left, longer');
  expect(right.tabConflict.theirs).toBe(null);
  // The emptiness that it had not stored yet is not stored over it.
  right.work.flush();
  expect(await databases[1]?.programOf('starter/1')).toBe('left, longer');
});

test('what is deleted in one tab is not shown or stored by the other', async () => {
  const [left, right] = [await tab(), await tab()];
  left.workspace.edit('mine');
  await expect.poll(() => right.workspace.program).toBe('mine');
  await right.workspace.replace('another');
  await expect.poll(() => programs(left)).toEqual(['mine']);
  right.workspace.edit('another, not stored yet');
  expect(await left.work.forget()).toBe(true);
  await expect.poll(() => [right.workspace.program, programs(right)]).toEqual(['', []]);
  right.work.flush();
  expect(await left.work.export()).toMatchObject({ programs: [], attempts: [] });
});

test('a task that is solved in one tab is marked in the other, which has another one open', async () => {
  const [left, right] = [await tab(), await tab()];
  right.bar.go('#/starter/2');
  left.workspace.edit('mine');
  void left.attemptSession.check();
  left.checker.last.held.finish(verdictOf({ status: 'passed' }));
  await expect.poll(() => right.work.stateOf('starter/1').isSolvedByMe).toBe(true);
});

test('a tab that hears of it late, as one that was asleep, leaves what was made since', async () => {
  const left = await tab();
  const heard: unknown[] = [];
  let wake: (message: unknown) => void = () => undefined;
  const asleep = { tell: () => undefined, hear: (onMessage: typeof wake) => (wake = onMessage) };
  otherTabs(name).hear((message) => heard.push(message));
  left.promptState.edit(0, 'First.');
  const right = await tab(asleep);
  await right.promptState.restore();
  right.presentation.ask('starter/2', true);
  right.workspace.edit('old');
  right.work.flush();
  expect(right.promptState.parts[0]?.content).toBe('First.');

  expect(await left.work.forget()).toBe(true);
  const made = ['predictions', 'own-inputs', 'clues-seen', 'solve-by-link'].map((list) => [
    list,
    { 'starter/1': list },
  ]);
  for (const [list, value] of made) await left.settings.keepSetting(String(list), value);
  left.promptState.edit(0, 'Second.');
  left.workspace.edit('new');
  await left.workspace.replace('newer');
  const before = (await left.work.export()).settings;
  await expect.poll(() => heard.some((message) => 'isForgotten' in Object(message))).toBe(true);
  for (const message of heard) if ('isForgotten' in Object(message)) wake(message);

  await expect.poll(() => right.workspace.program).toBe('newer');
  await expect.poll(() => programs(right)).toEqual(['new']);
  await expect.poll(() => right.promptState.parts[0]?.content).toBe('Second.');
  expect(right.presentation.isSoloAt('starter/2')).toBe(false);
  expect((await right.work.export()).settings).toEqual(before);
});

test('undo in one tab keeps what the other tab typed', async () => {
  const [left, right] = [await tab(), await tab()];
  const screen = await render(Page, { parts: right.parts });
  const editor = screen.getByRole('textbox', { name: 'Program' });
  await expect.poll(() => screen.container.querySelector('.cm-content')).not.toBe(null);
  await editor.click();
  await userEvent.keyboard('{Control>}a{/Control}# begun');
  await expect.poll(() => left.workspace.program).toBe('# begun');
  left.workspace.edit('# begun, more');
  await expect.poll(() => right.workspace.program).toBe('# begun, more');
  await expect.element(editor).toHaveTextContent('# begun, more');
  await editor.click();
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.element(editor).not.toHaveTextContent('more');
  expect(right.workspace.program).toBe('# begun');
  await expect.poll(() => programs(right)).toEqual(['# begun, more']);
  await expect.poll(() => left.workspace.program).toBe('# begun');
  await expect.poll(() => programs(left)).toEqual(['# begun, more']);
});

test('undo of the other version keeps it, where both tabs typed', async () => {
  const [left, right] = [await tab(), await tab()];
  right.workspace.edit('right');
  left.workspace.edit('left');
  // The later one is stored, and the other is an attempt from then on.
  await expect.poll(() => programs(right)).toEqual(['right']);
  expect(right.tabConflict.theirs).toBe('left');
  right.tabConflict.take();
  expect(right.workspace.program).toBe('left');
  right.workspace.edit('right');
  await expect.poll(() => left.workspace.program).toBe('right');
  await expect.poll(() => programs(left).toSorted()).toEqual(['left', 'right']);
});

test('the other tab may undo the version that was kept against its own', async () => {
  const [left, right] = [await tab(), await tab()];
  left.workspace.edit('left');
  right.workspace.edit('right');
  await expect.poll(() => left.tabConflict.theirs).toBe('right');
  left.tabConflict.keep();
  await expect.poll(() => right.workspace.program).toBe('left');
  right.workspace.edit('right');
  await expect.poll(() => left.workspace.program).toBe('right');
  await expect.poll(() => programs(left).toSorted()).toEqual(['left', 'right']);
});

test('what the other tab typed is kept when it is cut here, and not when one goes on from it', async () => {
  const [left, right] = [await tab(), await tab()];
  left.workspace.edit('def raise_(n):\n    return n + 1\n');
  await expect.poll(() => right.workspace.program).toBe(left.workspace.program);
  right.workspace.edit('def raise_(n):\n    return n + 2\n');
  right.workspace.edit('def raise_(n):\n    return n + 2\n\n# and on\n');
  expect(programs(right)).toEqual([]);
  right.workspace.edit('def raise_(n):\n');
  await expect.poll(() => programs(right)).toEqual(['def raise_(n):\n    return n + 1\n']);
  right.workspace.edit('');
  right.work.flush();
  expect(programs(right)).toHaveLength(1);
});
