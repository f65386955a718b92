/** Finding tasks on the page: filters, marks, keys, and lists too long to be on it whole. */
import { beforeEach, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Task } from '../../../src/tasks/task.ts';
import Page from '../../../src/ui/page/Page.svelte';
import 'virtual:palette.css';
import '../../../src/ui/page/page.css';
import { fakePage } from '../app/fake-page.ts';
import { sourceOf, taskOf } from '../app/made-up-tasks.ts';

const few = [
  taskOf('1', 'raise'),
  { ...taskOf('2', 'lower'), tests: ["assert lower('A') == 'a'"] },
  taskOf('3', 'double'),
];
const many = Array.from({ length: 974 }, (_, at) => taskOf(String(at + 1), `f${at + 1}`));

async function open(tasks: readonly Task[] = few) {
  const fake = fakePage([sourceOf(tasks)]);
  await fake.taskBrowser.follow();
  const screen = await render(Page, { parts: fake.parts });
  await expect.element(screen.getByRole('heading', { name: /Task 1/ })).toBeVisible();
  const links = screen.getByRole('navigation', { name: 'Task list' }).getByRole('link');
  return { ...fake, screen, links };
}

beforeEach(() => browser.viewport(1280, 800));

test('a filter narrows the list, says how many it leaves, and is cleared', async () => {
  const { screen, links } = await open();
  await screen.getByText('Filter', { exact: true }).click();
  const kind = screen.getByRole('combobox', { name: 'Data' });
  await expect.element(kind.getByRole('option', { name: 'Strings (1)' })).toBeInTheDocument();
  await kind.selectOptions('Strings (1)');
  await expect.element(screen.getByText('1 of 3 tasks')).toBeVisible();
  expect(links.elements()).toHaveLength(1);
  await screen.getByRole('button', { name: 'Clear filter' }).click();
  await expect.element(screen.getByText('3 tasks', { exact: true })).toBeVisible();
});

test('a task that was solved says so in the list', async () => {
  const { links, progress } = await open();
  progress.note('starter/3', { author: 'model', isSolved: true });
  await expect.element(links.nth(2)).toHaveTextContent(/Solved by a model/);
  progress.note('starter/3', { author: 'person', isSolved: true });
  await expect.element(links.nth(2)).toHaveTextContent(/Solved by me/);
});

test('a list of 974 tasks has its rows in view on the page, and End reaches the last', async () => {
  const { screen, links } = await open(many);
  expect(links.elements().length).toBeLessThan(40);
  await screen.getByRole('searchbox').click();
  await userEvent.keyboard('{ArrowDown}{End}');
  const last = screen.getByRole('link', { name: /^974/ });
  await expect.element(last).toHaveFocus();
  await expect.element(screen.getByRole('link', { name: /^973/ })).toBeInTheDocument();
  await userEvent.keyboard('{Home}');
  await expect.element(links.first()).toHaveFocus();
});

test('keys lead to the next, the previous and a random task, but not while writing', async () => {
  const { screen, taskBrowser } = await open();
  await userEvent.keyboard('j');
  await expect.element(screen.getByRole('heading', { name: /Task 2/ })).toBeVisible();
  await userEvent.keyboard('k');
  await expect.element(screen.getByRole('heading', { name: /Task 1/ })).toBeVisible();
  await userEvent.keyboard('r');
  expect(taskBrowser.task?.id).not.toBe('1');
  await userEvent.keyboard('/');
  await expect.element(screen.getByRole('searchbox')).toHaveFocus();
  await userEvent.keyboard('j');
  await expect.element(screen.getByRole('searchbox')).toHaveValue('j');
});

test('the list of keys opens with ?, and a key that clashes is changed there', async () => {
  const { screen } = await open();
  await userEvent.keyboard('?');
  const dialog = screen.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await dialog.getByRole('button', { name: 'Change the key for “Next task”' }).click();
  await userEvent.keyboard('k');
  await expect
    .element(dialog.getByRole('status'))
    .toHaveTextContent(/already used for “Previous task”/);
  await userEvent.keyboard('n');
  await expect.element(dialog.getByRole('status')).toHaveTextContent('New key set for');
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  await userEvent.keyboard('n');
  await expect.element(screen.getByRole('heading', { name: /Task 2/ })).toBeVisible();
});

test('large type is a button that says whether it is on', async () => {
  const { screen } = await open();
  const button = screen.getByRole('button', { name: 'Large type' });
  await button.click();
  await expect.element(button).toHaveAttribute('aria-pressed', 'true');
  expect(getComputedStyle(document.documentElement).fontSize).toBe('22px');
  await button.click();
  expect(getComputedStyle(document.documentElement).fontSize).toBe('16px');
});

test('the reference shows its outline first and its code when asked', async () => {
  const { screen } = await open();
  await screen.getByText('outline first, then the code').click();
  const outline = screen.getByRole('region', { name: 'Outline of the reference' });
  await expect.element(outline).toHaveTextContent('return …');
  await screen.getByRole('button', { name: 'Show code' }).click();
  await expect
    .element(screen.getByRole('region', { name: 'Reference solution', exact: true }))
    .toHaveTextContent('return n');
});
