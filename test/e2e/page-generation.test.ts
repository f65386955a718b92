/** Real generation on the built page: a tiny GGUF in llama.cpp, and the page's word on each reply. */
import type { Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { useVisits } from './page-visits.ts';
import { useTinyModel } from '../support/use-tiny-model.ts';

const replies = [
  {
    task: 2,
    functionName: 'seconds_since_midnight',
    reply:
      'Here it is:\n```python\ndef seconds_since_midnight(hours, minutes, seconds):\n    return hours * 3600 + minutes * 60 + seconds\n```\n',
    verdict: 'All 3 tests passed',
  },
  {
    task: 1,
    functionName: 'mirror_shout',
    reply: '```python\ndef mirror_shout(text):\n    return text[::-1]\n```\n',
    verdict: '0 of 3 tests passed',
  },
  {
    task: 3,
    functionName: 'last_word',
    reply: '```python\ndef last_word(sentence):\n    raise KeyError(sentence)\n```\n',
    verdict: 'Runtime error',
  },
  {
    task: 4,
    functionName: 'fits_on_shelf',
    reply: '```python\ndef fits_on_shelf(widths, length):\n    while True:\n        pass\n```\n',
    verdict: 'Timed out',
  },
  {
    task: 5,
    functionName: 'with_tip',
    reply: 'def with_tip(cents, percent):\n    return cents + cents * percent // 100\n',
    verdict: 'All 3 tests passed',
  },
  {
    task: 6,
    functionName: 'invited_twice',
    reply: 'I would rather not.\n',
    verdict: 'No code',
  },
];

const visits = useVisits({ areShared: true });
let page: Page;

beforeAll(async () => {
  page = await visits.open('#/starter/1');
  await useTinyModel(page, replies);
});

test.for(replies)('task $task: $verdict', async ({ task, functionName, reply, verdict }) => {
  await page.goto(`${visits.address}#/starter/${task}`);
  await page.getByRole('heading', { name: new RegExp(`^Task ${task} `) }).waitFor();
  await page.getByText(functionName, { exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'Generate' }).click();
  if (verdict === 'No code') {
    await page.getByRole('status').filter({ hasText: 'no code' }).waitFor();
    await page.getByRole('button', { name: /^Check/ }).click();
  }
  await page.getByRole('heading', { name: verdict }).waitFor();

  const fold = page.getByText('full text from the model');
  if (await fold.isVisible()) await fold.click();
  const shown = page.locator('pre[aria-label="Full reply"]');
  expect((await shown.textContent())?.trim()).toBe(reply.trim());
});

test('a file that is no model is refused in a sentence, and the page goes on', async () => {
  await page.getByRole('button', { name: 'Model: tiny' }).click();
  await page.getByText('Your own model file').click();
  await page.getByLabel('GGUF file', { exact: true }).setInputFiles({
    name: 'diary.gguf',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('Dear diary'),
  });
  await page.getByRole('alert').filter({ hasText: 'cannot load this file' }).waitFor();
  await page.getByRole('button', { name: /^Check/ }).click();
  await page.getByRole('heading', { name: 'No code' }).waitFor();
});

// llama.cpp's own code, for which its library would wait for ever.
test('where an engine is gone from the site, the page says to reload, and has it after that', async () => {
  const code = /\/assets\/wllama-.*\.wasm$/;
  const late = await visits.open('#/starter/1', {}, async (context) => {
    await context.route(code, (route) => route.fulfill({ status: 404 }));
  });
  await useTinyModel(late, replies, { isWaitedFor: false });
  await late.getByRole('alert').filter({ hasText: 'no longer on the site' }).waitFor();
  await late.context().unroute(code);
  await late.getByRole('button', { name: 'Reload the page' }).click();
  await useTinyModel(late, replies);
});
