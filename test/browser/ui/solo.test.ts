/** “Solve it yourself”: what a machine wrote is out of sight, and comes back unharmed. */
import { beforeEach, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Page from '../../../src/ui/page/Page.svelte';
import 'virtual:palette.css';
import '../../../src/ui/page/page.css';
import { newAttempt } from '../../../src/app/work/records.ts';
import { WorkDatabase } from '../../../src/app/work/work-database.ts';
import { WorkStore } from '../../../src/app/work/work-store.svelte.ts';
import { fakePage } from '../app/fake-page.ts';
import { resultOf, verdictOf } from '../app/fake-checker.ts';
import { sourceOf, taskOf } from '../app/made-up-tasks.ts';

const tasks = [taskOf('1', 'raise'), taskOf('2', 'lower')];
const machines = 'def raise(n):\n    return 1 + n\n';

/** A page where a model has solved the first task, and its program is in the editor. */
async function open(database = new WorkDatabase({ name: crypto.randomUUID() })) {
  const fake = fakePage([sourceOf(tasks)], undefined, new WorkStore(database), database);
  const author = { kind: 'model', name: 'Tiny' } as const;
  const status = 'passed';
  fake.work.keepAttempt({ ...newAttempt('starter/1'), author, status, program: machines });
  await database.keepProgram('starter/1', machines);
  await fake.work.restore();
  await fake.taskBrowser.follow();
  const screen = await render(Page, { parts: fake.parts });
  const editor = screen.getByRole('textbox', { name: 'Program in Python' });
  await expect.element(editor).toHaveTextContent('1 + n');
  const toggle = screen.getByRole('button', { name: 'Solve it yourself' });
  const text = () => document.querySelector('.cm-content')?.textContent ?? '';
  return { ...fake, database, screen, editor, toggle, text };
}

beforeEach(() => browser.viewport(1280, 800));

test('program, verdict, attempts and marks of a model go, and come back', async () => {
  const { screen, checker, editor, toggle, text, workspace } = await open();
  await expect.poll(text).toContain('return 1 + n');
  await screen.getByRole('button', { name: 'Check' }).click();
  checker.last.held.finish(verdictOf({ tests: [resultOf('assert raise(1) == 2')] }));
  const verdict = screen.getByRole('heading', { name: /passed/ });
  await expect.element(verdict).toBeVisible();
  await expect.element(screen.getByText('Solved by a model').first()).toBeInTheDocument();

  await toggle.click();
  await expect.poll(text).not.toContain('1 + n');
  expect(workspace.program).toBe('');
  await expect.element(verdict).not.toBeInTheDocument();
  await expect.element(screen.getByRole('heading', { name: 'Attempts' })).not.toBeInTheDocument();
  await expect.element(screen.getByText('Solved by a model').first()).not.toBeInTheDocument();
  expect(document.body.textContent).not.toContain('Tiny');

  await toggle.click();
  await expect.element(editor).toHaveTextContent('return 1 + n');
  await expect.element(verdict).toBeVisible();
  await expect.element(screen.getByRole('heading', { name: 'Attempts' })).toBeVisible();
});

test('who writes alone loses nothing, and no undo leads to what is hidden', async () => {
  const { attempts, database, editor, toggle, text, workspace } = await open();
  await expect.poll(text).toContain('return 1 + n');
  await toggle.click();
  await expect.poll(text).not.toContain('1 + n');
  await editor.click();
  await userEvent.keyboard('{Control>}{End}{/Control}return 7');
  await expect.poll(() => workspace.program).toContain('return 7');
  for (let press = 0; press < 12; press++) await userEvent.keyboard('{Control>}z{/Control}');
  expect(text()).not.toContain('1 + n');
  // Back at the stub: what was there before is what there is.
  await toggle.click();
  await expect.poll(text).toContain('return 1 + n');
  await toggle.click();
  await editor.click();
  await userEvent.keyboard('{Control>}{End}{/Control}return 8');
  await expect.poll(() => workspace.program).toContain('return 8');
  await toggle.click();
  await expect.poll(text).toContain('return 8');
  expect(attempts.all.map(({ program }) => program)).toContain(machines);
  await expect.poll(() => database.programOf('starter/1')).toContain('return 8');
});

test('the same program written alone is the person’s', async () => {
  const { screen, attempts, checker, toggle, workspace, progress } = await open();
  await expect.poll(() => workspace.program).toBe(machines);
  await toggle.click();
  await expect.poll(() => workspace.program).toBe('');
  workspace.edit(machines);
  expect(workspace.program).toBe(machines);
  await screen.getByRole('button', { name: 'Check', exact: true }).click();
  checker.last.held.finish(verdictOf({ tests: [resultOf('assert raise(1) == 2')] }));
  await expect.poll(() => progress.stateOf('starter/1').isSolvedByMe).toBe(true);
  expect(attempts.all.map(({ author }) => author.kind)).toEqual(['model', 'person']);
  expect(workspace.program).toBe(machines);
});

test('a link opens a task alone, says so, and leaves the person’s own setting', async () => {
  const teacher = await open();
  await teacher.screen.getByRole('checkbox', { name: 'Hints allowed' }).click();
  await teacher.screen.getByRole('button', { name: 'Copy link to solve it' }).click();
  await expect.poll(() => teacher.copied.length).toBe(1);
  const { hash } = new URL(teacher.copied[0] ?? '');
  await teacher.screen.unmount();

  const { screen, bar, shareState, presentation, text, settings } = await open();
  await screen.getByText(/^Hints/).click();
  bar.hash = hash;
  await shareState.follow();
  await expect.element(screen.getByText(/A link opened this task in/)).toBeVisible();
  await expect.poll(text).not.toContain('1 + n');
  await expect.element(screen.getByText(/to solve it without hints/)).toBeVisible();
  expect(screen.getByText(/^Reference solution/).query()).toBeNull();
  expect(await settings.setting('solve-it-yourself')).toBeUndefined();
  bar.go('#/starter/2');
  await expect.poll(() => presentation.isSolo).toBe(false);
  bar.go('#/starter/1');
  await expect.poll(() => presentation.isSolo).toBe(true);

  await screen.getByRole('button', { name: 'Leave “Solve it yourself”' }).click();
  await expect.poll(text).toContain('return 1 + n');
  await expect.element(screen.getByText(/^Reference solution/)).toBeVisible();
});
