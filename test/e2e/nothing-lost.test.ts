/** Whatever takes the place of a program written by hand: it is one press, or one undo, away. */

import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { useTinyModel } from '../support/use-tiny-model.ts';
import { useVisits } from './page-visits.ts';

const mine = 'def last_word(sentence):\n    return (" " + sentence.strip()).rpartition(" ")[2]';
const right = '```python\ndef last_word(sentence):\n    return sentence.split()[-1]\n```\n';

const visits = useVisits();

async function textOf(page: Page): Promise<string> {
  return (await page.locator('.cm-line').allTextContents()).join('\n').trimEnd();
}

async function goTo(page: Page, id: number): Promise<void> {
  await page.goto(`${visits.address}#/starter/${id}`);
  await page.getByRole('heading', { name: new RegExp(`^Task ${id} `) }).waitFor();
}

async function write(page: Page, program: string): Promise<void> {
  // As a person types it, without the indentation that the editor adds by itself.
  await page.locator('.cm-content').fill(program);
}

test('site data cleared under the page: what this tab knows of it is stored again', async () => {
  const page = await visits.open('#/starter/3');
  await page.getByText('last_word', { exact: true }).first().waitFor();
  await write(page, mine);
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();
  await goTo(page, 4);
  await expect.poll(() => textOf(page)).not.toContain('last_word');

  const devTools = await page.context().newCDPSession(page);
  const { origin } = new URL(visits.address);
  await devTools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  const stored = () =>
    page.evaluate(async () => {
      // Opening what is not there would make it, without the stores that the page needs.
      const all = await indexedDB.databases();
      if (!all.some(({ name }) => name === 'synthpad')) return 0;
      return new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('synthpad');
        opening.onerror = () => reject(new Error('It does not open.'));
        opening.onsuccess = () => {
          const programs = opening.result.transaction('programs').objectStore('programs');
          const counting = programs.count('starter/3');
          counting.onsuccess = () => resolve(counting.result);
          opening.result.close();
        };
      });
    });
  // Where clearing is still under way, the page tries again after a second, then after two.
  await expect.poll(stored, { timeout: 10_000 }).toBe(1);
  await page.reload();
  await goTo(page, 3);
  await expect.poll(() => textOf(page)).toBe(mine);
  await page.getByRole('button', { name: /^Attempt 1 Passed.*by You$/ }).waitFor();
});

test('a program by hand, Generate, another task and back: it is an attempt, and undo returns it', async () => {
  const page = await visits.open('#/starter/3');
  await page.getByText('last_word', { exact: true }).first().waitFor();
  await useTinyModel(page, [{ functionName: 'last_word', reply: right }]);
  await write(page, mine);
  await page.getByRole('button', { name: 'Generate' }).click();
  await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();

  await goTo(page, 4);
  await expect.poll(() => textOf(page)).not.toContain('last_word');
  await goTo(page, 3);
  await expect.poll(() => textOf(page)).toContain('split');
  const kept = page.getByRole('button', { name: /^Attempt 1 .*by You$/ });
  await kept.waitFor();
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+z');
  await expect.poll(() => textOf(page)).toBe(mine);
  await page.keyboard.press('Control+y');
  await expect.poll(() => textOf(page)).toContain('split');

  // And on the next visit.
  await page.reload();
  await expect.poll(() => textOf(page)).toContain('split');
  await kept.click();
  await expect.poll(() => textOf(page)).toBe(mine);
  await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();
});
