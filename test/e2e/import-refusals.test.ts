/** Completions that seem to be of other tasks, and files that are none: what the page says and offers. */
import type { Locator, Page } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { faultsLightAndDark } from '../support/axe.ts';
import { dropFile } from '../support/drop-file.ts';
import { useVisits } from './page-visits.ts';

const visits = useVisits({ areShared: true });
const names = ['twice', 'thrice', 'half', 'square', 'negate', 'same'];
let page: Page;

const linesOf = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n');

/** With the ids that the starter tasks have too. */
const ownTasks = linesOf(
  names.map((name, at) => ({
    ...{ task_id: at + 1, text: `Write a function called ${name}.`, code: `def ${name}(n): ...` },
    test_list: [`assert ${name}(0) == 0`],
  })),
);

const ownSamples = names.map((name, at) => ({
  ...{ task_id: at + 1, completion: `def ${name}(n):\n    return 0` },
}));

async function choose(name: string, content: string | Uint8Array): Promise<void> {
  await page.getByLabel('File of completions', { exact: true }).setInputFiles({
    ...{ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) },
  });
}

async function chooseStarterTasks(): Promise<void> {
  const list = page.getByRole('complementary', { name: 'Runs' });
  await list.getByLabel('Tasks', { exact: true }).selectOption({ label: 'Starter tasks' });
}

const refusal = () => page.getByRole('alert');
const button = (name: string) => page.getByRole('button', { name, exact: true });

beforeAll(async () => {
  page = await visits.open('#/starter/1', { reducedMotion: 'reduce' });
  await dropFile(page, 'tasks-of-the-course-in-winter.jsonl', ownTasks);
  await page.getByText('Write a function called twice.').first().waitFor();
  await page.getByRole('link', { name: 'Evaluation' }).click();
  await page.getByText('Import', { exact: true }).click();
});

test.for<[string, string | Uint8Array, string]>([
  ['samples.parquet', 'PAR1\u0015\u0004', 'This is a Parquet file. Convert it to JSON Lines'],
  ['run.eval', 'PK\u0003\u0004', 'This is a zip archive, such as an Inspect log (.eval).'],
  [
    'promptfoo.json',
    JSON.stringify({ evalId: 'a', results: [], config: {} }),
    'This is an export of promptfoo.',
  ],
  ['torn.json', '[{"task_id": 1', 'The JSON array is incomplete or invalid.'],
])('%s is named, with what to do', async ([name, content, sentence]) => {
  await choose(name, content);
  await refusal().getByText(sentence).waitFor();
  expect(await refusal().getByRole('button').count()).toBe(0);
});

test('ids of a set that is not on this device lead to that set', async () => {
  const samples = [1, 2, 3].map((id) => ({ task_id: `HumanEval/${id}`, completion: '    pass' }));
  await choose('human-eval.jsonl', linesOf(samples));
  await refusal().getByText('The IDs are those of “HumanEval”.').waitFor();
  await refusal().getByText('“HumanEval” is not on this device. Download it in').waitFor();
  const link = refusal().getByRole('link', { name: 'Open “HumanEval”' });
  expect(await link.getAttribute('href')).toBe('#/human-eval');
  // None of them would become a sample: there is nothing to insist on.
  expect(await refusal().getByRole('button').count()).toBe(0);
});

test('a file that fits another set is imported as that set by one press', async () => {
  await chooseStarterTasks();
  await choose('my-samples.jsonl', linesOf(ownSamples));
  await refusal()
    .getByText(
      'None of the 6 programs defines the function that its task in “Starter tasks” asks for. The completions seem to be of another task set. They fit “tasks-of-the-course-in-winter.jsonl”.',
    )
    .waitFor();
  await button('Import anyway').waitFor();
  // The list of runs is narrow: what is long wraps.
  const widths = refusal().evaluate((notice) => [notice.scrollWidth, notice.clientWidth]);
  const [needed, given] = await widths;
  expect(needed).toBe(given);
  expect(await faultsLightAndDark(page)).toEqual([]);
  await button('Import as “tasks-of-the-course-in-winter.jsonl”').click();
  await page.getByText('6 completions read, for 6 tasks.').waitFor();
  await page.getByText('. Finished.').waitFor();
  await page.getByText('100.0%', { exact: true }).first().waitFor();
  expect(await refusal().count()).toBe(0);
});

test('a person who insists gets what was asked for', async () => {
  const samples = [1, 901, 902].map((id) => ({ task_id: id, completion: 'x = 1' }));
  await chooseStarterTasks();
  await choose('odd.jsonl', linesOf(samples));
  await refusal().getByText('Only 1 of 3 task IDs is in “Starter tasks”.').waitFor();
  await button('Import anyway').click();
  await page.getByText('1 completion read, for 1 task.').waitFor();
  await page.getByText('The set has no task 901, 902.').waitFor();
});

test('a refused file waits for other choices, and makes room for another file', async () => {
  await choose('odd.jsonl', linesOf([{ task_id: 901, completion: 'x = 1' }]));
  await refusal().getByText('None of the file’s task IDs is in “Starter tasks”.').waitFor();
  await button('Import with these settings').waitFor();
  await page.getByText('odd.jsonl').last().waitFor();
  await dropFile(page, 'other.jsonl', linesOf(ownSamples));
  await page.getByText('other.jsonl').last().waitFor();
  expect(await refusal().count()).toBe(0);
});

test('tasks dropped here become a set that plans and studies can choose, and the page stays', async () => {
  await page.setViewportSize({ width: 1280, height: 700 });
  const row = {
    task_id: 1,
    text: 'Add.',
    code: 'def add(a, b): ...',
    test_list: ['assert add(1, 2) == 3'],
  };
  await dropFile(page, 'arithmetic.jsonl', linesOf([row]));
  const notice = refusal().filter({ hasText: 'This is a file of tasks, not of completions.' });
  await notice.waitFor();
  // It stands below much else, and nobody looks for it there.
  await expect.poll(() => isInView(notice)).toBe(true);
  await button('Add as a task set').click();
  await page.getByText('“arithmetic.jsonl” is one of the task sets now.').waitFor();
  const sets = page.getByRole('main').getByLabel('Tasks', { exact: true }).first();
  await page.getByRole('link', { name: 'New run' }).click();
  expect(await sets.locator('option').allTextContents()).toContain('arithmetic.jsonl');
  await dropFile(page, 'none.jsonl', linesOf([{ ...row, test_list: 7 }]));
  await button('Add as a task set').click();
  await refusal().getByText('The file contains no task.').waitFor();
});

function isInView(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
}
