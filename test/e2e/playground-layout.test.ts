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

test('the next task begins at its statement, on a phone and on a laptop', async () => {
  const page = await visits.open('#/starter/3', { viewport: { width: 1366, height: 768 } });
  await page.getByText("last_word('hello')").first().waitFor();
  const right = 'def last_word(sentence):\n    return sentence.split()[-1]\n';
  const title = page.getByRole('heading', { level: 1 });
  for (const [width, height] of [
    [1366, 768],
    [380, 800],
  ] as const) {
    await page.setViewportSize({ width, height });
    await check(page, right, 'All 3 tests passed');
    const next = page.getByRole('link', { name: 'On to the next task' });
    await next.scrollIntoViewIfNeeded();
    await page.evaluate(() => scrollBy(0, 200));
    await next.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => title.innerText()).toContain('Task 4');
    await expect.poll(() => isInView(title)).toBe(true);
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    expect(await focused.getAttribute('aria-label')).toBe('Previous task');
    await page.keyboard.press('Enter');
    await expect.poll(() => title.innerText()).toContain('Task 3');
    await page.getByRole('button', { name: 'Check', exact: true }).waitFor();
  }
});

test('at 1440 pixels neither column waits for what is tall in the other', async () => {
  const page = await visits.open('#/starter/20', { viewport: { width: 1440, height: 900 } });
  await page.getByText("who_answers({'Di': 5})").first().waitFor();
  const edgeOf = async (part: Locator, edge: 'top' | 'bottom') =>
    await part.evaluate((element, side) => element.getBoundingClientRect()[side], edge);
  const details = page.getByText('The search builds programs');
  const gapOnTheRight = async () =>
    (await edgeOf(details, 'top')) -
    (await edgeOf(page.getByRole('button', { name: 'Check', exact: true }), 'bottom'));
  const tests = page.getByRole('heading', { name: 'Tests', exact: true });
  const gapOnTheLeft = async () =>
    (await edgeOf(tests, 'top')) - (await edgeOf(page.locator('#problem-pane'), 'bottom'));

  await page.locator('summary').filter({ hasText: 'Hints' }).click();
  await page.getByRole('button', { name: 'First hint' }).click();
  for (let hint = 2; hint <= 5; hint++) {
    await page.getByRole('button', { name: 'Next hint' }).click();
  }
  await page.getByText('The whole solution').waitFor();
  // Nothing of a hint is cut, however narrow its column is.
  const codes = page.locator('#problem-pane .code');
  await page.setViewportSize({ width: 1180, height: 900 });
  const cut = () =>
    codes.evaluateAll((all) => all.filter((each) => each.scrollWidth > each.clientWidth).length);
  // Those of the hints, and of the folded reference.
  await expect.poll(() => codes.count()).toBe(4);
  await expect.poll(cut).toBe(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect.poll(gapOnTheRight).toBeLessThan(80);
  await expect.poll(gapOnTheLeft).toBeLessThan(80);

  await page.locator('summary').filter({ hasText: 'Hints' }).click();
  const long = Array.from({ length: 30 }, (_, at) => `# ${at}`).join('\n');
  await page.getByRole('textbox', { name: 'Program in Python' }).fill(long);
  await expect.poll(gapOnTheLeft).toBeLessThan(80);
  await expect.poll(gapOnTheRight).toBeLessThan(80);
});

test('on a laptop the program stays beside its first failure, and all below it is reached', async () => {
  const viewport = { width: 1366, height: 768 };
  const page = await visits.open('#/starter/3', { viewport });
  await page.getByText("last_word('hello')").first().waitFor();
  const program =
    'def last_word(sentence):\n    words = sentence.split()\n    return words[len(words)]\n';
  await check(page, program, 'Runtime error');
  const tests = page.getByRole('region', { name: 'Tests' });
  const failing = page.locator('.marked-line');
  await failing.waitFor();
  await tests.getByRole('region', { name: 'What to look at' }).waitFor();
  const early =
    'def last_word(sentence):\n    words = sentence.split()\n    last = None\n    for i in range(len(words) - 1):\n        last = words[i]\n    return last\n';
  await check(page, early, '0 of 3 tests passed');
  await tests.getByText('stops one step too early').waitFor();
  const bound = page.locator('.cm-line').filter({ hasText: 'for i in range' });
  for (const part of [bound, tests.locator('dd').nth(1), tests.locator('dd').nth(2)]) {
    await expect.poll(() => isInView(part), { message: String(part) }).toBe(true);
  }
  // Further down as well, and at the end of the page nothing lies over it.
  await tests.getByText('Predict what it returns').scrollIntoViewIfNeeded();
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await expect.poll(() => isInView(bound)).toBe(true);
  await expect.poll(() => isInView(page.getByRole('button', { name: 'Check' }))).toBe(true);

  // A failure further down is brought into view, and stays where a person scrolls to.
  await page.goto(`${visits.address}#/starter/18`);
  await page.getByText('count_fares([5, 30, 70])').first().waitFor();
  const fares =
    "def count_fares(ages):\n    fares = {'child': 0, 'adult': 0, 'senior': 0}\n    for age in ages:\n        kind = 'child' if age <= 12 else 'adult' if age < 65 else 'senior'\n        fares[kind] += 1\n    return fares\n";
  await check(page, fares, '2 of 3 tests passed');
  await tests.getByText('where age and 12 are equal').waitFor();
  const line = page.locator('.cm-line').filter({ hasText: 'age <= 12' });
  for (const part of [line, tests.locator('dd').nth(1), tests.locator('dd').nth(2)]) {
    await expect.poll(() => isInView(part), { message: String(part) }).toBe(true);
  }
  const title = page.getByRole('heading', { level: 1 });
  await page.mouse.move(500, 500);
  await page.mouse.wheel(0, -2000);
  await expect.poll(() => isInView(title)).toBe(true);
  await page.goto(`${visits.address}#/starter/3`);
  await page.getByText("last_word('hello')").first().waitFor();

  // A program as long as the window: its failing line is brought into view within the editor.
  const filler = Array.from({ length: 40 }, (_, at) => `    x${at} = ${at}\n`).join('');
  await page.evaluate(() => scrollTo(0, 0));
  await check(page, `def last_word(sentence):\n${filler}    return x1 / 0\n`, 'Runtime error');
  await expect.poll(() => isInView(failing)).toBe(true);
  const last = page.getByRole('checkbox', { name: 'Hints allowed' });
  await page.getByRole('button', { name: 'Copy link to solve it' }).focus();
  await page.keyboard.press('Tab');
  await expect.poll(() => last.evaluate((box) => box === document.activeElement)).toBe(true);
  await expect.poll(() => isInView(last)).toBe(true);
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
