/** What a person sees of predictions: of a task that asks for one, and of any other that can be asked. */
import { beforeEach, expect, test } from 'vitest';
import { page as browser } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Page from '../../../src/ui/page/Page.svelte';
import 'virtual:palette.css';
import '../../../src/ui/page/page.css';
import { fakePage } from '../app/fake-page.ts';
import { resultOf, verdictOf } from '../app/fake-checker.ts';
import { sourceOf, taskOf } from '../app/made-up-tasks.ts';

const asks = { kind: 'output', call: 'raise("a")', value: "'abc'", shows: 'code' } as const;
const task = { ...taskOf('sample_797', 'raise'), tests: [], challengeTests: [], asks };

async function open() {
  const fake = fakePage([sourceOf([task])]);
  await fake.taskBrowser.follow();
  fake.workspace.edit('abc');
  const screen = await render(Page, { parts: fake.parts });
  await expect.element(screen.getByRole('heading', { name: 'Your answer' })).toBeVisible();
  return { ...fake, screen };
}

beforeEach(() => browser.viewport(1280, 800));

test('the settings of the search, which writes no answers, are not shown', async () => {
  const { screen } = await open();
  await expect.element(screen.getByText(/writes functions that pass tests/)).toBeVisible();
  expect(screen.getByText('Shown tests').elements()).toEqual([]);
  expect(screen.getByText(/The search builds programs/).elements()).toEqual([]);
});

test('a slip in how the answer is written is named, and gives nothing away', async () => {
  const { screen, checker } = await open();
  await screen.getByRole('button', { name: 'Check' }).click();
  const exception = { type: 'ValueError', message: 'malformed node', line: null, traceback: '' };
  const fields = { expected: "'abcd'", got: 'abc', exception };
  checker.last.held.finish(
    verdictOf({
      status: 'syntax-error',
      tests: [resultOf('raise("a")', { outcome: 'syntax-error', ...fields })],
    }),
  );
  await expect.element(screen.getByText(/Write text in quotes: 'abc'/)).toBeVisible();
  await expect.element(screen.getByRole('region', { name: 'Tests' })).toBeVisible();
  expect(screen.getByText(/malformed node/).elements()).toEqual([]);
  expect(screen.getByText("'abcd'").elements()).toEqual([]);
});

test('the list has room for ids that are words', async () => {
  const { screen } = await open();
  const link = screen.getByRole('navigation', { name: 'Task list' }).getByRole('link').element();
  const id = link.querySelector('.id');
  expect(id?.textContent).toBe('sample_797');
  expect(id?.scrollWidth).toBeLessThanOrEqual(id?.clientWidth ?? 0);
});

test('a task without a reference says that nobody knows what it returns', async () => {
  const fake = fakePage([sourceOf([{ ...taskOf('1', 'raise'), referenceCode: '' }])]);
  await fake.taskBrowser.follow();
  const screen = await render(Page, { parts: fake.parts });
  await screen.getByRole('button', { name: 'Predict what it returns' }).click();
  const dialog = screen.getByRole('dialog', { name: 'Predict' });
  await expect.element(dialog.getByText(/has no reference solution/)).toBeVisible();
  expect(dialog.getByRole('textbox').elements()).toEqual([]);
});

test('code to complete is asked about by calls that a person types', async () => {
  const codePrompt = 'def raise(n):\n    """Raise a number."""\n';
  const referenceCode = `${codePrompt}    return n + 1\n`;
  const tests = ['def check(f):\n    assert f(1) == 2\ncheck(raise)'];
  const complete = { ...taskOf('1', 'raise'), functionName: 'raise', codePrompt, referenceCode };
  const fake = fakePage([sourceOf([{ ...complete, text: 'Raise a number.', tests }])]);
  await fake.taskBrowser.follow();
  const screen = await render(Page, { parts: fake.parts });
  await screen.getByRole('button', { name: 'Predict what it returns' }).click();
  const dialog = screen.getByRole('dialog', { name: 'Predict' });
  await expect.element(dialog.getByText(/Type a call of your own/)).toBeVisible();
  await dialog.getByRole('textbox', { name: 'A call of your own' }).fill('other()');
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect.element(dialog.getByText(/such as raise\(1\)/)).toBeVisible();
  await dialog.getByRole('textbox', { name: 'A call of your own' }).fill('raise(4)');
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect.element(dialog.getByText('raise(4) == ??')).toBeVisible();
  // Neither the code nor tests that hold answers, but what is to be done.
  await dialog.getByLabelText('Shown with the call').selectOptions('text-and-tests');
  await expect.element(dialog.getByText('Raise a number.', { exact: true })).toBeVisible();
  await expect.element(dialog.getByText('The task has no other tests.')).toBeVisible();
  expect(dialog.getByRole('region', { name: 'The function' }).elements()).toEqual([]);
});
