/** What stands over the page for those who use it by keyboard, or take the tour. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Page from '../../../src/ui/page/Page.svelte';
import PointerSpot from '../../../src/ui/classroom/projector/PointerSpot.svelte';
import 'virtual:palette.css';
import '../../../src/ui/page/page.css';
import { fakePage } from '../app/fake-page.ts';
import { sourceOf, taskOf } from '../app/made-up-tasks.ts';

async function open() {
  const fake = fakePage([sourceOf([taskOf('1', 'raise'), taskOf('2', 'lower')])]);
  await fake.taskBrowser.follow();
  const screen = await render(Page, { parts: fake.parts });
  const list = screen.getByRole('navigation', { name: 'Task list' });
  await expect.element(list.getByRole('link').first()).toBeVisible();
  return { ...fake, screen, list };
}

const help = () => document.querySelector<HTMLElement>('[popover][role="status"]');

beforeEach(() => browser.viewport(1280, 800));
afterEach(() => document.documentElement.removeAttribute('dir'));

/** With the keys of the task list told. */
async function withKeyHelp() {
  const opened = await open();
  await userEvent.keyboard('{Tab}');
  const [first, second] = opened.list.getByRole('link').elements() as HTMLElement[];
  first?.focus();
  // It is fetched with the first press of Tab.
  await expect.poll(() => help()?.textContent ?? '', { timeout: 20_000 }).toContain('Enter opens');
  return { ...opened, first, second };
}

test('the keys of a place are told once while the focus is in it, and Escape takes them away', async () => {
  const { first, second } = await withKeyHelp();
  const told = help();
  second?.focus();
  await expect.poll(() => document.activeElement).toBe(second);
  expect(help()).toBe(told);
  await userEvent.keyboard('{Escape}');
  await expect.poll(help).toBe(null);
  first?.focus();
  await new Promise((resolve) => requestAnimationFrame(() => resolve(null)));
  expect(help()).toBe(null);
});

test('read from the right, the keys are told below their place as well', async () => {
  document.documentElement.dir = 'rtl';
  const { first } = await withKeyHelp();
  const region = first?.closest('[data-keys]')?.getBoundingClientRect();
  await expect
    .poll(() => {
      const box = help()?.getBoundingClientRect();
      return box && region && box.left >= region.left - 30 && box.right <= region.right + 30;
    })
    .toBe(true);
});

test('read from the right, the spot is where the pointer is', async () => {
  document.documentElement.dir = 'rtl';
  const { container } = await render(PointerSpot, { isOn: true });
  window.dispatchEvent(new PointerEvent('pointermove', { clientX: 300, clientY: 200 }));
  await expect
    .poll(() => {
      const box = container.querySelector('.spot')?.getBoundingClientRect();
      return box && Math.round(box.left + box.width / 2);
    })
    .toBe(300);
});

test('a tour that is over is not offered again, and frames what comes later', async () => {
  const { screen, presentation } = await open();
  await presentation.restore(() => Promise.resolve(false));
  const offer = screen.getByRole('button', { name: 'Take the tour' });
  await expect.element(offer).toBeVisible();
  const part = document.querySelector('[data-tour="task"]');
  part?.removeAttribute('data-tour');
  await offer.click();
  await expect.element(screen.getByText('Step 1 of 6')).toBeVisible();
  expect(document.querySelector('[data-toured]')).toBe(null);
  part?.setAttribute('data-tour', 'task');
  document.body.append(document.createElement('i'));
  await expect.poll(() => part?.hasAttribute('data-toured')).toBe(true);
  await screen.getByRole('button', { name: 'End tour' }).click();
  expect(presentation.isTouring).toBe(false);
  await expect.element(screen.getByText('Step 1 of 6')).not.toBeInTheDocument();
  expect(offer.elements()).toEqual([]);
});
