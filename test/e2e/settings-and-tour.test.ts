/** The settings in one place, the tour, and the keys that are told to those who use them. */
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { faultsLightAndDark } from '../support/axe.ts';
import { layoutFaults, withLongWords } from '../support/layout.ts';
import { useVisits } from './page-visits.ts';

const visits = useVisits();

async function ready(page: Page): Promise<void> {
  await page.locator('.cm-content').waitFor();
  await page.getByText("last_word('hello')").first().waitFor();
}

test('each setting has its sentence, does what it says, and is kept', async () => {
  const page = await visits.open('#/starter/3', { reducedMotion: 'reduce' });
  await ready(page);
  const open = page.getByRole('button', { name: 'Settings' });
  await open.click();
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await expect.poll(() => dialog.getByRole('switch').count()).toBeGreaterThanOrEqual(4);
  for (const control of await dialog.getByRole('switch').all()) {
    const about = await control.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${about}"]`).innerText()).toMatch(/^[A-Z].{20,}\.$/);
  }
  await dialog.getByRole('switch', { name: 'Large type' }).click();
  await dialog.getByRole('switch', { name: 'Solve it yourself' }).click();
  await dialog.getByRole('switch', { name: 'Keyboard help' }).click();
  await dialog.getByLabel('Time limit in seconds').fill('20');
  await dialog.getByText('Sampling').click();
  await dialog.getByLabel('Temperature').fill('0.7');
  await dialog.getByLabel('Temperature').blur();
  expect(await faultsLightAndDark(page)).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await open.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.getByRole('button', { name: 'Generate' }).waitFor({ state: 'detached' });

  await page.reload();
  await ready(page);
  await page.getByRole('button', { name: 'Large type', pressed: true }).waitFor();
  await page.getByRole('button', { name: 'Solve it yourself', pressed: true }).waitFor();
  await open.click();
  await expect
    .poll(() => dialog.getByRole('switch', { name: 'Keyboard help' }).isChecked())
    .toBe(false);
  expect(await dialog.getByLabel('Time limit in seconds').inputValue()).toBe('20');
  await dialog.getByText('Sampling').click();
  expect(await dialog.getByLabel('Temperature').inputValue()).toBe('0.7');

  // What has a dialog of its own takes this one's place.
  for (const [button, title] of [
    ['Choose a model …', 'Choose who writes the program'],
    ['Shortcuts …', 'Keyboard shortcuts'],
    ['Storage …', 'Storage'],
  ] as const) {
    await dialog.getByRole('button', { name: button }).click();
    await page.getByRole('dialog', { name: title }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(1);
    await page.keyboard.press('Escape');
    await open.click();
  }
});

test.for([
  { width: 1280, height: 800 },
  { width: 380, height: 700 },
])(
  'the tour is taken by keyboard at $width pixels, ends where it began, and is not offered again',
  async (viewport) => {
    const page = await visits.open('#/starter/3', { viewport, reducedMotion: 'reduce' });
    await ready(page);
    const offer = page.getByRole('button', { name: 'Take the tour' });
    await offer.waitFor();
    // Never unasked.
    expect(await page.getByRole('dialog').count()).toBe(0);
    await offer.press('Enter');
    const titles = [
      ...['The task', 'The program', 'Check and verdict', 'Model and search', 'Evaluation', 'Help'],
    ];
    for (const [at, title] of titles.entries()) {
      const card = page.getByRole('dialog', { name: title });
      await card.getByText(`Step ${at + 1} of 6`).waitFor();
      // A screen reader is led to each step, and what it is about is framed and in view.
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.textContent?.trim()))
        .toBe(title);
      const framed = page.locator('[data-toured]');
      expect(await framed.count()).toBe(1);
      const [part, box] = [await framed.boundingBox(), await card.boundingBox()];
      expect(part?.y, title).toBeGreaterThanOrEqual(0);
      expect(part?.y, title).toBeLessThan(box?.y ?? 0);
      expect(await layoutFaults(page), title).toEqual([]);
      if (at === 0) {
        expect(await faultsLightAndDark(page)).toEqual([]);
        expect(await withLongWords(page, () => layoutFaults(page))).toEqual([]);
      }
      if (at < 5) await card.getByRole('button', { name: 'Next' }).press('Enter');
    }
    await page.getByRole('button', { name: 'Back' }).press('Enter');
    await page.getByRole('dialog', { name: 'Evaluation' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.locator('[data-toured]').count()).toBe(0);

    await page.reload();
    await ready(page);
    await page.getByRole('button', { name: 'Try it on this task' }).waitFor();
    expect(await offer.count()).toBe(0);
    await page.getByRole('button', { name: 'Help' }).click();
    await offer.click();
    await page.getByText('Step 1 of 6').waitFor();
    await page.getByRole('button', { name: 'End tour' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  },
);

test('whoever uses the keyboard is told the keys of a place, and nobody else', async () => {
  const page = await visits.open('#/starter/3', { reducedMotion: 'reduce' });
  await ready(page);
  const keys = page.locator('[popover]');
  const editor = page.getByRole('textbox', { name: 'Program in Python' });
  await editor.click();
  expect(await keys.count()).toBe(0);
  await page.keyboard.press('Tab');
  await keys.getByText('Escape, then Tab leaves the editor.').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await keys.waitFor({ state: 'detached' });
  const task = page.getByRole('navigation', { name: 'Task list' }).getByRole('link').first();
  await task.focus();
  await keys.getByText('Enter opens').waitFor();
  // It stands over nothing that has the focus.
  const [told, row] = [await keys.boundingBox(), await task.boundingBox()];
  expect(told && row && (told.y >= row.y + row.height || told.y + told.height <= row.y)).toBe(true);
  expect(await faultsLightAndDark(page)).toEqual([]);
  await page.mouse.click(700, 400);
  await keys.waitFor({ state: 'detached' });
});
