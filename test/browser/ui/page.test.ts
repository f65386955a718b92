/** The page over doubles of everything below it, by what a person sees and presses. */
import { beforeEach, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { CheckerError } from '../../../src/checking/checker.ts';
import { EngineError } from '../../../src/synthesis/engine.ts';
import Page from '../../../src/ui/page/Page.svelte';
import 'virtual:palette.css';
import '../../../src/ui/page/page.css';
import { FakeModel, generationOf } from '../app/fake-models.ts';
import { fakePage } from '../app/fake-page.ts';
import { resultOf, verdictOf } from '../app/fake-checker.ts';
import { sourceOf, taskOf } from '../app/made-up-tasks.ts';

const tasks = [taskOf('1', 'raise'), taskOf('2', 'lower'), taskOf('3', 'double')];

async function open() {
  const fake = fakePage([sourceOf(tasks)]);
  await fake.taskBrowser.follow();
  const screen = await render(Page, { parts: fake.parts });
  await expect.element(screen.getByRole('textbox', { name: 'Program in Python' })).toBeVisible();
  return { ...fake, screen };
}

beforeEach(() => browser.viewport(1280, 800));

test('a task shows its statement, its function, a call with its value, and its tests', async () => {
  const { screen } = await open();
  const problem = screen.getByRole('region', { name: /Task 1/ });
  await expect.element(problem).toHaveTextContent('Write a function to raise a number.');
  await expect.element(problem).toHaveTextContent('raise(1) gives 2');
  const tests = screen.getByRole('region', { name: 'Tests' });
  await expect.element(tests.getByText('assert raise(-1) == 0')).toBeVisible();
});

test('arrow keys walk the list, of which one task is in the Tab order', async () => {
  const { screen } = await open();
  await screen.getByRole('searchbox').click();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  const links = screen.getByRole('navigation', { name: 'Task list' }).getByRole('link');
  await expect.element(links.nth(1)).toHaveFocus();
  await userEvent.keyboard('{End}');
  await expect.element(links.nth(2)).toHaveFocus();
  await expect.element(links.nth(0)).toHaveAttribute('aria-current', 'page');
  expect(links.elements().filter((link) => link.getAttribute('tabindex') === '0')).toHaveLength(1);
});

test('Control and Enter in the editor checks what was typed', async () => {
  const { screen, checker } = await open();
  await screen.getByRole('textbox', { name: 'Program in Python' }).fill('def raise(n): return n');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(checker.checks.map((check) => check.request.program)).toEqual(['def raise(n): return n']);
});

test('the check button shows the key that is set for it', async () => {
  const { screen, parts } = await open();
  const check = screen.getByRole('button', { name: 'Check' });
  await expect.element(check).toHaveAttribute('aria-keyshortcuts', 'Control+Enter Meta+Enter');
  parts.shortcuts.assign('check', new KeyboardEvent('keydown', { key: 'F8' }));
  await expect.element(check).toHaveTextContent('Check F8');
  await expect.element(check).toHaveAttribute('aria-keyshortcuts', 'F8');
});

test('each outcome is told in words, with what was expected and got', async () => {
  const { screen, checker } = await open();
  await screen.getByRole('textbox', { name: 'Program in Python' }).fill('def raise(n): return n');
  await screen.getByRole('button', { name: 'Check' }).click();
  await expect.element(screen.getByRole('status').filter({ hasText: 'Checking' })).toBeVisible();
  const exception = {
    type: 'ValueError',
    message: 'too low',
    line: 1,
    traceback: 'Traceback\nValueError: too low',
  };
  checker.last.held.finish(
    verdictOf({
      status: 'failed-assertion',
      tests: [
        resultOf('assert raise(1) == 2', { outcome: 'failed-assertion', expected: '2', got: '1' }),
        resultOf('assert raise(2) == 3', { output: 'two\n' }),
        resultOf('assert raise(-1) == 0', {
          group: 'challenge',
          outcome: 'runtime-error',
          exception,
        }),
      ],
    }),
  );
  await expect.element(screen.getByRole('heading', { name: '1 of 2 tests passed' })).toBeVisible();
  const items = screen.getByRole('region', { name: 'Tests' }).getByRole('listitem');
  await expect
    .element(items.nth(0))
    .toHaveTextContent(/Failed assertion.*Call raise\(1\) Expected 2 Got 1/);
  await expect.element(items.nth(1)).toHaveTextContent(/Passed.*Printed two/);
  await expect.element(items.nth(2)).toHaveTextContent(/Runtime error.*ValueError: too low/);
  await expect.element(items.nth(2)).toHaveTextContent(/line 1 of the program/);
});

test('a check can be stopped, and a sandbox that cannot start says so', async () => {
  const { screen, checker } = await open();
  await screen.getByRole('button', { name: 'Check' }).click();
  await screen.getByRole('button', { name: 'Stop' }).click();
  expect(checker.last.options.signal?.aborted).toBe(true);
  await screen.getByRole('button', { name: 'Check' }).click();
  checker.last.held.fail(new CheckerError({ kind: 'no-webassembly' }));
  await expect.element(screen.getByRole('alert')).toHaveTextContent(/has no WebAssembly/);
});

test('the search tells how far it is, how it found its program, and what it cannot know', async () => {
  const { screen, models } = await open();
  await screen.getByRole('button', { name: 'Generate' }).click();
  await expect.element(screen.getByRole('status').filter({ hasText: 'Searching' })).toBeVisible();
  await expect.poll(() => models.searches[0]?.calls.length).toBe(1);
  const { options, held } = models.search.last;
  const counts = { tried: 41_234, level: 9, dropped: 20_000, held: 12_000, elapsedSeconds: 3 };
  const best = { program: 'def raise(n): return 2', passes: 1 };
  options.onSearch?.({ ...counts, best }, null);
  await expect
    .element(screen.getByText('41,234 programs tried, 14,000 per second, size 9'))
    .toBeVisible();
  const explanation = { how: 'expression', cost: 9, words: [] } as const;
  const kept = { program: 'def raise(n): return n', explanation };
  options.onSearch?.({ ...counts, best, kept }, null);
  await expect
    .element(screen.getByText('A program that passes is kept; looking for a plainer one'))
    .toBeVisible();
  const sentence = 'The time ran out before a program satisfied all shown asserts.';
  const reason = { code: 'out-of-time' } as const;
  options.onSearch?.({ ...counts, best }, { kind: 'out-of-time', reason, best: best.program });
  held.finish(generationOf(`# ${sentence}\n${best.program}`, 'length'));
  const behind = screen.getByRole('region', { name: 'How the program was generated' });
  await expect.element(behind).toHaveTextContent(sentence);
  await expect.element(behind).toHaveTextContent('it passes 1 of the 2 shown asserts');
  await expect.element(behind).toHaveTextContent('It skipped 20,000 of them');
  await expect.element(behind).toHaveTextContent('It sees the task’s words and the shown asserts');
  await expect.element(behind).toHaveTextContent('may still be wrong for other inputs');
});

test('a model is chosen, loads with its bytes, writes, and its reply stays readable', async () => {
  const { screen, models } = await open();
  await screen.getByRole('button', { name: 'Model: Built-in search' }).click();
  const dialog = screen.getByRole('dialog');
  await expect.element(dialog).toHaveTextContent(/This browser has no WebGPU/);
  await dialog.getByRole('button', { name: 'Use: Tiny' }).click();
  models.last.options.onProgress({ stage: 'downloading', loadedBytes: 1e8, totalBytes: 4e8 });
  const bar = screen.getByRole('progressbar', { name: 'Downloading: Tiny' });
  await expect.element(bar).toHaveAttribute('aria-valuetext', '100 MB of 400 MB');

  const model = new FakeModel();
  models.last.held.finish(model);
  await expect.element(screen.getByRole('button', { name: 'Model: Tiny' })).toBeVisible();
  await screen.getByRole('button', { name: 'Generate' }).click();
  const editor = screen.getByRole('textbox', { name: 'Program in Python' });
  model.last.options.onText('```python\ndef rai');
  await expect.element(editor).toHaveTextContent(/```pythondef rai/);
  model.last.held.finish(generationOf('```python\ndef raise(n):\n    return n + 1\n```'));
  await expect.element(editor).toHaveTextContent(/^def raise\(n\): return n \+ 1$/);
  await screen.getByText('full text from the model').click();
  await expect.element(screen.getByText(/valid Python that defines/)).toBeVisible();
});

test('while a model downloads the search writes, to its end, and then the model does', async () => {
  const { screen, models, modelPicker, workspace } = await open();
  void modelPicker.choose(models.offer);
  await expect.element(screen.getByRole('progressbar')).toBeVisible();
  await screen.getByRole('button', { name: 'Generate' }).click();
  await expect.element(screen.getByRole('status').filter({ hasText: 'Searching' })).toBeVisible();
  await expect.poll(() => models.searches[0]?.calls.length).toBe(1);
  const { search } = models;
  models.last.held.finish(new FakeModel());
  await expect.element(screen.getByRole('button', { name: 'Model: Tiny' })).toBeVisible();
  expect(search.isUnloaded).toBe(false);
  search.last.held.finish(generationOf('def raise(n): return n + 1'));
  await expect.poll(() => workspace.program.trim()).toBe('def raise(n): return n + 1');
  await expect.poll(() => search.isUnloaded).toBe(true);
});

test('what a search says of its program is there on the next visit, and solves no task by a model', async () => {
  const { screen, models, checker, work } = await open();
  await screen.getByRole('button', { name: 'Generate' }).click();
  await expect.poll(() => models.searches[0]?.calls.length).toBe(1);
  const { options, held } = models.search.last;
  const program = 'def raise(n): return n + 1';
  const explanation = { how: 'expression', cost: 3, words: ['raise'] } as const;
  const counts = { tried: 41, level: 3, dropped: 2, held: 12, elapsedSeconds: 1, best: null };
  options.onSearch?.(counts, { kind: 'found', program, explanation });
  held.finish(generationOf(program));
  await expect.poll(() => checker.checks.length).toBe(1);
  checker.last.held.finish(verdictOf({ status: 'passed' }));
  const list = screen.getByRole('navigation', { name: 'Task list' });
  await expect.element(list.getByRole('link').nth(0)).toHaveTextContent('Solved by search');
  screen.unmount();

  const next = fakePage([sourceOf(tasks)], undefined, work);
  await next.taskBrowser.follow();
  const later = await render(Page, { parts: next.parts });
  await later.getByRole('button', { name: /Attempt 1/ }).click();
  const behind = later.getByRole('region', { name: 'How the program was generated' });
  await expect.element(behind).toHaveTextContent('one expression that gives every expected value');
});

test('an attempt that is being written is not called broken off', async () => {
  const { screen, models, modelPicker } = await open();
  void modelPicker.choose(models.offer);
  await expect.poll(() => models.loads.length).toBe(1);
  const model = new FakeModel();
  models.last.held.finish(model);
  await expect.element(screen.getByRole('button', { name: 'Model: Tiny' })).toBeVisible();
  await screen.getByRole('button', { name: 'Generate' }).click();
  await expect.poll(() => model.calls.length).toBe(1);
  model.last.options.onText('def rai');
  const attempts = screen.getByRole('region', { name: 'Attempts' });
  await expect.element(attempts).toHaveTextContent(/Generating …/);
  await expect.element(attempts).not.toHaveTextContent(/Interrupted/);
});

test('a model that does not load says why and offers what to do', async () => {
  const { screen, models, modelPicker } = await open();
  void modelPicker.choose(models.offer);
  await expect.element(screen.getByRole('progressbar')).toBeVisible();
  models.last.held.fail(new EngineError({ kind: 'no-disk-space', neededBytes: 4e8 }));
  await expect.element(screen.getByRole('alert')).toHaveTextContent(/takes 400 MB, more than/);
  await screen.getByRole('button', { name: 'Load Tiny again' }).click();
  await screen.getByRole('button', { name: 'Cancel' }).click();
  expect(modelPicker.phase).toEqual({ kind: 'none' });
});

test('the prompt on the page is the prompt that is sent', async () => {
  const { screen, promptState, modelPicker, models } = await open();
  void modelPicker.choose(models.offer);
  await expect.poll(() => models.loads.length).toBe(1);
  models.last.held.finish(new FakeModel());
  await screen.getByText('what the model receives').click();
  await screen.getByRole('textbox', { name: 'Message' }).fill('Add one.');
  await expect.element(screen.getByText('edited by you')).toBeVisible();
  expect(promptState.request()?.prompt).toMatchObject({ messages: [{}, { content: 'Add one.' }] });
  await screen.getByRole('radio', { name: /Few-shot/ }).click();
  const text = screen.getByRole('textbox', { name: 'Text' });
  await expect.element(text).toHaveValue(expect.stringMatching(/\[BEGIN\]\n$/));
});

test('on a narrow screen the tasks are behind a button, and picking one closes them', async () => {
  await browser.viewport(380, 800);
  const { screen } = await open();
  await screen.getByRole('button', { name: 'Tasks' }).click();
  const drawer = screen.getByRole('dialog', { name: 'Tasks' });
  await drawer.getByRole('link', { name: /Double/ }).click();
  await expect.element(drawer).not.toBeInTheDocument();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(380);
});

test('a row of an own file that did not load is named', async () => {
  const { screen, taskBrowser } = await open();
  const row = JSON.stringify({ task_id: 1, text: 'Do it.', test_list: ['assert f() == 1'] });
  await taskBrowser.openFile(new File([`${row}\n{"task_id": 2}`], 'mine.jsonl'));
  await screen.getByText('1 row skipped').click();
  await expect.element(screen.getByText('Line 2: the field test_list is missing.')).toBeVisible();
});

test('a file dropped anywhere on the page is opened', async () => {
  const { screen } = await open();
  const row = JSON.stringify({ task_id: 9, text: 'Dropped.', test_list: ['assert f() == 1'] });
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([row], 'mine.jsonl'));
  const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
  screen.getByRole('main').element().dispatchEvent(drop);
  await expect.element(screen.getByRole('heading', { name: /Task 9/ })).toBeVisible();
  expect(drop.defaultPrevented).toBe(true);
});
