/** The projector view over doubles of what is below the page: what it shows, its keys, its type. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { keyHolderOf } from '../../../../src/ui/classroom/projector/key-holder.ts';
import Page from '../../../../src/ui/page/Page.svelte';
import 'virtual:palette.css';
import '../../../../src/ui/page/page.css';
import { fakePage } from '../../app/fake-page.ts';
import { resultOf, verdictOf } from '../../app/fake-checker.ts';
import { sourceOf, taskOf } from '../../app/made-up-tasks.ts';

const tasks = [taskOf('1', 'raise'), taskOf('2', 'lower')];
const program = 'def raise_(n):\n    return n\n';

async function open(text = program, all = tasks) {
  const fake = fakePage([sourceOf(all)]);
  await fake.taskBrowser.follow();
  fake.workspace.edit(text);
  const screen = await render(Page, { parts: fake.parts });
  await screen.getByRole('button', { name: 'In front of a class' }).click();
  await screen.getByRole('button', { name: 'Projector view' }).click();
  await expect.element(screen.getByRole('main', { name: 'Projector view' })).toBeVisible();
  return { ...fake, screen };
}

const pixels = (selector: string) => {
  const element = document.querySelector(selector);
  return element ? parseFloat(getComputedStyle(element).fontSize) : 0;
};

/** In a window of this size: filling the screen is for the walk over the built site. */
beforeEach(async () => {
  await browser.viewport(1920, 1080);
  vi.spyOn(Element.prototype, 'requestFullscreen').mockRejectedValue(new TypeError('refused'));
});

afterEach(() => vi.restoreAllMocks());

test('the view has the task, the program and the verdict, and Escape leads back', async () => {
  const { screen } = await open();
  const main = screen.getByRole('main');
  await expect.element(main).toHaveTextContent('Write a function to raise a number.');
  await expect.element(main.getByRole('region', { name: 'Program' })).toHaveTextContent('return n');
  await expect.element(main.getByRole('region', { name: 'Verdict' })).toBeVisible();
  expect(screen.getByRole('banner').elements()).toEqual([]);
  expect(screen.getByRole('searchbox').elements()).toEqual([]);
  await userEvent.keyboard('{Escape}');
  await expect.element(screen.getByRole('textbox', { name: 'Program in Python' })).toBeVisible();
  expect(document.documentElement.style.fontSize).toBe('');
});

test('a search is heard once, and how far it is can be read beside that', async () => {
  const { attemptSession, models, screen } = await open('');
  void attemptSession.generate();
  const verdict = screen.getByRole('region', { name: 'Verdict' });
  await expect.poll(() => models.searches[0]?.calls.length).toBe(1);
  const { options } = models.search.last;
  const heard = verdict.getByRole('status');
  for (const [tried, text] of [
    [4100, '4,100 programs tried'],
    [8200, '8,200 programs tried'],
  ] as const) {
    const counts = { tried, level: 9, dropped: 0, held: 0, elapsedSeconds: 0, best: null };
    options.onSearch?.(counts, null);
    await expect.element(verdict.getByText(text)).toBeVisible();
    expect(heard.element().textContent.trim()).toBe('Searching …');
  }
});

test('the keys check and show the verdict as it comes', async () => {
  const { checker, screen } = await open();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  const verdict = screen.getByRole('region', { name: 'Verdict' });
  await expect.element(verdict.getByRole('status')).toHaveTextContent('Checking …');
  checker.last.held.finish(
    verdictOf({
      status: 'failed-assertion',
      tests: [resultOf('assert raise(1) == 2', { outcome: 'failed-assertion' })],
    }),
  );
  await expect.element(verdict.getByRole('heading')).toHaveTextContent('0 of 1 test passed');
});

test('Page Down and Page Up go to the neighbouring tasks', async () => {
  const { screen, bar } = await open();
  await userEvent.keyboard('{PageDown}');
  await expect.element(screen.getByRole('heading', { name: /Task 2/ })).toBeVisible();
  expect(bar.hash).toBe('#/starter/2');
  await userEvent.keyboard('{PageUp}');
  await expect.element(screen.getByRole('heading', { name: /Task 1/ })).toBeVisible();
});

test('where a test wraps, a text in quotes moves on as a whole', async () => {
  await browser.viewport(900, 640);
  const calls = Array.from(
    { length: 4 },
    (_, at) => `assert raise_('${'a '.repeat(at)}cherry and apple pie') == 'apple pie'`,
  );
  const { screen } = await open(program, [{ ...taskOf('1', 'raise'), tests: calls }]);
  const list = screen.getByRole('region', { name: 'Verdict' }).getByRole('list');
  await expect.element(list).toHaveTextContent(/cherry/);
  const codes = [...list.element().querySelectorAll('summary code')];
  const lineHeight = parseFloat(getComputedStyle(codes[0] ?? document.body).lineHeight);
  const isWrapped = (code: Element) => code.getBoundingClientRect().height > 1.5 * lineHeight;
  await expect.poll(() => codes.filter(isWrapped).length).toBeGreaterThan(1);
  const texts = codes.flatMap(({ firstChild }) => {
    const source = firstChild?.nodeValue ?? '';
    return [...source.matchAll(/'[^']*pie'/g)].map(({ index, 0: { length } }) => {
      const range = document.createRange();
      range.setStart(firstChild ?? document, index);
      range.setEnd(firstChild ?? document, index + length);
      return range;
    });
  });
  expect(texts.length).toBe(8);
  const lines = texts.map((range) => new Set([...range.getClientRects()].map(({ top }) => top)));
  expect(lines.map(({ size }) => size)).toEqual(lines.map(() => 1));
});

test('arrows and a press mark a line', async () => {
  const { screen } = await open();
  const code = screen.getByRole('region', { name: 'Program' });
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  const marked = code.getByRole('listitem').nth(1);
  await expect.element(marked).toHaveAttribute('aria-current', 'step');
  await marked.click();
  await expect.element(marked).not.toHaveAttribute('aria-current');
});

test('code is at least 30 pixels high on a projector', async () => {
  await open();
  await expect.poll(() => pixels('.code ol')).toBeGreaterThanOrEqual(30);
  expect(pixels('.code ol')).toBeLessThanOrEqual(54);
});

test('long code is smaller, until all of it is in view', async () => {
  const lines = Array.from({ length: 30 }, (_, index) => `    a${index} = ${index}\n`).join('');
  const { screen } = await open(`def raise_(n):\n${lines}`);
  await expect.poll(() => pixels('.code ol')).toBeGreaterThanOrEqual(20);
  await expect.poll(() => pixels('.code ol')).toBeLessThan(30);
  const code = screen.getByRole('region', { name: 'Program' }).element();
  expect(code.scrollHeight).toBeLessThanOrEqual(code.clientHeight + 1);
});

test('the pointer follows the mouse while it is on, and shows while something is pressed', async () => {
  const { screen } = await open();
  const spots = () => document.querySelectorAll('.spot').length;
  const move = (type: string) =>
    dispatchEvent(new PointerEvent(type, { clientX: 300, clientY: 200 }));
  move('pointermove');
  expect(spots()).toBe(0);
  move('pointerdown');
  await expect.poll(spots).toBe(1);
  move('pointerup');
  await expect.poll(spots).toBe(0);
  await screen.getByRole('button', { name: 'Pointer' }).click();
  move('pointermove');
  await expect
    .poll(() => document.querySelector<HTMLElement>('.spot')?.style.translate)
    .toBe('300px 200px');
  document.documentElement.dir = 'rtl';
  const place = document.querySelector('.spot')?.getBoundingClientRect();
  document.documentElement.dir = '';
  expect(place && place.left + place.width / 2).toBeCloseTo(300, 0);
});

test('while the program is typed, the keys of a clicker move in it; after that they lead on', async () => {
  const { screen, bar, workspace } = await open();
  await screen.getByRole('button', { name: 'Edit the program' }).click();
  const editor = screen.getByRole('textbox', { name: 'Program in Python' });
  await editor.click();
  await userEvent.keyboard('{PageDown}# at the end');
  expect(workspace.program.trimEnd()).toBe(`${program}# at the end`);
  await userEvent.keyboard('{PageUp}# at the start ');
  expect(workspace.program).toMatch(/^# at the start /);
  expect(bar.hash).not.toBe('#/starter/2');
  await expect.element(editor).toBeVisible();
  await userEvent.keyboard('{Escape}{PageDown}');
  await expect.element(screen.getByRole('heading', { name: /Task 2/ })).toBeVisible();
});

test('where the browser ends full screen while the program is edited, the view stays', async () => {
  const { screen } = await open();
  let full: Element | null = document.documentElement;
  vi.spyOn(document, 'fullscreenElement', 'get').mockImplementation(() => full);
  document.dispatchEvent(new Event('fullscreenchange'));
  await screen.getByRole('button', { name: 'Edit the program' }).click();
  await expect.element(screen.getByRole('textbox', { name: 'Program in Python' })).toBeVisible();
  full = null;
  document.dispatchEvent(new Event('fullscreenchange'));
  await expect.element(screen.getByRole('region', { name: 'Program' })).toBeVisible();
  await expect.element(screen.getByRole('main', { name: 'Projector view' })).toBeVisible();
});

test('a key that is held takes one step', async () => {
  const { screen, bar } = await open();
  dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', repeat: true }));
  dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown' }));
  const code = screen.getByRole('region', { name: 'Program' });
  await expect.element(code.getByRole('listitem').first()).toHaveAttribute('aria-current', 'step');
  expect(bar.hash).not.toBe('#/starter/2');
});

const holders = [
  ['<input type="text">', 'text'],
  ['<input>', 'text'],
  ['<input type="number">', 'text'],
  ['<textarea></textarea>', 'text'],
  ['<div contenteditable="true"></div>', 'text'],
  ['<input type="checkbox">', 'view'],
  ['<input type="file">', 'view'],
  ['<button></button>', 'view'],
  ['<input type="radio">', 'arrows'],
  ['<input type="range">', 'arrows'],
  ['<select></select>', 'arrows'],
  ['<div role="region" tabindex="0"></div>', 'arrows'],
] as const;

test.each(holders)('%s leaves a clicker all keys but its own', (markup, holder) => {
  const place = document.createElement('div');
  place.innerHTML = markup;
  expect(keyHolderOf(place.firstElementChild, null)).toBe(holder);
});

test('a clicker goes on while a choice has the focus', async () => {
  const { screen, bar } = await open();
  bar.go('#/class/paper');
  const choice = screen.getByRole('combobox', { name: 'What to print' });
  await expect.element(choice).toBeVisible();
  choice.element().focus();
  await userEvent.keyboard('{PageDown}');
  await expect.poll(() => bar.hash).toBe('#/starter/2');
});
