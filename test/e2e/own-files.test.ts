/** Two files of a person's own that number their tasks alike, and a link into one of them. */

import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { unreadScriptsText } from '../../src/texts/task-file-texts.ts';
import { useVisits } from './page-visits.ts';

const visits = useVisits();
const permissions = { permissions: ['clipboard-read', 'clipboard-write'] };

function fileOf(name: string, functionName: string) {
  const rows = [1, 2].map((task_id) => ({
    ...{ task_id, text: `Write ${functionName}, ${task_id}.`, code: '' },
    test_list: [`assert ${functionName}(1) == ${task_id}`],
  }));
  const lines = rows.map((row) => JSON.stringify(row)).join('\n');
  return { name, mimeType: '', buffer: Buffer.from(lines) };
}

const [fileA, fileB] = [fileOf('class.jsonl', 'alpha'), fileOf('exam.jsonl', 'beta')];

async function openFile(page: Page, file: ReturnType<typeof fileOf>): Promise<void> {
  await page.getByLabel('Task file', { exact: true }).first().setInputFiles(file);
  await page.getByRole('heading', { name: new RegExp(file.name) }).waitFor();
}

async function solve(page: Page, program: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Program' }).fill(program);
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.getByRole('heading', { name: /passed/ }).waitFor();
}

const programIn = (page: Page) => page.getByRole('textbox', { name: 'Program' }).innerText();

/** How many tasks of the list are marked as solved. */
const solvedIn = (page: Page) => page.getByText('Solved by me').count();

async function goTo(page: Page, name: string, task: number): Promise<void> {
  const value = await page.getByRole('option', { name }).first().getAttribute('value');
  await page.goto(`${visits.address}#/${value}/${task}`);
  await page.getByRole('heading', { name: new RegExp(`^Task ${task} ${name}`) }).waitFor();
}

test('stand side by side, each with its own work, also after a reload', async () => {
  const page = await visits.open('#/own-file');
  await openFile(page, fileA);
  await goTo(page, 'class.jsonl', 2);
  await solve(page, 'def alpha(x):\n    return 2\n');
  await expect.poll(() => solvedIn(page)).toBe(1);
  await page.getByText('Open another file').first().click();
  await openFile(page, fileB);
  await goTo(page, 'exam.jsonl', 2);
  expect((await programIn(page)).trim()).not.toContain('alpha');
  await page.getByText('assert beta(1) == 2').first().waitFor();
  expect(await solvedIn(page)).toBe(0);

  await page.reload();
  await page.getByRole('heading', { name: /^Task 2 exam.jsonl/ }).waitFor();
  await page.getByText('assert beta(1) == 2').first().waitFor();
  await goTo(page, 'class.jsonl', 2);
  await page.getByText('assert alpha(1) == 2').first().waitFor();
  await expect.poll(() => programIn(page)).toContain('def alpha(x):');
});

test('a link into one opens beside the other, and in that file where it is here', async () => {
  const sender = await visits.open('#/own-file', permissions);
  await openFile(sender, fileA);
  await goTo(sender, 'class.jsonl', 2);
  await solve(sender, 'def alpha(x):\n    return 2\n');
  await sender.getByRole('button', { name: 'Copy share link' }).click();
  await sender.getByText('It contains the task').waitFor();
  const link = await sender.evaluate(() => navigator.clipboard.readText());

  const receiver = await visits.open('#/own-file');
  await openFile(receiver, fileB);
  await goTo(receiver, 'exam.jsonl', 2);
  await solve(receiver, 'def beta(x):\n    return 2\n');
  await receiver.goto(link);
  await receiver.getByText('assert alpha(1) == 2').first().waitFor();
  await receiver.getByRole('heading', { name: /^Task 2 shared-task-2/ }).waitFor();
  await receiver.getByRole('heading', { name: /passed/ }).waitFor();
  await goTo(receiver, 'exam.jsonl', 2);
  await expect.poll(() => programIn(receiver)).toContain('def beta(x):');

  await receiver.reload();
  await receiver.getByRole('heading', { name: /^Task 2 exam.jsonl/ }).waitFor();
  await expect.poll(() => programIn(receiver)).toContain('def beta(x):');
  await receiver.getByText('Open another file').first().click();
  await openFile(receiver, fileA);
  await receiver.goto(link);
  await receiver.getByRole('heading', { name: /^Task 2 class.jsonl/ }).waitFor();
});

test('what is no longer here is asked for by a sentence', async () => {
  const page = await visits.open('#/own-file/2');
  await page.getByText('Task 2 is from your own file.').waitFor();
  await openFile(page, fileA);
  await page.getByRole('heading', { name: /^Task 2 class.jsonl/ }).waitFor();
});

test('a body by hand completes its prompt, and its lines are those of the editor', async () => {
  const row = {
    ...{ task_id: 'Own/1', entry_point: 'last', canonical_solution: '    return xs[-1]\n' },
    prompt: 'from typing import List\n\n\ndef last(xs: List[int]) -> int:\n    """ Its last. """\n',
    test: "\n\nMETADATA = {'author': 'me'}\n\n\ndef check(candidate):\n    assert candidate([4]) == 4\n",
  };
  const page = await visits.open('#/own-file');
  await openFile(page, {
    ...{ name: 'rest.jsonl', mimeType: '', buffer: Buffer.from(JSON.stringify(row)) },
  });
  expect(await page.getByText('METADATA').count()).toBe(0);
  await page.getByText('def check(candidate):').first().waitFor();
  await solve(page, '    if xs is None:\n        raise KeyError\n    return xs[-1]\n');
  const editor = page.getByRole('textbox', { name: 'Program' });
  await editor.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText('    missing = 1\n    return ys[-1]\n');
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.getByRole('heading', { name: 'Runtime error' }).waitFor();
  await page.getByText('line 2 of the program').first().waitFor();
  expect((await programIn(page)).trimEnd()).toBe('    missing = 1\n    return ys[-1]');
});

test('hidden tests that are scripts are said not to be read, and the asserts beside them are', async () => {
  const script = 'import numpy as np\nfor each in [1]:\n    assert double(each) == 2 * each';
  const row = {
    ...{ task_id: 2, prompt: 'Write double, of one number.', code: 'def double(x): return 2 * x' },
    ...{ source_file: 'a.ipynb', test_imports: [], test_list: ['assert double(2) == 4'] },
    test: script,
  };
  const viewed = { rows: [{ row_idx: 0, row, truncated_cells: [] }], num_rows_total: 1 };
  const page = await visits.open('#/own-file');
  const buffer = Buffer.from(JSON.stringify(viewed));
  await openFile(page, { ...{ name: 'mbppplus.json', mimeType: '' }, buffer });
  await page.getByText(unreadScriptsText(1)).first().waitFor();
  await solve(page, 'def double(x):\n    return 2 * x\n');
  expect(await page.getByText('import numpy').count()).toBe(0);
});
