/** Hints to a task: one at a time, counted, stored, and none for who wants none. */
import { beforeEach, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Page from '../../../src/ui/page/Page.svelte';
import 'virtual:palette.css';
import '../../../src/ui/page/page.css';
import { WorkDatabase } from '../../../src/app/work/work-database.ts';
import { WorkStore } from '../../../src/app/work/work-store.svelte.ts';
import { fakePage } from '../app/fake-page.ts';
import { sourceOf, taskOf } from '../app/made-up-tasks.ts';

const referenceCode = 'def raise(n):\n    return n + 1';
const tasks = [{ ...taskOf('1', 'raise'), referenceCode }, taskOf('2', 'lower')];

async function open(database = new WorkDatabase({ name: crypto.randomUUID() })) {
  const fake = fakePage([sourceOf(tasks)], undefined, new WorkStore(database), database);
  await fake.taskBrowser.follow();
  const screen = await render(Page, { parts: fake.parts });
  const summary = screen.getByText(/^Hints/);
  await expect.element(summary).toBeVisible();
  const button = (name: string) => screen.getByRole('button', { name, exact: true });
  return { ...fake, screen, summary, button, database };
}

beforeEach(() => browser.viewport(1280, 800));

test('each press opens one more hint, and the focus is where it begins', async () => {
  const { screen, summary, button, database } = await open();
  await summary.click();
  button('First hint').element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByText(/goes through the values in a loop/)).toBeVisible();
  expect(document.activeElement?.textContent).toContain('What kind of task it is');
  await expect.element(screen.getByText('1 of 5 opened')).toBeVisible();
  await button('Next hint').click();
  await expect.element(screen.getByText('how many items there are')).toBeVisible();
  await button('Next hint').click();
  await expect.element(screen.getByRole('region', { name: 'Its outline' })).toBeVisible();
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Hint: Its outline');
  await button('Next hint').click();
  await button('Next hint').click();
  await expect
    .element(screen.getByRole('region', { name: 'The whole solution' }))
    .toHaveTextContent('return n + 1');
  await expect.element(screen.getByText('You have opened every hint.')).toBeVisible();
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Hint: The whole solution');
  expect(button('Next hint').query()).toBeNull();
  await expect.poll(() => database.setting('clues-seen')).toEqual({ 'starter/1': 5 });
});

test('what was opened is open on the next visit, and comes back from a file of work', async () => {
  const first = await open();
  await first.summary.click();
  await first.button('First hint').click();
  await first.button('Next hint').click();
  await expect.poll(() => first.database.setting('clues-seen')).toEqual({ 'starter/1': 2 });
  const file = new Blob([JSON.stringify(await first.work.export())]);
  await first.screen.unmount();

  const again = await open(first.database);
  await expect.element(again.screen.getByText('2 of 5 opened')).toBeVisible();
  await again.screen.unmount();

  const elsewhere = await open();
  await elsewhere.work.import(file);
  await expect.element(elsewhere.screen.getByText('2 of 5 opened')).toBeVisible();
  await expect.element(elsewhere.screen.getByText(/2 opened hints/)).toBeVisible();
  await elsewhere.work.forget();
  await expect.element(elsewhere.screen.getByText('2 of 5 opened')).not.toBeInTheDocument();
});

test('who wants none has none, on the next visit too, until they ask for them', async () => {
  const first = await open();
  await first.summary.click();
  await first.button('First hint').click();
  await first.button('No hints for me').click();
  await expect.element(first.screen.getByText('Hints are off.')).toBeVisible();
  expect(first.screen.getByText(/goes through the values/).query()).toBeNull();
  await first.screen.unmount();

  const again = await open(first.database);
  await again.summary.click();
  await again.button('Turn hints on').click();
  await expect.element(again.screen.getByText(/goes through the values/)).toBeVisible();
});

test('the reference itself counts as all of them', async () => {
  const { screen, button, database } = await open();
  await screen.getByText(/^Reference solution/).click();
  await button('Show code').click();
  await expect.element(screen.getByText('5 of 5 opened')).toBeVisible();
  await expect.poll(() => database.setting('clues-seen')).toEqual({ 'starter/1': 5 });
});
