/** The page at a glance: what it says first, and what is in view at which width without scrolling. */
import type { Locator, Page } from 'playwright';
import { expect, test } from 'vitest';
import { faultsLightAndDark } from '../support/axe.ts';
import { useVisits } from './page-visits.ts';

const visits = useVisits();

const wrong = 'def last_word(sentence):\n    return sentence.split()[0]\n';
const claim = 'A small model writes Python in your browser; the tests decide.';

async function check(page: Page, program: string, verdict: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Program in Python' }).fill(program);
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByRole('heading', { name: verdict }).waitFor();
}

/** Whether all of it is in the window, below nothing. */
function isInView(part: Locator): Promise<boolean> {
  return part.evaluate((element) => {
    const { top, bottom, left } = element.getBoundingClientRect();
    const met = document.elementFromPoint(left + 2, (top + bottom) / 2);
    return top >= 0 && bottom <= innerHeight && met !== null && element.contains(met);
  });
}

test('the first second says what the page is; one press shows it, and Help says it again', async () => {
  const page = await visits.open('#/starter/3', { reducedMotion: 'reduce' });
  const welcome = page.getByRole('region', { name: 'What this is' });
  await welcome.getByText(claim).waitFor();
  await welcome.getByText('nothing leaves it').waitFor();
  expect(await page.locator('.button.primary').allInnerTexts()).toEqual(['Try it on this task']);
  await expect.poll(() => isInView(page.getByRole('heading', { level: 1 }))).toBe(true);
  expect(await faultsLightAndDark(page)).toEqual([]);
  await welcome.getByRole('button', { name: 'Try it on this task' }).click();
  await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();
  expect(await welcome.count()).toBe(0);

  await page.reload();
  await page.getByRole('button', { name: /^Attempt 1 Passed/ }).waitFor();
  expect(await welcome.count()).toBe(0);
  await page.getByRole('button', { name: 'Help' }).click();
  await page.getByRole('dialog', { name: 'Help' }).getByText(claim).waitFor();
  expect(await faultsLightAndDark(page)).toEqual([]);
});

test('at 1440 pixels task, code, verdict and attempts are in view; edges move and stay', async () => {
  const page = await visits.open('#/starter/3', { viewport: { width: 1440, height: 900 } });
  await page.getByText("last_word('hello')").first().waitFor();
  await check(page, wrong, '1 of 3 tests passed');
  const tests = page.getByRole('region', { name: 'Tests' });
  await tests.getByText('Expected', { exact: true }).first().waitFor();
  const parts = [
    page.getByRole('heading', { level: 1 }),
    page.getByRole('textbox', { name: 'Program in Python' }),
    page.getByRole('heading', { name: '1 of 3 tests passed' }),
    tests.getByRole('listitem').last(),
    page.getByRole('button', { name: /^Attempt 1/ }),
  ];
  // Some come late, and what is above them grows meanwhile.
  for (const part of parts) {
    await expect.poll(() => isInView(part), { message: String(part) }).toBe(true);
  }
  expect(await tests.locator('li > details[open]').count()).toBe(1);
  expect(await tests.innerText()).not.toMatch(/\d ms/);

  const edge = page.getByRole('separator', { name: 'Width of the task', exact: true });
  const widthOf = async () => (await page.locator('#problem-pane').boundingBox())?.width ?? 0;
  const before = await widthOf();
  await edge.focus();
  for (let press = 0; press < 5; press++) await page.keyboard.press('ArrowRight');
  const byKey = await widthOf();
  expect(byKey).toBeGreaterThan(before + 20);
  const box = await edge.boundingBox();
  if (!box) throw new Error('The edge has no place.');
  await page.mouse.move(box.x + box.width / 2, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + 100, box.y + 120, { steps: 4 });
  await page.mouse.up();
  const byMouse = await widthOf();
  expect(byMouse).toBeGreaterThan(byKey + 40);
  await page.reload();
  await edge.waitFor();
  await expect.poll(widthOf).toBeCloseTo(byMouse, 0);

  await page.setViewportSize({ width: 2560, height: 1440 });
  const right = await page.locator('.tests').first().boundingBox();
  expect((right?.x ?? 0) + (right?.width ?? 0)).toBeGreaterThan(0.95 * 2560);
  const middleOf = async () => {
    const { x, width } = (await edge.boundingBox()) ?? { x: 0, width: 0 };
    return x + width / 2;
  };
  const middle = await middleOf();
  await page.mouse.move(middle, 200);
  await page.mouse.down();
  await page.mouse.move(middle + 150, 200, { steps: 4 });
  await page.mouse.up();
  expect(Math.abs((await middleOf()) - middle - 150)).toBeLessThan(2);

  await page.getByRole('button', { name: 'Large type' }).click();
  const list = page.getByRole('separator', { name: 'Width of the task list' });
  await list.press('End');
  for (const width of [820, 1000]) {
    await page.setViewportSize({ width, height: 900 });
    expect((await page.locator('header').boundingBox())?.height).toBe(56);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await expect.poll(() => list.getAttribute('aria-valuetext')).toBe('34% of the window');
    const pane = await page.locator('#task-pane').boundingBox();
    expect((pane?.width ?? 0) / width).toBeCloseTo(0.34, 2);
  }
});

test('on a phone the verdict comes into view, a bar leads to each part, and places have names', async () => {
  const page = await visits.open('#/starter/3', { viewport: { width: 380, height: 800 } });
  await page.getByText("last_word('hello')").first().waitFor();
  for (const name of ['Playground', 'Evaluation']) {
    expect(await page.getByRole('link', { name }).innerText()).toContain(name);
  }
  await check(page, wrong, '1 of 3 tests passed');
  const verdict = page.getByRole('heading', { name: '1 of 3 tests passed' });
  await expect.poll(() => isInView(verdict)).toBe(true);
  const bar = page.getByRole('navigation', { name: 'Parts of the page' });
  const parts = [
    // Not the editor: a keyboard would come up over what is to be read.
    ['Code', page.getByText('sentence.split()[0]').first(), 'Program'],
    ['Tests 1 of 3', verdict, 'verdict'],
    ['Attempts 1', page.getByRole('heading', { name: 'Attempts' }), 'attempts-title'],
    ['Task', page.getByRole('heading', { level: 1 }), 'problem-title'],
  ] as const;
  const focused = () =>
    page.evaluate(() => document.activeElement?.id || document.activeElement?.ariaLabel);
  for (const [name, part, begin] of parts) {
    await bar.getByRole('button', { name, exact: true }).click();
    await expect.poll(() => isInView(part), { message: name }).toBe(true);
    expect(await focused()).toBe(begin);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(380);
  // In a window as tall as the page the bar covers nothing, not even for the moment.
  await page.setViewportSize({ width: 380, height: 3000 });
  expect(await faultsLightAndDark(page)).toEqual([]);
});
