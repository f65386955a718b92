/**
 * The page in a language that is read from right to left: mirrored, with Python as it is. That every
 * view has room for it is held by `every-view.test.ts`.
 */
import type { Locator, Page } from 'playwright';
import { expect, test } from 'vitest';
import { useVisits } from './page-visits.ts';

const visits = useVisits();

const wrong = 'def last_word(sentence):\n    return sentence.split()[0]\n';

async function openMirrored(hash: string): Promise<Page> {
  const viewport = { width: 1440, height: 900 };
  return visits.open(hash, { viewport }, async (context) => {
    await context.addInitScript(() => {
      document.addEventListener('DOMContentLoaded', () => (document.documentElement.dir = 'rtl'));
    });
  });
}

async function checkWrong(page: Page): Promise<void> {
  await page.locator('.cm-content').waitFor();
  await page.getByRole('textbox', { name: 'Program in Python' }).fill(wrong);
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByRole('heading', { name: '1 of 3 tests passed' }).waitFor();
}

async function boxOf(part: Locator) {
  const box = await part.boundingBox();
  if (!box) throw new Error('It is not on the page.');
  return { ...box, right: box.x + box.width };
}

function directionOf(part: Locator): Promise<string> {
  return part.evaluate((element) => getComputedStyle(element).direction);
}

/** How far it scrolls sideways, which it must not. */
function sideways(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

test('mirrored, the list is at the right and its edge follows the hand; code is not turned', async () => {
  const page = await openMirrored('#/starter/3');
  await checkWrong(page);
  const list = page.getByRole('complementary', { name: 'Tasks' });
  const edge = page.getByRole('separator', { name: /list/i });
  const before = await boxOf(list);
  expect(before.right).toBeGreaterThan(1400);
  expect((await boxOf(page.getByRole('heading', { level: 1 }))).right).toBeLessThan(before.x);
  expect((await boxOf(page.getByRole('link', { name: 'Synthpad' }))).x).toBeGreaterThan(1200);

  // The arrow moves the edge the way it points, as the pointer does.
  await edge.press('ArrowLeft');
  const wider = await boxOf(list);
  expect(wider.x).toBeLessThan(before.x);
  const grip = await boxOf(edge);
  await page.mouse.move(grip.x + grip.width / 2, 300);
  await page.mouse.down();
  await page.mouse.move(grip.x - 60, 300);
  await page.mouse.up();
  expect((await boxOf(list)).x).toBeLessThan(wider.x - 40);

  const field = await boxOf(page.getByRole('searchbox'));
  const sign = await boxOf(list.locator('svg').first());
  expect(sign.x).toBeGreaterThan(field.x + field.width / 2);
  const signature = page.getByRole('definition').first().locator('code');
  expect((await boxOf(signature.nth(0))).x).toBeLessThan((await boxOf(signature.nth(1))).x);

  const editor = page.getByRole('textbox', { name: 'Program in Python' });
  const numbers = page.locator('.cm-lineNumbers');
  expect((await boxOf(numbers)).right).toBeLessThanOrEqual((await boxOf(editor)).x + 1);
  const tests = page.getByRole('region', { name: 'Tests' });
  for (const code of await tests.locator('code, pre, samp').all()) {
    expect(await directionOf(code), await code.innerText()).toBe('ltr');
  }
  expect(await sideways(page)).toBe(0);

  await page.getByRole('button', { name: "Step through last_word('the cat sat')" }).click();
  const dialog = page.getByRole('dialog', { name: 'Step through' });
  await dialog.getByText('Line 1 is next').or(dialog.getByText('Line 2 is next')).waitFor();
  const program = dialog.getByRole('region', { name: 'Program', exact: true });
  const state = dialog.getByRole('slider');
  expect((await boxOf(program)).right).toBeGreaterThan((await boxOf(state)).x);
  expect(await directionOf(program)).toBe('ltr');
  // On is to the left.
  const at = await state.inputValue();
  await state.press('ArrowLeft');
  expect(Number(await state.inputValue())).toBe(Number(at) + 1);
});
