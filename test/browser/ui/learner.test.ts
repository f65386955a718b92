/** A learner's way: where a program begins, what comes after it, and inputs of one's own. */
import { beforeEach, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Page from '../../../src/ui/page/Page.svelte';
import 'virtual:palette.css';
import '../../../src/ui/page/page.css';
import { WorkDatabase } from '../../../src/app/work/work-database.ts';
import { WorkStore } from '../../../src/app/work/work-store.svelte.ts';
import { fakePage } from '../app/fake-page.ts';
import { resultOf, verdictOf } from '../app/fake-checker.ts';
import { sourceOf, taskOf } from '../app/made-up-tasks.ts';

const tasks = [taskOf('1', 'raise'), taskOf('2', 'lower'), taskOf('3', 'double')];
const right = 'def raise(n):\n    return n + 1\n';

async function open() {
  const fake = fakePage([sourceOf(tasks)]);
  await fake.taskBrowser.follow();
  const screen = await render(Page, { parts: fake.parts });
  const editor = screen.getByRole('textbox', { name: 'Program in Python' });
  await expect.element(editor).toHaveTextContent('def raise(n):');
  return { ...fake, screen, editor };
}

beforeEach(() => browser.viewport(1280, 800));

test('the editor begins with the signature, which is nobody’s work', async () => {
  const { screen, bar, editor, workspace, attempts, work, checker } = await open();
  expect(workspace.program).toBe('');
  await screen.getByRole('button', { name: 'Check' }).click();
  expect(checker.last.request.program).toBe(null);
  checker.last.held.finish(verdictOf({ status: 'no-code' }));
  await expect.element(screen.getByRole('heading', { name: 'No code' })).toBeVisible();
  expect(attempts.all).toEqual([]);

  editor.element().focus();
  await userEvent.keyboard('return n');
  expect(workspace.program).toBe('def raise(n):\n    return n');
  await editor.fill('');
  await expect.element(screen.getByText(/^Write Python here/)).toBeVisible();
  expect(workspace.program).toBe('');
  bar.go('#/starter/2');
  await expect.element(editor).toHaveTextContent('def lower(n):');
  work.flush();
  expect((await work.export()).programs.map(({ program }) => program).filter(Boolean)).toEqual([]);
});

test('a whole program that is pasted into the stub takes its place, and undo leads back', async () => {
  const { editor, workspace } = await open();
  await editor.click();
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', right);
  const pasting = { clipboardData, bubbles: true, cancelable: true };
  document.activeElement?.dispatchEvent(new ClipboardEvent('paste', pasting));
  await expect.poll(() => workspace.program).toBe(right);
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.element(editor).toHaveTextContent(/^def raise\(n\):\s*$/);
  expect(workspace.program).toBe('');
  await userEvent.keyboard('{Control>}{End}{/Control}');
  document.execCommand('insertText', false, right);
  await expect.poll(() => workspace.program.trimEnd()).toBe(right.trimEnd());
});

test('tests of one’s own come with a file of work, and go with all of it', async () => {
  const database = new WorkDatabase({ name: crypto.randomUUID() });
  const fake = fakePage([sourceOf(tasks)], undefined, new WorkStore(database), database);
  await fake.taskBrowser.follow();
  const screen = await render(Page, { parts: fake.parts });
  await screen.getByText('Try your own input').click();
  const settings = [{ name: 'own-inputs', value: { 'starter/1': ['raise(7)'] } }];
  const file = { format: 'synthpad-memory', version: 1, programs: [], attempts: [], settings };
  await fake.work.import(new Blob([JSON.stringify(file)]));
  await expect.element(screen.getByText(/1 test of your own/)).toBeVisible();
  const own = screen.getByRole('list', { name: 'Your own tests' });
  await expect.element(own.getByText('raise(7)', { exact: true })).toBeVisible();
  await fake.work.forget();
  await expect.element(own).not.toBeInTheDocument();
});

test('a stub takes the place of nothing that is stored', async () => {
  const { work } = await open();
  work.keepProgram('starter/2', 'mine');
  work.flush();
  const next = fakePage([sourceOf(tasks)], undefined, work);
  next.bar.hash = '#/starter/2';
  await next.taskBrowser.follow();
  const screen = await render(Page, { parts: next.parts });
  const editor = screen.getByRole('textbox', { name: 'Program in Python' }).last();
  await expect.element(editor).toHaveTextContent(/^mine$/);
  await expect.poll(() => next.workspace.parameters).toEqual(['n']);
  await expect.element(editor).toHaveTextContent(/^mine$/);
});

test.for([
  ['passed', 'Last verdict: Passed', true],
  ['failed-assertion', 'Last verdict: 1 of 2 tests passed', false],
] as const)(
  'on the next visit a program is shown with its last verdict: %s',
  async ([status, said, isSolved]) => {
    const first = await open();
    await first.editor.fill(right);
    void first.attemptSession.check();
    const tests = [resultOf('a'), resultOf('b', { outcome: status })];
    first.checker.last.held.finish(verdictOf({ status, tests }));
    await expect.poll(() => first.attempts.all[0]?.status).toBe(status);
    await first.work.export();
    await first.screen.unmount();

    const next = fakePage([sourceOf(tasks)], undefined, first.work);
    await next.taskBrowser.follow();
    const screen = await render(Page, { parts: next.parts });
    const verdict = screen.getByText(said, { exact: true });
    await expect.element(verdict).toBeVisible();
    const onward = screen.getByRole('link', { name: 'On to the next task' });
    if (isSolved) await expect.element(onward).toHaveAttribute('href', '#/starter/2');
    else expect(onward.query()).toBe(null);
    // Nothing was run for it, and nothing is written.
    expect([next.checker.checks.length, next.attempts.all.length]).toEqual([0, 1]);
    // It is said of this program alone.
    const { program } = next.workspace;
    next.workspace.edit('# another');
    await expect.element(verdict).not.toBeInTheDocument();
    next.workspace.edit(program);
    await expect.element(verdict).toBeVisible();
    await screen.getByRole('button', { name: 'Check' }).click();
    next.checker.last.held.finish(verdictOf({ status, tests }));
    await expect.element(screen.getByRole('heading', { name: /tests? passed/ })).toBeVisible();
    expect(verdict.query()).toBe(null);
  },
);

test('after a success there is a next task, a count, and on the way back the verdict', async () => {
  const { screen, bar, editor, checker } = await open();
  await editor.fill(right);
  await screen.getByRole('button', { name: 'Check' }).click();
  checker.last.held.finish(
    verdictOf({ status: 'passed', tests: [resultOf('assert raise(1) == 2')] }),
  );
  await expect.element(screen.getByText('1 of 3 solved')).toBeVisible();
  const onward = screen.getByRole('link', { name: 'On to the next task' });
  await expect.element(onward).toHaveAttribute('href', '#/starter/2');
  bar.go('#/starter/2');
  await expect.element(screen.getByRole('heading', { name: /Task 2/ })).toBeVisible();
  await expect
    .element(screen.getByRole('heading', { name: 'The test passed' }))
    .not.toBeInTheDocument();
  bar.go('#/starter/1');
  await expect.element(screen.getByRole('heading', { name: 'The test passed' })).toBeVisible();
  await expect
    .element(screen.getByRole('button', { name: /^Attempt 1/, pressed: true }))
    .toBeVisible();
  expect(checker.checks).toHaveLength(1);
});

test('with the open task filtered out its neighbours are those of the list, and Enter opens the first', async () => {
  const { screen, taskBrowser } = await open();
  taskBrowser.open(tasks[1] ?? null);
  await screen.getByRole('searchbox').fill('raise');
  expect([taskBrowser.previous?.id, taskBrowser.next]).toEqual(['1', null]);
  await screen.getByRole('searchbox').fill('double');
  expect([taskBrowser.previous, taskBrowser.next?.id]).toEqual([null, '3']);
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('heading', { name: /Task 3/ })).toBeVisible();
  await screen.getByRole('searchbox').fill('');
  await userEvent.keyboard('{Enter}');
  expect(taskBrowser.id).toBe('3');
});
