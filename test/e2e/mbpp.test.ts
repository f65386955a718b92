/**
 * MBPP as a person gets it: downloaded on request, checked, kept, and solved by a real engine.
 * The public home is answered from `../shared/data` where that is present; elsewhere the test
 * fetches the real address, and is skipped where there is no network.
 */

import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page, Route } from 'playwright';
import { describe, expect, test } from 'vitest';
import { mbpp } from '../../src/tasks/sets/mbpp.ts';
import { sanitizedMbpp } from '../../src/tasks/sets/sanitized-mbpp.ts';
import { tinyModel } from '../support/tiny-model.ts';
import { useVisits } from './page-visits.ts';

const flavours = [
  {
    file: mbpp.origin,
    set: 'mbpp',
    count: '974 tasks',
    functionName: 'remove_Occ',
    test: 'assert remove_Occ("hello","l") == "heo"',
    program:
      'def remove_Occ(s, ch):\n    i, j = s.find(ch), s.rfind(ch)\n    s = s[:i] + s[i + 1:]\n    j = s.rfind(ch)\n    return s[:j] + s[j + 1:]\n',
  },
  {
    file: sanitizedMbpp.origin,
    set: 'mbpp-sanitized',
    count: '427 tasks',
    functionName: 'remove_Occ',
    test: 'assert remove_Occ("hello","l") == "heo"',
    program:
      'def remove_Occ(s, ch):\n    return s.replace(ch, "", 1)[::-1].replace(ch, "", 1)[::-1]\n',
  },
];

async function publishedBytes(address: string): Promise<Buffer | null> {
  const name = address.slice(address.lastIndexOf('/') + 1);
  try {
    return await readFile(`../shared/data/mbpp/${name}`);
  } catch {
    const response = await fetch(address).catch(() => null);
    return response?.ok ? Buffer.from(await response.arrayBuffer()) : null;
  }
}

const bytes = await Promise.all(flavours.map(({ file }) => publishedBytes(file.address)));
const isHere = bytes.every((each) => each !== null);
if (!isHere)
  console.log('MBPP is neither beside the project nor reachable: its tests are skipped.');

const visits = useVisits();

/** Answers the public home as it would answer: from another origin, with CORS. */
async function answer(context: BrowserContext, reply: (route: Route, index: number) => unknown) {
  for (const [index, { file }] of flavours.entries()) {
    await context.route(file.address, (route) => reply(route, index));
  }
}

function fulfil(route: Route, body: Buffer | null | undefined): Promise<void> {
  const headers = { 'Access-Control-Allow-Origin': '*' };
  return body ? route.fulfill({ body, headers }) : route.abort();
}

async function pickSet(page: Page, set: string): Promise<void> {
  await page.getByLabel('Task set').first().selectOption(set);
}

describe.skipIf(!isHere)('a published set', () => {
  test.each(flavours.map((flavour, index) => ({ ...flavour, index })))(
    '$set is downloaded, kept, and a task of it solved by a real engine',
    async ({ set, count, functionName, test: shown, program, index }) => {
      const page = await visits.open();
      let downloads = 0;
      await answer(page.context(), (route, at) => {
        downloads++;
        return fulfil(route, bytes[at]);
      });
      await pickSet(page, set);
      await page.getByRole('button', { name: /^Download/ }).click();
      await page.getByText(count).first().waitFor();
      expect(downloads).toBe(1);

      await page.goto(`${visits.address}#/${set}/11`);
      await page.getByRole('heading', { name: /^Task 11 / }).waitFor();
      await page.getByText(shown).waitFor();
      await page.getByRole('button', { name: 'Model: Built-in search' }).click();
      await page.getByText('Your own model file').click();
      const model = tinyModel([{ functionName, reply: `\`\`\`python\n${program}\`\`\`\n` }], {
        hasChatTemplate: true,
      });
      await page
        .getByLabel('GGUF file', { exact: true })
        .setInputFiles({ name: 'tiny.gguf', mimeType: '', buffer: Buffer.from(model) });
      await page.getByRole('button', { name: 'Model: tiny' }).waitFor();
      await page.getByText(functionName, { exact: true }).first().waitFor();
      await page.getByRole('button', { name: 'Generate' }).click();
      await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();

      // The next visit needs no network for it.
      await answer(page.context(), (route) => {
        downloads++;
        return route.abort();
      });
      await page.reload();
      await page.getByText(count).first().waitFor();
      await page.getByRole('heading', { name: /^Task 11 / }).waitFor();
      expect({ index, downloads }).toEqual({ index, downloads: 1 });
    },
  );

  test('that arrives changed is refused in a sentence, and can be tried again', async () => {
    const page = await visits.open();
    let isRight = false;
    await answer(page.context(), (route, at) => {
      const right = bytes[at] ?? Buffer.alloc(0);
      const changed = Buffer.from(right);
      changed.write('X', 20);
      return fulfil(route, isRight ? right : changed);
    });
    await pickSet(page, 'mbpp');
    await page.getByRole('button', { name: /^Download/ }).click();
    await page.getByRole('alert').first().waitFor();
    expect(await page.getByRole('alert').first().innerText()).toMatch(/not the|differ|changed/i);
    isRight = true;
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.getByText('974 tasks').first().waitFor();
  });

  test('that cannot be reached is a sentence, and the other sets stay', async () => {
    const page = await visits.open();
    await answer(page.context(), (route) => route.abort());
    await pickSet(page, 'mbpp');
    await page.getByRole('button', { name: /^Download/ }).click();
    await page.getByRole('alert').first().waitFor();
    await pickSet(page, 'starter');
    await page.getByRole('heading', { name: /^Task / }).waitFor();
  });
});
