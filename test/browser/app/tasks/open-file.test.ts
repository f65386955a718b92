/** Files dropped on the playground: what each of them is, and what the page says of it. */
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { runLine } from '../../../../src/evaluation/log/run-log.ts';
import Page from '../../../../src/ui/page/Page.svelte';
import { planOf, runOf } from '../../../support/plans.ts';
import { fakePage } from '../fake-page.ts';
import { sourceOf, taskOf } from '../made-up-tasks.ts';

const tasks = [taskOf('1', 'raise'), taskOf('2', 'lower')];

function drop(text: string, name: string): void {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name));
  document.body.dispatchEvent(
    new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }),
  );
}

test.each([
  ['run.jsonl', runLine(runOf({})), 'This is the log of a run'],
  ['plan.json', JSON.stringify(planOf(), null, 2), 'This is the plan of a run'],
  ['samples.jsonl', '{"task_id": 1, "completion": "pass"}\n', 'This is a file of completions'],
  ['other.jsonl', '{"a": 1}\n{"b": 2}\n', 'None of the 2 rows is a task. Line 1: '],
])('%s is no file of tasks, and the task stays', async (name, text, sentence) => {
  const page = fakePage([sourceOf(tasks)]);
  page.bar.hash = '#/starter/2';
  await page.taskBrowser.follow();
  const screen = await render(Page, { parts: page.parts });
  drop(text, name);
  const notice = screen.getByRole('alert').filter({ hasText: sentence });
  await expect.element(notice).toHaveTextContent(`${name} was not opened.`);
  expect(page.bar.hash).toBe('#/starter/2');
  expect(page.taskBrowser.sets).toEqual(fakePage([sourceOf(tasks)]).taskBrowser.sets);
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await expect.element(notice).not.toBeInTheDocument();
});

test('a file of tasks dropped on the evaluation is told as one, and not as completions', async () => {
  const page = fakePage([sourceOf(tasks)]);
  page.bar.go('#/evaluation');
  const screen = await render(Page, { parts: page.parts });
  const runs = screen.getByRole('complementary', { name: 'Runs' });
  await expect.element(runs).toBeVisible();
  drop('{"task_id": 1, "text": "It.", "code": "", "test_list": ["assert f()"]}\n', 'tasks.jsonl');
  await expect
    .element(runs.getByRole('alert'))
    .toHaveTextContent('This is a file of tasks, not of completions.');
  await expect
    .element(runs.getByRole('button', { name: 'Import with these settings' }))
    .not.toBeInTheDocument();
});

test('a file dropped while the evaluation is still on its way is taken when it is there', async () => {
  const page = fakePage([sourceOf(tasks)]);
  page.bar.go('#/evaluation');
  const screen = await render(Page, { parts: page.parts });
  drop('{"task_id": 1, "completion": "pass"}\n', 'samples.jsonl');
  await expect
    .element(screen.getByRole('button', { name: 'Import with these settings' }))
    .toBeVisible();
});

test('exported work dropped on the evaluation is imported', async () => {
  const page = fakePage([sourceOf(tasks)]);
  page.bar.go('#/evaluation');
  const screen = await render(Page, { parts: page.parts });
  const work = await page.parts.work.export();
  const programs = [{ task: 'starter/2', program: 'x = 1', changedAt: 1 }];
  drop(JSON.stringify({ ...work, programs }), 'synthpad-work.json');
  const runs = screen.getByRole('complementary', { name: 'Runs' });
  await expect.element(runs.getByText(/1 program/)).toBeVisible();
});
