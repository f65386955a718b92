/** The page under the conditions that people bring: zoom, their own colours, paper, a finger, WebKit. */
import type { Locator, Page } from 'playwright';
import { expect, test } from 'vitest';
import { faults } from '../support/axe.ts';
import { useVisits } from './page-visits.ts';

const visits = useVisits();

const wrong =
  "def last_word(sentence):\n    first = sentence.split(' ', 1)[-1]\n    return first\n";

async function checkWrong(page: Page): Promise<void> {
  await page.getByText("last_word('hello')").first().waitFor();
  await page.getByRole('textbox', { name: 'Program in Python' }).fill(wrong);
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByRole('heading', { name: '1 of 3 tests passed' }).waitFor();
}

function styleOf(locator: Locator, property: string): Promise<string> {
  return locator.evaluate(
    (element, name) => getComputedStyle(element).getPropertyValue(name),
    property,
  );
}

test('at 400% a call is stepped through: its line is read, nothing stands over it, no name is cut', async () => {
  const page = await visits.open('#/starter/3', { viewport: { width: 320, height: 215 } });
  await checkWrong(page);
  const name = page.getByRole('link', { name: 'Synthpad' });
  expect(await name.evaluate((link) => link.scrollWidth - link.clientWidth)).toBe(0);
  await page.getByRole('button', { name: "Step through last_word('the cat sat')" }).click();
  const dialog = page.getByRole('dialog', { name: 'Step through' });
  await dialog.getByText('Line 2 is next').waitFor();
  for (const line of ['sentence.split', 'return first']) {
    const code = dialog.getByRole('region', { name: 'Program', exact: true }).getByText(line);
    await expect
      .poll(() =>
        code.evaluate((element) => {
          const { left, top, bottom } = element.getBoundingClientRect();
          const inside = [top + 1, bottom - 1].map((y) => document.elementFromPoint(left + 1, y));
          return inside.map((met) => met !== null && element.contains(met));
        }),
      )
      .toEqual([true, true]);
    await dialog.getByRole('button', { name: 'Forward' }).click();
  }
  const program = await dialog.getByRole('region', { name: 'Program', exact: true }).boundingBox();
  expect(program?.height).toBeGreaterThan(60);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  // What the row of buttons covers for the moment is scrolled to.
  await dialog.getByRole('slider').scrollIntoViewIfNeeded();
  expect(await faults(page)).toEqual([]);
});

test('under forced colours what differs, what is current and what is chosen is drawn in lines', async () => {
  const page = await visits.open('#/starter/3', { forcedColors: 'active' });
  await checkWrong(page);
  const marks = page.getByRole('region', { name: 'Tests' }).locator('mark');
  expect(await styleOf(marks.first(), 'text-decoration-line')).toBe('underline');
  const chosen = page.locator('[aria-current="page"], [aria-pressed="true"]');
  expect(await chosen.count()).toBeGreaterThan(2);
  for (const each of await chosen.all()) {
    expect(await styleOf(each, 'outline-style'), await each.innerText()).toBe('solid');
  }
  await page.getByRole('button', { name: "Step through last_word('the cat sat')" }).click();
  const line = page.getByRole('dialog').locator('[aria-current="step"]');
  await line.waitFor();
  expect(await styleOf(line, 'outline-style')).toBe('solid');
});

test('on paper is what there is to read, in ink, and on no more pages than that takes', async () => {
  const page = await visits.open('#/starter/3', { colorScheme: 'dark' });
  await checkWrong(page);
  await page.emulateMedia({ media: 'print' });
  await page.getByRole('heading', { name: /^Task 3/ }).waitFor();
  await page.getByText('Expected', { exact: true }).first().waitFor();
  await expect.poll(() => page.getByRole('banner').count()).toBe(0);
  expect(await page.getByRole('button').count()).toBe(0);
  expect(await styleOf(page.locator('body'), 'background-color')).toBe('rgba(0, 0, 0, 0)');
  expect(await styleOf(page.locator('h1'), 'color')).toBe('rgb(28, 27, 25)');
  const paper = await page.pdf({ format: 'A4' });
  expect(paper.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});

test('figures are whole on paper, and an interval is seen in a person’s own colours', async () => {
  const page = await visits.open('#/evaluation', { colorScheme: 'dark' });
  await page.getByLabel('Number of tasks').fill('2');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByText('Built-in search. Finished.').waitFor();
  await page.emulateMedia({ forcedColors: 'active' });
  const range = page.locator('[data-measure]').first();
  const parts = [range, range.locator('> *').first(), range.locator('> *').nth(1)];
  const looks = await Promise.all(parts.map((part) => styleOf(part, 'background-color')));
  expect(new Set(looks).size).toBe(3);

  await page.emulateMedia({ media: 'print', forcedColors: 'none' });
  await page.setViewportSize({ width: 718, height: 1000 });
  const figure = page.getByRole('figure').first();
  await figure.waitFor();
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
    .toBeLessThanOrEqual(718);
  const cut = await page
    .locator('figure svg')
    .evaluateAll((all) => all.filter((svg) => svg.getBoundingClientRect().right > 718).length);
  expect(cut).toBe(0);
  await expect.poll(() => page.getByRole('banner').count()).toBe(0);
});

test('under a finger every field has letters so large that iOS does not zoom in', async () => {
  const page = await visits.open('#/starter/3', {
    ...{ hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 } },
  });
  await page.locator('.cm-content').waitFor();
  await page.getByRole('button', { name: 'Tasks' }).tap();
  await page.getByRole('searchbox').waitFor();
  const fields = page.locator('input, textarea, select, [contenteditable="true"]');
  expect(await fields.count()).toBeGreaterThan(2);
  const small = await fields.evaluateAll((all) =>
    all.flatMap((field) => {
      const size = parseFloat(getComputedStyle(field).fontSize);
      return size < 16 ? [`${field.outerHTML.slice(0, 80)}: ${size}`] : [];
    }),
  );
  expect(small).toEqual([]);
});

test('a link reaches the clipboard of a browser that gives it only while a button is pressed', async () => {
  const page = await visits.open(
    '#/starter/3',
    { permissions: ['clipboard-read', 'clipboard-write'] },
    async (context) => void (await context.addInitScript(clipboardOfWebKit)),
  );
  await page.getByText("last_word('hello')").first().waitFor();
  await page.getByRole('button', { name: 'Copy share link' }).click();
  await page.getByText('Link copied').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('#/shared/');
});

/** In the page: what asks for the clipboard later than in the press itself is refused, as in WebKit. */
function clipboardOfWebKit(): void {
  let isPressed = false;
  addEventListener('click', () => (isPressed = true), true);
  addEventListener('click', () => (isPressed = false));
  const clipboard = Clipboard.prototype;
  for (const name of ['write', 'writeText'] as const) {
    const original = clipboard[name] as (this: Clipboard, given: never) => Promise<void>;
    clipboard[name] = function (this: Clipboard, given: never) {
      if (!isPressed) return Promise.reject(new DOMException('', 'NotAllowedError'));
      return original.call(this, given);
    };
  }
}
