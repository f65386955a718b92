/** The study of hints: what was said in this browser and what others bring, as one curve. */
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { type AttemptRecord, newAttempt } from '../../../../src/app/work/records.ts';
import Page from '../../../../src/ui/page/Page.svelte';
import { fakePage } from '../../app/fake-page.ts';
import { sourceOf, taskOf } from '../../app/made-up-tasks.ts';

const counts = { promptTokens: null, replyTokens: null, firstTokenMs: null, totalMs: 1 };
const generation = { text: 'x', finish: 'stop', ...counts } as const;

function turn(task: string, isSolved: boolean, before: AttemptRecord | null): AttemptRecord {
  return {
    ...newAttempt(task),
    author: { kind: 'model', name: 'tiny' },
    reply: { generation, isWhole: true, search: null },
    ...{ program: 'pass', status: isSolved ? 'passed' : 'failed-assertion' },
    after: before?.id ?? null,
    hint: before && { text: 'No.', from: 'person' },
  };
}

function dialog(task: string, outcomes: readonly boolean[]): AttemptRecord[] {
  const turns: AttemptRecord[] = [];
  for (const isSolved of outcomes) turns.push(turn(task, isSolved, turns.at(-1) ?? null));
  return turns;
}

test('dialogs of this browser and of others make one curve, and nothing else changes', async () => {
  const page = fakePage([sourceOf([taskOf('1', 'raise'), taskOf('2', 'lower')])]);
  for (const attempt of dialog('starter/1', [false, true])) page.parts.work.keepAttempt(attempt);
  page.bar.go('#/evaluation/studies/hints');
  const screen = await render(Page, { parts: page.parts });
  await expect
    .element(screen.getByText('Hints from people: 1 dialog on 1 task; 0.0% solved without a hint'))
    .toBeVisible();
  // The paper's own points stand beside the curve, and in its table.
  await screen.getByText('Numbers as a table').click();
  const rows = screen.getByRole('table').element().querySelectorAll('tbody tr');
  expect(
    [...rows].map((row) => (row as HTMLElement).innerText.split(/\s*\t\s*/).slice(0, 3)),
  ).toEqual(
    expect.arrayContaining([
      ['Paper: solved of 50 tasks (after four hints, more than this)', '0', '0.3000'],
      ['Paper: solved of 50 tasks (after four hints, more than this)', '1', '0.5500'],
      ['Paper: solved of 50 tasks (after four hints, more than this)', '4', '0.6500'],
    ]),
  );
  const theirs = {
    ...{ format: 'synthpad-memory', version: 1, programs: [], settings: [] },
    attempts: dialog('starter/2', [true]),
  };
  const file = new File([JSON.stringify(theirs)], 'of-ada.json');
  const input = screen.getByLabelText('File of dialogs or of exported work');
  await userEvent.upload(input, file);
  await expect
    .element(
      screen.getByText('2 dialogs on 2 tasks; 50.0% solved without a hint, 100.0% with up to'),
    )
    .toBeVisible();
  await userEvent.upload(input, file);
  await expect.element(screen.getByText('are here already')).toBeVisible();
  expect((await page.parts.work.export()).attempts).toHaveLength(2);
  await screen.getByRole('button', { name: 'Remove of-ada.json' }).click();
  await expect.element(screen.getByText('1 dialog on 1 task; 0.0%')).toBeVisible();
  await userEvent.upload(input, new File(['{}'], 'other.json'));
  await expect.element(screen.getByText('This is not a file of dialogs.')).toBeVisible();
});

test('before any dialog the page says what will be seen', async () => {
  const page = fakePage([sourceOf([taskOf('1', 'raise')])]);
  page.bar.go('#/evaluation/studies/hints');
  const screen = await render(Page, { parts: page.parts });
  await expect.element(screen.getByText('No dialog with a model has been held')).toBeVisible();
});
