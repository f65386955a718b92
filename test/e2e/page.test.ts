/** Whole walks over the built site: by keyboard alone, with one's own file, with MBPP. */
import { existsSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { mbpp } from '../../src/tasks/sets/mbpp.ts';
import { sanitizedMbpp } from '../../src/tasks/sets/sanitized-mbpp.ts';
import { useVisits } from './page-visits.ts';

const visits = useVisits();

/** Tab until the focused element has this role and name, as a person without a mouse does. */
async function tabTo(page: Page, name: string | RegExp, most = 20): Promise<void> {
  const target = page.locator('*:focus');
  const met: string[] = [];
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press('Tab');
    const label = await target.evaluate((element) => {
      return element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '';
    });
    if (typeof name === 'string' ? label === name : name.test(label)) return;
    met.push(label.slice(0, 40));
  }
  throw new Error(`Tab does not lead to ${String(name)}, but to ${met.join(' | ')}`);
}

async function program(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Program in Python' }).fill(text);
}

function heading(page: Page, name: string | RegExp) {
  return page.getByRole('heading', { name });
}

test('a task is found, solved by hand and checked without a mouse', async () => {
  const page = await visits.open();
  await heading(page, /Task 1/).waitFor();
  await page.getByRole('textbox', { name: 'Program in Python' }).waitFor();

  await tabTo(page, 'Skip to the task');
  await tabTo(page, 'Search tasks');
  await page.keyboard.type('last word');
  await page.getByText('1 of 28 tasks').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await heading(page, /Task 3/).waitFor();
  expect(new URL(page.url()).hash).toBe('#/starter/3');

  await tabTo(page, 'Program in Python');
  // The signature is there already, and is written over.
  await page.locator('.cm-content').getByText('last_word').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('def last_word(sentence):\nreturn sentence.split()[0]');
  await page.keyboard.press('Control+Enter');
  await heading(page, '1 of 3 tests passed').waitFor();
  const second = page.getByRole('region', { name: 'Tests' }).getByRole('listitem').nth(0);
  await expect.poll(() => second.innerText()).toMatch(/Expected\s+'sat'\s+Got\s+'the'/);

  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('-1');
  await page.keyboard.press('Control+Enter');
  await heading(page, 'All 3 tests passed').waitFor();

  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  const focused = page.locator('*:focus');
  expect(await focused.evaluate((element) => element.className)).not.toContain('cm-');

  await page.goBack();
  await heading(page, /Task 1/).waitFor();
});

test('a program that never ends is stopped, and the next one runs', async () => {
  const page = await visits.open('#/starter/1');
  await program(page, 'def mirror_shout(text):\n    while True: pass');
  await page.getByRole('button', { name: 'Check' }).click();
  await heading(page, 'Timed out').waitFor();
  await program(page, 'def mirror_shout(text):\n    return text[::-1].upper()');
  await page.getByRole('button', { name: 'Check' }).click();
  await heading(page, 'All 3 tests passed').waitFor();
});

test('a file of one’s own is opened, its fault is named, its task is solved', async () => {
  const page = await visits.open();
  await page.getByRole('combobox', { name: 'Task set' }).selectOption('Open your own file…');
  const row = {
    task_id: 'Mine/7',
    prompt: 'Write a function to add one.',
    code: '',
    test_imports: ['import math'],
    test_list: ['assert math.isclose(add_one(1), 2)', 'assert add_one(2) == 3'],
  };
  const text = `${JSON.stringify(row)}\r\n\r\n{"task_id": 8, "text": "?"}\r\n`;
  await page
    .getByLabel('Task file', { exact: true })
    .last()
    .setInputFiles({
      name: 'mine.jsonl',
      mimeType: 'text/plain',
      buffer: Buffer.from(text),
    });
  await heading(page, /Task 7/).waitFor();
  await page.getByText('1 row skipped').click();
  await page.getByText('Line 3: the field test_list is missing.').waitFor();
  await program(page, 'def add_one(n):\n    return n + 1');
  await page.getByRole('button', { name: 'Check' }).click();
  await heading(page, 'All 2 tests passed').waitFor();
});

const repository = new URL('../../', import.meta.url);
const copies = [
  { file: mbpp.origin, name: 'mbpp.jsonl', hash: '#/mbpp/20', task: /Task 20/ },
  {
    file: sanitizedMbpp.origin,
    name: 'sanitized-mbpp.json',
    hash: '#/mbpp-sanitized/14',
    task: /Task 14/,
  },
];

test.for(copies)(
  '$name is downloaded, checked and kept',
  async ({ file, name, hash, task }, { skip }) => {
    const copy = new URL(`../shared/data/mbpp/${name}`, repository);
    skip(!existsSync(copy), 'there is no copy of MBPP beside the repository');
    const page = await visits.open(hash);
    let requests = 0;
    await page.context().route(file.address, async (route) => {
      requests += 1;
      const headers = { 'access-control-allow-origin': '*' };
      if (requests === 1) return route.fulfill({ status: 404, headers });
      if (requests === 2) return route.fulfill({ body: 'other bytes', headers });
      return route.fulfill({ body: readFileSync(copy), headers });
    });
    const main = page.getByRole('main');
    await main.getByRole('button', { name: /^Download/ }).click();
    await main.getByText(/answered with status 404/).waitFor();
    await main.getByRole('button', { name: 'Try again' }).click();
    await main.getByText(/not the published one/).waitFor();
    await main.getByRole('button', { name: 'Try again' }).click();
    await heading(page, task).waitFor();

    await page.reload();
    await heading(page, task).waitFor();
    expect(requests).toBe(3);
  },
);

test('at 380 pixels nothing is cut off, and tasks are behind a button', async () => {
  const page = await visits.open('#/starter/4', { viewport: { width: 380, height: 800 } });
  await heading(page, /Task 4/).waitFor();
  await page.getByRole('button', { name: 'Tasks' }).click();
  await page
    .getByRole('dialog')
    .getByRole('link', { name: /bronze/ })
    .click();
  await heading(page, /Task 7/).waitFor();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(380);
});
