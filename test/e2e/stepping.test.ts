/** A call stepped through with real Python, by keyboard alone, and a link to what was found. */

import { expect, test } from 'vitest';
import { faults } from '../support/axe.ts';
import { useVisits } from './page-visits.ts';

const visits = useVisits();

const program = [
  'def last_word(sentence):',
  '    words = sentence.split()',
  '    row = [0] * 2',
  '    grid = [row, row]',
  '    for word in words:',
  '        row.append(len(word) + 1)',
  '    return words[len(grid) - 2]',
].join('\n');

test('breakpoints, boxes, parts and changes by keyboard; the link opens at the same step', async () => {
  const page = await visits.open('#/starter/3', {
    permissions: ['clipboard-read', 'clipboard-write'],
    reducedMotion: 'reduce',
  });
  await page.getByText("last_word('hello')").first().waitFor();
  await page.getByRole('textbox', { name: 'Program in Python' }).fill(program);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: '1 of 3 tests passed' }).waitFor();
  await page.getByRole('button', { name: "Step through last_word('the cat sat')" }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Step through' });
  await dialog.getByText('Line 2 is next').waitFor();
  await dialog.getByText('Expected', { exact: true }).waitFor();

  // A breakpoint from the gutter, where arrows lead from line to line.
  await dialog.getByRole('button', { name: 'Breakpoint at line 2' }).focus();
  for (let line = 2; line < 6; line++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Breakpoint at line 6', pressed: true }).waitFor();
  await page.keyboard.press('Shift+ArrowRight');
  await dialog.getByText('Line 6 is next').waitFor();
  const state = dialog.getByRole('region', { name: 'State of the program' });
  await state.getByText('same list as row').first().waitFor();
  const parts = state.locator('section', { hasText: 'part by part' }).getByRole('listitem');
  await expect
    .poll(async () => (await parts.allInnerTexts()).map((each) => each.replace(/\s+/g, ' ')))
    .toEqual(["len('the') → is 3", '3 + 1 → is 4', 'row.append(4) → is None']);
  await page.keyboard.press('Shift+ArrowRight');
  await state.getByText("was 'the'").waitFor();
  expect(await faults(page)).toEqual([]);

  // To where the list last changed, and to the change before that.
  const name = state.getByRole('button', { name: 'row: go to its last change' });
  await name.focus();
  await page.keyboard.press('Enter');
  const slider = dialog.getByRole('slider', { name: 'Step' });
  const second = Number(await slider.inputValue());
  await page.keyboard.press('Enter');
  await expect.poll(async () => Number(await slider.inputValue())).toBeLessThan(second);

  // The film stops at the breakpoint.
  await dialog.getByLabel('Speed').selectOption('8');
  await slider.focus();
  await page.keyboard.press('Space');
  await dialog.getByRole('button', { name: 'Play' }).waitFor();
  await dialog.getByText('Line 6 is next').waitFor();
  const at = await slider.inputValue();
  await dialog.getByRole('button', { name: 'Copy link to this step' }).press('Enter');
  await dialog.getByText('Link copied').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  const receiver = await visits.open(new URL(link).hash);
  const opened = receiver.getByRole('dialog', { name: 'Step through' });
  await opened.getByText('Line 6 is next').waitFor();
  expect(await opened.getByRole('slider', { name: 'Step' }).inputValue()).toBe(at);
  await opened.getByRole('button', { name: 'Breakpoint at line 6', pressed: true }).waitFor();
  await opened.getByText("'sat'", { exact: true }).waitFor();
});

test('of an endless loop the dialog says where it was before, and fits a phone', async () => {
  const page = await visits.open('#/starter/3', { viewport: { width: 380, height: 800 } });
  await page.getByText("last_word('hello')").first().waitFor();
  const endless =
    'def last_word(sentence):\n    i = 0\n    while i < len(sentence):\n        i = i * 2\n    return i\n';
  await page.getByRole('textbox', { name: 'Program in Python' }).fill(endless);
  await page.getByRole('button', { name: "Step through last_word('the cat sat')" }).click();
  const dialog = page.getByRole('dialog', { name: 'Step through' });
  await dialog
    .getByText('This state has been here before, at step 3: the call never ends.')
    .waitFor();
  await page.keyboard.press('End');
  await dialog.getByRole('button', { name: 'Go to step 3' }).click();
  await expect.poll(() => dialog.getByRole('slider', { name: 'Step' }).inputValue()).toBe('2');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(380);
  expect(await faults(page)).toEqual([]);
});
