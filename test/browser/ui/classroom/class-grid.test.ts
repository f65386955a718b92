/** The grid of a class's work over doubles of what is below the page: its cells, keys and layout. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cdp, type Locator, page as browser, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { newAttempt } from '../../../../src/app/work/records.ts';
import Page from '../../../../src/ui/page/Page.svelte';
import 'virtual:palette.css';
import '../../../../src/ui/page/page.css';
import { fakePage } from '../../app/fake-page.ts';
import { sourceOf, taskOf } from '../../app/made-up-tasks.ts';

const names = ['raise', 'lower', 'double', 'halve'];
const tasks = names.map((name, at) => taskOf(String(at + 1), name));
const devtools = cdp() as unknown as { send(method: string, values: object): Promise<unknown> };

async function open(files: readonly File[], all = tasks) {
  const fake = fakePage([sourceOf(all)]);
  await fake.taskBrowser.follow();
  const screen = await render(Page, { parts: fake.parts });
  fake.bar.go('#/class/work');
  await expect.element(screen.getByRole('button', { name: 'Add work files' })).toBeVisible();
  await userEvent.upload(screen.getByLabelText('Work files of pupils'), [...files]);
  const grid = screen.getByRole('grid', { name: 'At a glance' });
  await expect.element(grid).toBeVisible();
  return { ...fake, screen, grid };
}

/** A row or so in each frame, of which a busy machine has few. */
async function isDrawn(grid: Locator, cells: number) {
  const drawn = () => grid.element().querySelectorAll('[data-row]').length;
  await expect.poll(drawn, { timeout: 30_000 }).toBe(cells);
}

const attempt = (task: string, status: 'passed' | 'failed-assertion', program = 'wrong') => ({
  ...newAttempt(task),
  ...{ program, status, testsPassed: 1, testsCount: 2 },
});

function workFile(name: string, attempts: readonly unknown[], hints: object = {}) {
  const settings = [{ name: 'clues-seen', value: hints }];
  const content = { format: 'synthpad-memory', version: 1, programs: [], attempts, settings };
  return new File([JSON.stringify(content)], name, { type: 'application/json' });
}

const three = () => [
  workFile(
    'ann.json',
    [1, 2, 3, 4].map(() => attempt('starter/3', 'failed-assertion')),
    {
      'starter/3': 2,
    },
  ),
  workFile('ben.json', [
    attempt('starter/1', 'passed', 'def raise_(n):\n    return n + 1'),
    attempt('starter/3', 'passed'),
  ]),
  workFile('cleo.json', [
    attempt('starter/1', 'failed-assertion', 'first try'),
    attempt('mbpp/2', 'passed'),
  ]),
];

beforeEach(async () => {
  await browser.viewport(1280, 900);
});

afterEach(async () => {
  await devtools.send('Emulation.setEmulatedMedia', { media: '' });
});

test('each cell says who came how far with what, and Enter shows what was written', async () => {
  const { screen, grid } = await open(three());
  const cells = grid.getByRole('gridcell').and(grid.getByLabelText(/, task /));
  await expect.poll(() => cells.elements().length).toBe(9);
  const labels = cells.elements().map((cell) => cell.getAttribute('aria-label'));
  expect(labels).toContain('ann, task 3: 4 attempts, not solved, 2 hints');
  expect(labels).toContain('ben, task 3: 1 attempt, solved');
  expect(labels).toContain('cleo, task 3: not started');
  const heads = grid
    .getByRole('columnheader')
    .elements()
    .map((head) => head.textContent?.trim());
  expect(heads.some((head) => head?.includes('Double a number.'))).toBe(true);
  await expect
    .element(screen.getByText('“MBPP” is not on this device, so its tasks have numbers only.'))
    .toBeVisible();

  const cell = grid.getByRole('gridcell', { name: 'cleo, task 1: 1 attempt, not solved' });
  cell.element().focus();
  await userEvent.keyboard('{Enter}');
  const dialog = screen.getByRole('dialog', { name: 'cleo, task 1' });
  await expect.element(dialog).toHaveTextContent('Raise a number.');
  await expect.element(dialog).toHaveTextContent('1 of 2 tests passed (as the file says)');
  await expect
    .element(dialog.getByRole('region', { name: /Program/ }))
    .toHaveTextContent('first try');
  expect(dialog.getByRole('textbox').elements()).toEqual([]);
  await userEvent.keyboard('{Escape}');
  await expect.element(cell).toHaveFocus();
  await grid.getByRole('gridcell', { name: 'ann, task 1: not started' }).click();
  await expect
    .element(screen.getByText('The file has no program by the pupil for this task.'))
    .toBeVisible();
});

test('one cell is in the Tab order, and the arrows move from it', async () => {
  const { grid } = await open(three());
  await isDrawn(grid, 9);
  const inTabOrder = () => [...grid.element().querySelectorAll<HTMLElement>('[tabindex="0"]')];
  expect(inTabOrder().length).toBe(1);
  inTabOrder()[0]?.focus();
  await userEvent.keyboard('{ArrowDown}{ArrowRight}');
  const focused = () => document.activeElement?.getAttribute('aria-label');
  expect(focused()).toBe('ben, task 3: 1 attempt, solved');
  await userEvent.keyboard('{Control>}{End}{/Control}');
  expect(focused()).toBe('cleo, task 2: 1 attempt, solved');
  expect(inTabOrder()).toEqual([document.activeElement]);
});

test('rows are put in order by what was solved', async () => {
  const { screen, grid } = await open(three());
  const files = () =>
    [...grid.element().querySelectorAll('tbody th')].map((head) => head.textContent?.trim());
  await expect.poll(files).toEqual(['ann', 'ben', 'cleo']);
  const order = screen.getByRole('combobox', { name: 'Order' });
  await order.selectOptions('Most solved first');
  await expect.poll(files).toEqual(['ben', 'cleo', 'ann']);
  await order.selectOptions('Fewest solved first');
  await expect.poll(files).toEqual(['ann', 'cleo', 'ben']);
});

test('rows that change places under the keyboard take the focus along', async () => {
  const { screen, grid } = await open(three());
  await isDrawn(grid, 9);
  const order = screen.getByRole('combobox', { name: 'Order' }).element();
  if (!(order instanceof HTMLSelectElement)) throw new Error('The order is no list.');
  /** As where a check or a new file changes the order: nothing is pressed. */
  const reorder = (to: string) => {
    order.value = to;
    order.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const held = 'ann, task 3: 4 attempts, not solved, 2 hints';
  grid.getByRole('gridcell', { name: held }).element().focus();
  const first = () => grid.element().querySelector('tbody th')?.textContent?.trim();
  for (const [to, top] of [
    ['most-solved', 'ben'],
    ['least-solved', 'ann'],
    ['most-solved', 'ben'],
  ] as const) {
    reorder(to);
    await expect.poll(first).toBe(top);
    const focused = () => document.activeElement?.getAttribute('aria-label');
    await expect.poll(focused).toBe(held);
    const inTabOrder = [...grid.element().querySelectorAll('[tabindex="0"]')];
    expect(inTabOrder).toEqual([document.activeElement]);
  }
});

const many = Array.from({ length: 50 }, (_, at) => taskOf(String(at + 1), `change${at}`));

function bigClass() {
  return Array.from({ length: 25 }, (_, pupil) =>
    workFile(
      `pupil ${pupil + 1}.json`,
      many.flatMap(({ id }) =>
        Array.from({ length: 3 }, () => attempt(`starter/${id}`, 'failed-assertion')),
      ),
    ),
  );
}

test('on a phone the grid scrolls within itself, and head and names stay', async () => {
  await browser.viewport(380, 700);
  const { grid } = await open(bigClass(), many);
  await isDrawn(grid, 25 * 50);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(380);
  const scroller = grid.element().parentElement;
  if (!scroller) throw new Error('The grid has no place to scroll in.');
  expect(scroller.scrollWidth).toBeGreaterThan(scroller.clientWidth);
  const cell = grid.element().querySelector<HTMLElement>('[data-row="20"][data-column="40"]');
  cell?.focus();
  const box = (element: Element | null | undefined) => {
    if (!element) throw new Error('There is no such element.');
    return element.getBoundingClientRect();
  };
  const name = box(cell?.parentElement?.querySelector('th'));
  const head = box(grid.element().querySelector('thead'));
  const frame = box(scroller);
  expect(name.left).toBeCloseTo(frame.left, 0);
  expect(head.top).toBeCloseTo(frame.top, 0);
  expect(box(cell).left).toBeGreaterThanOrEqual(name.right - 1);
  expect(box(cell).top).toBeGreaterThanOrEqual(head.bottom - 1);
  expect(box(cell).bottom).toBeLessThanOrEqual(frame.bottom + 1);
});

test('a class of 25 with 50 tasks is drawn in turns', async () => {
  const drawnAtOnce: number[] = [];
  const cellsIn = (node: Node) =>
    node instanceof Element ? node.querySelectorAll('[data-row]').length : 0;
  const observer = new MutationObserver((records) => {
    const added = records.flatMap(({ addedNodes }) => [...addedNodes]).map(cellsIn);
    drawnAtOnce.push(added.reduce((sum, cells) => sum + cells, 0));
  });
  observer.observe(document.body, { childList: true, subtree: true });
  const { grid } = await open(bigClass(), many);
  await isDrawn(grid, 25 * 50);
  observer.disconnect();
  const all = drawnAtOnce.reduce((sum, cells) => sum + cells, 0);
  expect(all).toBeGreaterThanOrEqual(25 * 50);
  expect(Math.max(...drawnAtOnce)).toBeLessThanOrEqual(150);
});

test('on paper the marks tell states apart without colours, and all of them are there', async () => {
  const { grid } = await open(bigClass(), many);
  await isDrawn(grid, 25 * 50);
  await devtools.send('Emulation.setEmulatedMedia', { media: 'print' });
  const scroller = grid.element().parentElement;
  expect(scroller?.scrollWidth).toBeLessThanOrEqual((scroller?.clientWidth ?? 0) + 1);
  const cell = grid.element().querySelector<HTMLElement>('[data-row] svg');
  expect(cell?.getBoundingClientRect().width).toBeGreaterThan(6);
});

test('paper that has not all tasks says which, and over what its sums are', async () => {
  const tasks = Array.from({ length: 70 }, (_, at) => taskOf(String(at + 1), `change${at}`));
  const tried = tasks.map(({ id }) => attempt(`starter/${id}`, 'failed-assertion'));
  const { grid } = await open([workFile('ann.json', tried)], tasks);
  await isDrawn(grid, 60);
  const part = browser.getByText('Tasks 1 to 60 of 70.');
  await expect.element(part).not.toBeVisible();
  await devtools.send('Emulation.setEmulatedMedia', { media: 'print' });
  await expect.element(part).toBeVisible();
});
