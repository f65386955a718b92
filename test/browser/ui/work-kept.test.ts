/** What a person is told of where their work is, while storage fails and when it is back. */
import { afterEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { WorkDatabase } from '../../../src/app/work/work-database.ts';
import { WorkStore } from '../../../src/app/work/work-store.svelte.ts';
import Page from '../../../src/ui/page/Page.svelte';
import { FakeModel } from '../app/fake-models.ts';
import { fakePage } from '../app/fake-page.ts';
import { sourceOf, taskOf } from '../app/made-up-tasks.ts';

const tasks = [taskOf('1', 'raise'), taskOf('2', 'lower')];

function refuse() {
  return vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });
}

async function open(name: string = crypto.randomUUID()) {
  const database = new WorkDatabase({ name, retryMs: 50 });
  const page = fakePage([sourceOf(tasks)], undefined, new WorkStore(database));
  await page.taskBrowser.follow();
  const screen = await render(Page, { parts: page.parts });
  return { ...page, database, screen, main: screen.getByRole('main') };
}

async function programIn(name: string): Promise<string | null | undefined> {
  const later = new WorkDatabase({ name });
  const program = await later.programOf('starter/1');
  await later.close();
  return program;
}

afterEach(() => vi.restoreAllMocks());

test('storage that is refused is told of above the task and below it, until it is back', async () => {
  const refusal = refuse();
  const name = crypto.randomUUID();
  const { main, screen, workspace, work } = await open(name);
  await expect.element(main).toHaveTextContent(/^\s*This browser does not let the page store/);
  await screen.getByRole('button', { name: 'Dismiss' }).click();
  await expect.element(main).not.toHaveTextContent(/does not let the page store/);
  await expect.element(main).toHaveTextContent(/may be lost when you close this tab/);
  workspace.edit('mine');
  work.flush();

  refusal.mockRestore();
  await expect.element(main).toHaveTextContent(/are stored in this browser/);
  await expect.element(main).not.toHaveTextContent(/close this tab/);
  expect(await programIn(name)).toBe('mine');
});

test('what earlier visits stored is shown once storage can be read, and takes nothing’s place', async () => {
  const name = crypto.randomUUID();
  const earlier = new WorkDatabase({ name });
  await earlier.keepProgram('starter/1', 'earlier');
  await earlier.keepProgram('starter/2', 'earlier too');
  await earlier.close();
  const refusal = refuse();
  const { attempts, bar, work, workspace } = await open(name);
  await expect.poll(() => work.keeping.kind).toBe('tab-only');
  workspace.edit('mine');
  bar.go('#/starter/2');
  await expect.poll(() => workspace.program).toBe('');

  refusal.mockRestore();
  await expect.poll(() => workspace.program).toBe('earlier too');
  bar.go('#/starter/1');
  await expect.poll(() => attempts.all.map(({ program }) => program)).toEqual(['earlier']);
  expect(workspace.program).toBe('mine');
});

test('an edited prompt that comes with a file of work is what is sent, at once', async () => {
  const database = new WorkDatabase({ name: crypto.randomUUID() });
  const work = new WorkStore(database);
  const { promptState, taskBrowser } = fakePage([sourceOf(tasks)], undefined, work, database);
  await taskBrowser.follow();
  const { style, shownTestCount } = promptState.choices;
  const edits = { [`${style},0,${shownTestCount}`]: [{ role: 'text', content: 'From the file.' }] };
  const value = { 'starter/1': { recalled: {}, edits } };
  const content = {
    ...{ format: 'synthpad-memory', version: 1, programs: [], attempts: [] },
    settings: [{ name: 'edited-prompts', value }],
  };
  await work.import(new Blob([JSON.stringify(content)]));
  await expect
    .poll(() => promptState.request()?.prompt)
    .toEqual({ kind: 'completion', text: 'From the file.' });
  await database.close();
});

test('deleting asks, ends what is being written, and leaves nothing of it', async () => {
  const { attempts, database, main, modelPicker, models, attemptSession, screen, workspace } =
    await open();
  workspace.edit('mine');
  const model = new FakeModel();
  void modelPicker.choose(models.offer);
  await expect.poll(() => models.loads.length).toBe(1);
  models.last.held.finish(model);
  await expect.poll(() => modelPicker.model).toBe(model);
  void attemptSession.generate();
  await expect.poll(() => model.calls.length).toBe(1);
  model.last.options.onText('def ra');
  await expect.poll(() => attempts.all.length).toBe(2);
  model.last.options.onText('ise');

  // By keyboard: while a reply grows, the line beside the button moves it under the pointer.
  const ask = screen.getByRole('button', { name: 'Delete my work' });
  await expect.element(ask).toBeVisible();
  (ask.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  expect(attempts.all).toHaveLength(2);
  // It says what goes along with them, and what stays.
  await expect.element(main).toHaveTextContent(/tests of your own, predictions, edited prompts/);
  await expect.element(main).toHaveTextContent(/Your playlists, lessons, .* stay\./);
  await screen.getByRole('button', { name: 'Delete all programs and attempts' }).click();
  await expect.poll(() => [attempts.all.length, workspace.program]).toEqual([0, '']);
  expect(await database.export()).toMatchObject({ programs: [], attempts: [] });
  await expect.element(main).not.toHaveTextContent(/Nothing was deleted/);
});

test('where storage does not answer nothing is deleted, and the page says so', async () => {
  refuse();
  const { main, screen, workspace } = await open();
  workspace.edit('mine');
  await screen.getByRole('button', { name: 'Delete my work' }).click();
  await screen.getByRole('button', { name: 'Delete all programs and attempts' }).click();
  await expect.element(main).toHaveTextContent(/Nothing was deleted/);
  expect(workspace.program).toBe('mine');
});
