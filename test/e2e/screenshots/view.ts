/** What a picture is taken of, and the steps that many of them begin with. */

import type { BrowserContext, BrowserContextOptions, Page } from 'playwright';
import { mbpp } from '../../../src/tasks/sets/mbpp.ts';
import { useTinyModel } from '../../support/use-tiny-model.ts';

export interface View {
  readonly name: string;
  readonly hash: string;
  readonly options?: BrowserContextOptions;
  /** Whether it needs the published sets beside the repository. */
  readonly needsData?: boolean;
  /** Before the page opens. */
  readonly prepare?: (context: BrowserContext) => Promise<unknown>;
  readonly show: (page: Page) => Promise<unknown>;
}

export const wrong = `def last_word(sentence):
    words = sentence.split()
    longest = ''
    for word in words:
        if len(word) >= len(longest):
            longest = word
    print(words)
    return longest
`;

/** Right for the shown tests alone. */
export const examplesOnly = `def last_word(sentence):
    return sentence.split(' ')[-1]
`;

/** What the tiny model says: first wrong, and right once the hint names the other way. */
export const replies = [
  {
    functionName: 'last_word',
    reply:
      'Split the sentence at its spaces:\n```python\ndef last_word(sentence):\n    words = sentence.split()\n    return words[0]\n```\n',
  },
  {
    functionName: 'from_the_end',
    reply:
      'The last one then:\n```python\ndef last_word(sentence):\n    words = sentence.split()\n    return words[-1]\n```\n',
  },
];

/** The task of most pictures. */
export const usualHash = '#/starter/3';

export async function ready(page: Page): Promise<void> {
  await page.locator('.cm-content').waitFor();
  await page.getByText('gives').first().waitFor();
}

export async function write(page: Page, program: string): Promise<void> {
  await ready(page);
  await page.getByRole('textbox', { name: 'Program in Python' }).fill(program);
}

export async function check(page: Page, program: string, verdict: RegExp): Promise<void> {
  await write(page, program);
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByRole('heading', { name: verdict }).waitFor();
}

export async function generate(page: Page, count: number): Promise<void> {
  await ready(page);
  await useTinyModel(page, replies);
  await page.getByText('Sampling').click();
  await page.getByLabel('Samples').fill(String(count));
  await page.getByLabel('Samples').blur();
  await page.getByRole('button', { name: /^Generate/ }).click();
  await page.getByRole('heading', { name: /of 3 tests passed/ }).waitFor();
  await page.getByText('Sampling').click();
}

/** A file given to the hidden field of this name. */
export async function give(page: Page, label: string, name: string, text: string): Promise<void> {
  const file = { name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) };
  await page.getByLabel(label, { exact: true }).first().setInputFiles(file);
}

/** A data set and part of a model, as earlier visits leave them behind. */
export async function fillStorage(page: Page): Promise<void> {
  await page.evaluate(async (address) => {
    const tasks = await caches.open('synthpad-tasks');
    await tasks.put(address, new Response(new Uint8Array(563_743)));
    const folder = 'https://models.example/Small-Coder-1B/resolve/main/';
    const nbytes = 30_000_000;
    const records = [0, 1].map((index) => ({ dataPath: `params_shard_${index}.bin`, nbytes }));
    const weights = await caches.open('webllm/model');
    await weights.put(`${folder}tensor-cache.json`, new Response(JSON.stringify({ records })));
    await weights.put(`${folder}params_shard_0.bin`, new Response('weights'));
  }, mbpp.origin.address);
}
