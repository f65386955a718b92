/** The search on the built page: a first visit, a cut network, a stop, and a model that takes over. */
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { tinyModel } from '../support/tiny-model.ts';
import { useVisits } from './page-visits.ts';

const visits = useVisits();

async function generate(page: Page, task: number): Promise<void> {
  await page.goto(`${visits.address}#/starter/${task}`);
  await page.getByRole('heading', { name: new RegExp(`^Task ${task} `) }).waitFor();
  await page.getByRole('button', { name: 'Generate' }).click();
}

function behind(page: Page) {
  return page.getByRole('region', { name: 'How the program was generated' });
}

test('on a first visit one press solves and checks the first task, also others with the network cut, and asks nothing', async () => {
  const page = await visits.open();
  await page.getByRole('button', { name: 'Generate' }).click();
  await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  await behind(page).getByRole('heading', { name: 'How the search found it' }).waitFor();
  await behind(page)
    .getByText(/^It tried \d+ programs in/)
    .waitFor();
  await behind(page)
    .getByText(/may still be wrong for other inputs/)
    .waitFor();

  await page.context().setOffline(true);
  for (const task of [3, 8, 16]) {
    await generate(page, task);
    await page.getByRole('heading', { name: /^All \d tests passed$/ }).waitFor();
  }
  expect(await page.getByRole('dialog').count()).toBe(0);

  // Where the editor has a stub, the search calls the parameters as it does.
  await page.goto(`${visits.address}#/starter/4`);
  const editor = page.getByRole('textbox', { name: 'Program in Python' });
  await editor.filter({ hasText: 'def fits_on_shelf(widths, length):' }).waitFor();
  await page.getByRole('button', { name: 'Generate' }).click();
  await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();
  expect(await editor.innerText()).toMatch(/^def fits_on_shelf\(widths, length\):\n.*widths/);
});

test('a search stops in its middle with its best attempt, and the next one works', async () => {
  const page = await visits.open('#/starter/2');
  await generate(page, 2);
  await page.getByText(/programs tried, .* per second, size/).waitFor();
  const editor = page.getByRole('textbox', { name: 'Program in Python' });
  await editor.filter({ hasText: 'def seconds_since_midnight' }).waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('status').filter({ hasText: 'Stopped' }).waitFor();
  await behind(page).getByRole('heading', { name: 'The search was stopped' }).waitFor();
  expect(await editor.innerText()).toContain('def seconds_since_midnight');
  await generate(page, 3);
  await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();
});

test('a model that is chosen writes instead of the search, until the search is chosen again', async () => {
  const page = await visits.open('#/starter/3');
  const reply = '```python\ndef last_word(sentence):\n    return sentence\n```\n';
  await page.getByRole('button', { name: 'Model: Built-in search' }).click();
  await page.getByText('Your own model file').click();
  await page.getByLabel('GGUF file', { exact: true }).setInputFiles({
    name: 'tiny.gguf',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(
      tinyModel([{ functionName: 'last_word', reply }], { hasChatTemplate: true }),
    ),
  });
  await page.getByRole('button', { name: 'Model: tiny' }).waitFor();
  await page.getByRole('button', { name: 'Generate' }).click();
  await page.getByRole('heading', { name: '1 of 3 tests passed' }).waitFor();
  await behind(page).getByText('full text from the model').waitFor();

  await page.getByRole('button', { name: 'Model: tiny' }).click();
  await page.getByRole('button', { name: 'Use: Built-in search' }).click();
  await page.getByRole('button', { name: 'Model: Built-in search' }).waitFor();
  await page.getByRole('button', { name: 'Generate' }).click();
  await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();
});
