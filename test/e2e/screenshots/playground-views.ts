/** The playground: a task and its program in every state, and what goes wrong around them. */

import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright';
import { serveHeldModel } from '../../support/held-server.ts';
import { pathOf } from '../../support/published.ts';
import { type Refusal, refuse, type RefusedPart } from '../../support/refusing-browser.ts';
import { check, generate, give, ready, type View, write, wrong } from './view.ts';

const one = '#/starter/3';

const literal = `def last_word(sentence):
    return sentence.split(' ')[-1]
`;

const states: readonly View[] = [
  { name: 'task', hash: one, show: ready },
  { name: 'wrong-value', hash: one, show: (page) => check(page, wrong, /of 3 tests passed/) },
  {
    name: 'exception',
    hash: one,
    show: (page) =>
      check(page, 'def last_word(sentence):\n    return sentence[0]()\n', /Runtime error/),
  },
  {
    name: 'syntax-error',
    hash: one,
    show: (page) => check(page, 'def last_word(sentence:\n    return 1\n', /Syntax error/),
  },
  {
    name: 'missing-function',
    hash: one,
    show: (page) => check(page, 'def lastword(sentence):\n    return 1\n', /not defined/),
  },
  {
    name: 'timeout',
    hash: one,
    show: (page) =>
      check(page, 'def last_word(sentence):\n    while True:\n        pass\n', /Timed out/),
  },
  {
    name: 'examples-only',
    hash: one,
    show: (page) => check(page, literal, /Passes the shown tests|All 3/),
  },
  {
    name: 'checking',
    hash: one,
    async show(page) {
      await write(page, 'def last_word(sentence):\n    while True:\n        pass\n');
      await page.getByRole('button', { name: 'Check' }).click();
      await page.getByText('Checking …').waitFor();
    },
  },
  {
    name: 'changed-since-check',
    hash: one,
    async show(page) {
      await check(page, wrong, /of 3 tests passed/);
      await write(page, literal);
      await page.getByText(/has changed since/).waitFor();
    },
  },
  {
    name: 'searched',
    hash: one,
    async show(page) {
      await ready(page);
      await page.getByRole('button', { name: 'Generate' }).click();
      await page.getByRole('heading', { name: /All 3 tests/ }).waitFor();
    },
  },
  { name: 'generating', hash: one, show: generateSlowly },
  { name: 'attempts', hash: one, show: (page) => generate(page, 5) },
  {
    name: 'dialog',
    hash: one,
    async show(page) {
      await generate(page, 1);
      const hint = 'Count '.concat('from_the_end, '.repeat(8)).concat('please.');
      await page.getByLabel(/What is wrong/).fill(hint);
      await page.getByRole('button', { name: 'Send hint' }).click();
      await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();
    },
  },
  {
    name: 'prompt',
    hash: one,
    async show(page) {
      await generate(page, 1);
      for (const title of [/^\s*Reply/, /^\s*Prompt\s*what/, /^\s*Sampling/]) {
        await page.locator('summary').filter({ hasText: title }).click();
      }
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
    name: 'solo',
    hash: one,
    async show(page) {
      await ready(page);
      await page.getByRole('button', { name: 'Solve it yourself' }).click();
    },
  },
  {
    name: 'large-type',
    hash: one,
    async show(page) {
      await page.getByRole('button', { name: 'Large type' }).click();
      await check(page, wrong, /of 3 tests passed/);
    },
  },
];

/** A server's model, in the middle of its reply. */
async function generateSlowly(page: Page): Promise<void> {
  const server = await serveHeldModel(['```python\ndef last_word(sentence):\n', '```\n']);
  page.once('close', () => void server.close());
  await ready(page);
  await page.getByRole('button', { name: 'Model: Built-in search' }).click();
  await page.getByText('Your own server').click();
  await page.getByLabel('Server URL').fill(server.address);
  await page.getByLabel('Model', { exact: true }).fill('held');
  await page.getByRole('button', { name: 'Use this server' }).click();
  await page.getByRole('button', { name: 'Model: held' }).waitFor();
  await page.getByRole('button', { name: 'Generate' }).click();
  await page.locator('.cm-content').getByText('last_word').waitFor();
}

const refuseParts = (context: BrowserContext, parts: readonly RefusedPart[], refusal: Refusal) =>
  context.addInitScript(refuse, [parts, refusal] as const);

const faults: readonly View[] = [
  {
    name: 'model-failed',
    hash: one,
    async show(page) {
      await ready(page);
      await page.getByRole('button', { name: 'Model: Built-in search' }).click();
      await page.getByText('Your own model file').click();
      await page.getByLabel('URL of a GGUF file').fill(`${new URL(page.url()).origin}/none.gguf`);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: /^Load .* again/ }).waitFor();
    },
  },
  {
    name: 'no-python',
    hash: one,
    prepare: (context) => context.route(/\/sandbox\//, (route) => route.abort()),
    async show(page) {
      await page.getByRole('textbox', { name: 'Program in Python' }).fill(wrong);
      await page.getByRole('button', { name: 'Check' }).click();
      await page.getByText('Could not load Python').waitFor();
    },
  },
  {
    name: 'parts-missing',
    hash: one,
    prepare: (context) => context.route(/\/TaskDetails-/, (route) => route.abort()),
    show: (page) => page.getByText('Could not load this part').waitFor(),
  },
  {
    name: 'damaged-link',
    hash: '#/shared/abcdef',
    show: (page) => page.getByText('incomplete or damaged').waitFor(),
  },
  {
    name: 'link-copied',
    hash: one,
    options: { permissions: ['clipboard-read', 'clipboard-write'] },
    async show(page) {
      await write(page, wrong);
      await page.getByRole('button', { name: 'Copy share link' }).click();
      await page.getByText('It contains the task').waitFor();
    },
  },
  {
    name: 'link-to-copy',
    hash: one,
    prepare: (context) => refuseParts(context, ['navigator.clipboard'], 'rejects'),
    async show(page) {
      await write(page, wrong);
      await page.getByRole('button', { name: 'Copy share link' }).click();
      await page.getByLabel('Share link').waitFor();
    },
  },
  {
    name: 'link-received',
    hash: one,
    options: { permissions: ['clipboard-read', 'clipboard-write'] },
    async show(page) {
      await write(page, wrong);
      await page.getByRole('button', { name: 'Copy share link' }).click();
      await page.getByText('It contains the task').waitFor();
      const link = await page.evaluate(() => navigator.clipboard.readText());
      await write(page, literal);
      await page.goto('about:blank');
      await page.goto(link);
      await page.getByText('This came from a link').waitFor();
      await page.getByRole('heading', { name: /of 3 tests passed/ }).waitFor();
    },
  },
  {
    name: 'other-tab',
    hash: one,
    async show(page) {
      await write(page, wrong);
      const other = await page.context().newPage();
      await other.goto(page.url());
      await write(other, literal);
      await other.waitForTimeout(2_000);
      await write(page, `${wrong}# more`);
      await write(other, `${literal}# else`);
      await page.bringToFront();
      await page.getByRole('button', { name: 'Keep this version' }).waitFor();
    },
  },
  {
    name: 'nothing-stored',
    hash: one,
    prepare: (context) => refuseParts(context, ['indexedDB'], 'throws when called'),
    show: (page) => page.getByText(/does not let the page store/).waitFor(),
  },
  {
    name: 'delete-work',
    hash: one,
    async show(page) {
      await ready(page);
      await page.getByRole('button', { name: 'Delete my work' }).click();
      await page.getByRole('button', { name: 'Keep my work' }).waitFor();
    },
  },
  {
    name: 'import-work',
    hash: one,
    async show(page) {
      await ready(page);
      await give(page, 'File of exported work', 'work.json', '{"no": "work"}');
      await page.waitForTimeout(500);
    },
  },
];

const sets: readonly View[] = [
  {
    name: 'no-such-task',
    hash: '#/starter/999',
    show: (page) => page.getByText('no task 999').waitFor(),
  },
  {
    name: 'set-not-here',
    hash: '#/mbpp/2',
    show: (page) =>
      page
        .getByRole('main')
        .getByRole('button', { name: /^Download/ })
        .waitFor(),
  },
  {
    name: 'download-failed',
    hash: '#/mbpp/2',
    prepare: (context) => context.route(/githubusercontent/, (route) => route.abort()),
    async show(page) {
      await page
        .getByRole('main')
        .getByRole('button', { name: /^Download/ })
        .click();
      await page.getByText('Could not reach').first().waitFor();
    },
  },
  {
    name: 'own-file',
    hash: '#/own-file',
    show: (page) => page.getByRole('main').getByText('Choose file').waitFor(),
  },
  {
    name: 'own-file-refused',
    hash: '#/own-file',
    async show(page) {
      await give(page, 'Task file', 'notes.txt', 'Nothing but notes.');
      await page.getByText('no tasks Synthpad can read').first().waitFor();
    },
  },
  {
    name: 'own-file-faults',
    hash: '#/own-file',
    async show(page) {
      const row = { task_id: 1, text: 'Add two.', code: '', test_list: ['assert plus(1) == 3'] };
      const rows = [JSON.stringify(row), '{"task_id": 2}', '{', JSON.stringify(row)];
      await give(page, 'Task file', 'homework-of-the-second-week.jsonl', rows.join('\n'));
      await page.getByRole('heading', { name: /^Task 1/ }).waitFor();
      const tasks = page.getByRole('button', { name: 'Tasks', exact: true });
      if (await tasks.isVisible()) await tasks.click();
      await page.getByText('3 rows skipped').click();
    },
  },
  {
    name: 'filter',
    hash: '#/starter/3',
    async show(page) {
      await ready(page);
      const tasks = page.getByRole('button', { name: 'Tasks', exact: true });
      if (await tasks.isVisible()) await tasks.click();
      await page.getByText('Filter', { exact: true }).click();
      await page.getByRole('combobox', { name: 'Data' }).selectOption({ index: 2 });
    },
  },
  {
    name: 'mbpp',
    hash: '#/mbpp-sanitized',
    needsData: true,
    async show(page) {
      await download(page);
      await page.getByRole('heading', { name: /^Task/ }).waitFor();
      await page.goto(page.url().replace(/#.*/, '#/mbpp/16'));
      await download(page);
      await page.getByText('Wording').click();
    },
  },
  {
    name: 'human-eval',
    hash: '#/human-eval/0',
    needsData: true,
    async show(page) {
      await download(page);
      await page.getByRole('heading', { name: /^Task 0/ }).waitFor();
      await page.getByText('has_close_elements', { exact: true }).first().waitFor();
    },
  },
  {
    name: 'mbpp-plus',
    hash: '#/own-file',
    needsData: true,
    async show(page) {
      const text = readFileSync(pathOf('mbppPlus'), 'utf8').split('\n').slice(0, 3).join('\n');
      await give(page, 'Task file', 'MbppPlus.jsonl', text);
      await page.getByRole('heading', { name: /^Task/ }).waitFor();
      await page.locator('.cm-content').waitFor();
      const name = await page
        .locator('.problem dd code')
        .filter({ hasText: /\w/ })
        .first()
        .innerText();
      const program = `def ${name}(*all):\n    return None\n`;
      await page.getByRole('textbox', { name: 'Program in Python' }).fill(program);
      await page.getByRole('button', { name: 'Check' }).click();
      await page.getByText('Hidden tests').waitFor();
      await page.getByText(/Checked in/).waitFor();
    },
  },
];

async function download(page: Page): Promise<void> {
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Download/ })
    .click();
}

export const playgroundViews = [...states, ...faults, ...sets];
