/** Sets of tasks: missing, downloaded, of a person's own, filtered. */

import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { pathOf } from '../../support/published.ts';
import { give, ready, type View } from './view.ts';

export const taskSetViews: readonly View[] = [
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
    name: 'worked-solution',
    hash: '#/own-file',
    async show(page) {
      const row = {
        ...{ task_id: 0, prompt: '# a circle is 12 m across . what is 25 % of its area ?' },
        code: 'n0 = 12.0\nn1 = 25.0\nt0 = n0 / 2.0\nt1 = math.pi * t0**2\nt2 = n1 / 100.0\nanswer = t1 * t2',
        ...{
          answer: 9 * Math.PI,
          formula: 'divide(n0,const_2)|circle_area(#0)|divide(n1,const_100)|multiply(#1,#2)',
        },
      };
      await give(page, 'Task file', 'geometry.jsonl', JSON.stringify(row));
      await page.getByText('Reference solution').click();
      await page.getByRole('button', { name: 'Show code' }).click();
      await page.getByRole('region', { name: 'Worked solution' }).waitFor();
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
      await page.getByRole('heading', { name: /passed/ }).waitFor();
    },
  },
];

async function download(page: Page): Promise<void> {
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Download/ })
    .click();
}
