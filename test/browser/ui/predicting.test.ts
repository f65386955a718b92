/** What a person sees of a task that asks for a prediction instead of a program. */
import { beforeEach, expect, test } from 'vitest';
import { page as browser } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Page from '../../../src/ui/page/Page.svelte';
import 'virtual:palette.css';
import '../../../src/ui/page/page.css';
import { fakePage, resultOf, sourceOf, taskOf, verdictOf } from '../app/fakes.ts';

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
