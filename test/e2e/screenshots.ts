/**
 * npm run screenshots [-- SITE [NAME]]: the main views, light and dark, wide and narrow, into
 * artifacts/screenshots; two of them also to where the README shows them. SITE is a built site
 * that is there already, NAME a part of the names of the files wanted.
 */

import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright';
import { mbpp } from '../../src/tasks/sets/mbpp.ts';
import { sanitizedMbpp } from '../../src/tasks/sets/sanitized-mbpp.ts';
import { prepare } from '../support/prepare.ts';
import { has, pathOf } from '../support/published.ts';
import { starterModel, starterModelName } from '../support/starter-model.ts';
import { useTinyModel } from '../support/use-tiny-model.ts';
import { launchChromium, serveSite } from '../support/site.ts';

const folder = 'artifacts/screenshots';
const shown = {
  'wrong-value-wide-light': 'page-light',
  'stepping-wide-dark': 'page-dark',
};

const sizes = {
  wide: { width: 1440, height: 900 },
  narrow: { width: 380, height: 800 },
  huge: { width: 2560, height: 1440 },
};

interface View {
  readonly name: string;
  readonly hash: string;
  readonly needsMbpp?: boolean;
  readonly show: (page: Page) => Promise<void>;
}

const wrong = `def last_word(sentence):
    words = sentence.split()
    longest = ''
    for word in words:
        if len(word) >= len(longest):
            longest = word
    print(words)
    return longest
`;

const literal = `def last_word(sentence):
    return sentence.split(' ')[-1]
`;

const views: readonly View[] = [
  { name: 'task', hash: '#/starter/3', show: ready },
  {
    name: 'wrong-value',
    hash: '#/starter/3',
    show: (page) => check(page, wrong, /of 3 tests passed/),
  },
  {
    name: 'exception',
    hash: '#/starter/3',
    show: (page) =>
      check(page, 'def last_word(sentence):\n    return sentence[0]()\n', /Runtime error/),
  },
  {
    name: 'examples-only',
    hash: '#/starter/3',
    show: (page) => check(page, literal, /Passes the shown tests|All 3/),
  },
  {
    name: 'stepping',
    hash: '#/starter/3',
    async show(page) {
      await check(page, wrong, /of 3 tests passed/);
      await page
        .getByRole('button', { name: /Step through/ })
        .nth(2)
        .click();
      await page.getByRole('slider', { name: 'Step' }).fill('14');
    },
  },
  { name: 'attempts', hash: '#/starter/3', show: (page) => generate(page, 5) },
  {
    name: 'dialog',
    hash: '#/starter/3',
    async show(page) {
      await generate(page, 1);
      const hint = 'Count '.concat('from_the_end, '.repeat(8)).concat('please.');
      await page.getByLabel(/What is wrong/).fill(hint);
      await page.getByRole('button', { name: 'Send hint' }).click();
      await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();
      await page.getByRole('heading', { name: 'Dialog' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'reference',
    hash: '#/starter/20',
    async show(page) {
      await ready(page);
      await page.getByText('Reference solution').click();
      await page.getByRole('region', { name: 'Outline of the reference' }).waitFor();
    },
  },
  {
    name: 'shortcuts',
    hash: '#/starter/1',
    async show(page) {
      await ready(page);
      await page.getByRole('heading', { level: 1 }).click();
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    },
  },
  {
    name: 'models',
    hash: '#/starter/3',
    show: openModels,
  },
  {
    name: 'own-server',
    hash: '#/starter/3',
    async show(page) {
      await openModels(page);
      await page.getByText('Your own server').click();
      await page.getByLabel('Server URL').fill('http://localhost:11434/v1');
      await page.getByRole('button', { name: 'Use this server' }).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'storage',
    hash: '#/starter/3',
    async show(page) {
      await page.getByRole('textbox', { name: 'Program in Python' }).fill(wrong);
      await fillStorage(page);
      await page.getByRole('button', { name: 'Storage …' }).click();
      await page.getByText(/in total\./).waitFor();
    },
  },
  {
    name: 'plan',
    hash: '#/evaluation',
    async show(page) {
      await page.getByText('6 samples, at most').waitFor();
    },
  },
  {
    name: 'results',
    hash: '#/evaluation',
    async show(page) {
      await run(page, '12', '3');
      await run(page, '12', '3');
      await page.getByRole('checkbox', { name: /^Compare/ }).check();
      await page
        .getByText(/McNemar/)
        .first()
        .waitFor();
    },
  },
  {
    name: 'revised',
    hash: '#/evaluation',
    async show(page) {
      await run(page, '12', '3');
      await page.getByText('same replies, different rules').click();
      const form = page.getByRole('main').getByLabel('Programs', { exact: true });
      await form.selectOption('as-given');
      await page.getByRole('button', { name: 'Re-check' }).click();
      const changes = page.getByRole('region', { name: 'Changed verdicts' });
      await changes.getByText(/verdicts changed\.$/).waitFor();
      await changes.locator('summary').first().click();
      await changes.scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'large-type',
    hash: '#/starter/3',
    async show(page) {
      await page.getByRole('button', { name: 'Large type' }).click();
      await check(page, wrong, /of 3 tests passed/);
    },
  },
  {
    name: 'mbpp',
    hash: '#/mbpp-sanitized',
    needsMbpp: true,
    async show(page) {
      await page
        .getByRole('main')
        .getByRole('button', { name: /^Download/ })
        .click();
      await page.getByRole('heading', { name: /^Task/ }).waitFor();
      await page.goto(page.url().replace(/#.*/, '#/mbpp/16'));
      await page
        .getByRole('main')
        .getByRole('button', { name: /^Download/ })
        .click();
      await page.getByText('Wording').click();
      const tasks = page.getByRole('button', { name: 'Tasks', exact: true });
      if (await tasks.isVisible()) await tasks.click();
      await page.getByText('Filter', { exact: true }).click();
      await page.getByRole('combobox', { name: 'Data' }).selectOption({ index: 2 });
    },
  },
];

/** What the tiny model says: first wrong, and right once the hint names the other way. */
const replies = [
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

/** A run of the small model, to its end. */
async function run(page: Page, tasks: string, samples: string): Promise<void> {
  await page.getByRole('link', { name: 'New run' }).click();
  await page.getByLabel('GGUF file for the run').setInputFiles({
    ...{ name: starterModelName, mimeType: 'application/octet-stream' },
    buffer: Buffer.from(starterModel),
  });
  await page.getByLabel('Number of tasks').fill(tasks);
  await page.getByLabel('Samples per task').fill(samples);
  await page.getByLabel('Temperature').fill('1');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByText('tiny. Finished.').waitFor();
}

async function generate(page: Page, count: number): Promise<void> {
  await ready(page);
  await useTinyModel(page, replies);
  await page.getByText('Sampling').click();
  await page.getByLabel('Samples').fill(String(count));
  await page.getByLabel('Samples').blur();
  await page.getByRole('button', { name: /^Generate/ }).click();
  await page.getByRole('heading', { name: /of 3 tests passed/ }).waitFor();
  await page.getByText('Sampling').click();
}

async function ready(page: Page): Promise<void> {
  await page.locator('.cm-content').waitFor();
  await page.getByText('gives').first().waitFor();
}

async function openModels(page: Page): Promise<void> {
  await fillStorage(page);
  await page.getByRole('button', { name: 'Model: Built-in search' }).click();
  await page.getByRole('button', { name: /^Use: Qwen/ }).waitFor();
}

/** A data set and part of a model, as earlier visits leave them behind. */
async function fillStorage(page: Page): Promise<void> {
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

async function check(page: Page, program: string, verdict: RegExp): Promise<void> {
  await ready(page);
  await page.getByRole('textbox', { name: 'Program in Python' }).fill(program);
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByRole('heading', { name: verdict }).waitFor();
}

export async function main([site, only = '']: readonly string[]): Promise<number> {
  if (site === undefined) await prepare();
  const served = await serveSite(site === undefined ? {} : { folder: site });
  const browser = await launchChromium();
  mkdirSync(folder, { recursive: true });
  for (const view of views) {
    if (view.needsMbpp && !has('mbpp', 'sanitized')) continue;
    for (const [size, viewport] of Object.entries(sizes)) {
      for (const colorScheme of ['light', 'dark'] as const) {
        if (size === 'huge' && (colorScheme === 'dark' || view.name !== 'wrong-value')) continue;
        if (!`${view.name}-${size}-${colorScheme}`.includes(only)) continue;
        const file = `${view.name}-${size}-${colorScheme}`;
        await shoot(browser, view, served.address, file, { viewport, colorScheme });
      }
    }
  }
  await browser.close();
  await served.close();
  return 0;
}

async function shoot(
  browser: Browser,
  view: View,
  address: string,
  file: string,
  options: NonNullable<Parameters<Browser['newContext']>[0]>,
): Promise<void> {
  const context = await browser.newContext({ ...options, serviceWorkers: 'block' });
  await serveMbpp(context);
  const page = await context.newPage();
  await page.goto(address + view.hash);
  await view.show(page);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: `${folder}/${file}.png`, animations: 'disabled' });
  await context.close();
  console.log(`${folder}/${file}.png`);
  for (const [name, target] of Object.entries(shown)) {
    if (name === file) copyFileSync(`${folder}/${file}.png`, `public/screenshots/${target}.png`);
  }
}

async function serveMbpp(context: BrowserContext): Promise<void> {
  if (!has('mbpp', 'sanitized')) return;
  const copies = { mbpp: mbpp.origin, sanitized: sanitizedMbpp.origin };
  for (const [name, { address }] of Object.entries(copies)) {
    await context.route(address, (route) =>
      route.fulfill({
        headers: { 'access-control-allow-origin': '*' },
        body: readFileSync(pathOf(name as 'mbpp' | 'sanitized')),
      }),
    );
  }
}
