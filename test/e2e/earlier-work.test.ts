/** The programs, attempts and settings that an earlier version stored, looked for on the page. */

import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import {
  earlier,
  type EarlierAttempt,
  earlierLinks,
  earlierRuns,
  folder,
  textOf,
} from '../support/earlier-version.ts';
import { has } from '../support/published.ts';
import {
  chooseAttempt,
  expectAttempts,
  expectProgram,
  savedFile,
  useEarlierVisits,
} from './earlier-visits.ts';

const visits = useEarlierVisits();
const { returning, visit } = visits;

const starterTasks = [...new Set(earlier.programs.map(({ task }) => task))].filter((task) =>
  task.startsWith('starter/'),
);

function attemptsOf(task: string): readonly EarlierAttempt[] {
  return earlier.attempts
    .filter((attempt) => attempt.task === task)
    .sort((left, right) => left.startedAt - right.startedAt);
}

function programOf(task: string): string {
  return earlier.programs.find((record) => record.task === task)?.program ?? '';
}

test('the kept data holds what it is to hold', () => {
  const kinds = (of: readonly EarlierAttempt[]) => [
    ...new Set(of.map(({ author }) => author.kind)),
  ];
  expect(kinds(earlier.attempts).sort()).toEqual(['model', 'person', 'search']);
  expect(earlier.runs).toHaveLength(Object.keys(earlierRuns).length);
  expect(earlier.samples).toHaveLength(earlier.outcomes.length);
});

test.for(starterTasks)('%s has its program, and each attempt is one press away', async (task) => {
  const page = await returning(`#/${task}`);
  const attempts = attemptsOf(task);
  await expectAttempts(page, attempts.length);
  await expectProgram(page, programOf(task));
  for (const [index, { program }] of attempts.entries()) {
    if (program === null) continue;
    await chooseAttempt(page, index + 1);
    await expectProgram(page, program);
  }
});

test('the turns of a dialog are there as they were said', async () => {
  const page = await returning('#/starter/3');
  const attempts = attemptsOf('starter/3');
  const said = attempts.flatMap(({ hint }) => (hint ? [hint.text] : []));
  expect(said).toHaveLength(2);
  await expectAttempts(page, attempts.length);
  await chooseAttempt(page, attempts.length);
  for (const text of said) await page.getByText(text).first().waitFor();
});

test('the samples of one press are together, with the same pass@k', async () => {
  const page = await returning('#/starter/1');
  await expectAttempts(page, 5);
  await page.getByText(/pass@1 60(\.0)?\s?%/).waitFor();
});

test('a reply that was cut short is there as far as it came', async () => {
  const page = await returning('#/starter/6');
  await expectAttempts(page, 2);
  await page.getByText('# thought 0').first().waitFor();
});

async function exportedWork(page: Page) {
  return JSON.parse(await savedFile(page, 'Export my work')) as Work;
}

interface Work {
  readonly programs: readonly { readonly task: string; readonly program: string }[];
  readonly attempts: readonly EarlierAttempt[];
}

function expectAllOf(earlierWork: Work, { programs, attempts }: Work): void {
  const byTask = ({ task, program }: { task: string; program: string }) => `${task}: ${program}`;
  expect(programs.map(byTask).sort()).toEqual(earlierWork.programs.map(byTask).sort());
  const byId = Object.fromEntries(attempts.map((attempt) => [attempt.id, attempt]));
  expect(Object.keys(byId)).toHaveLength(earlierWork.attempts.length);
  for (const attempt of earlierWork.attempts) expect(byId[attempt.id]).toMatchObject(attempt);
}

test('all of it is in the file that a person can save', async () => {
  const page = await returning('#/starter/3');
  await expectAttempts(page, attemptsOf('starter/3').length);
  expectAllOf(earlier, await exportedWork(page));
});

async function importWork(page: Page): Promise<void> {
  const input = page.getByLabel('File of exported work', { exact: true });
  await input.setInputFiles(`${folder}/synthpad-work.json`);
  await page
    .getByRole('status')
    .filter({ hasText: /import|already/i })
    .waitFor();
}

test('a file of work is imported as it was saved', async () => {
  const page = await visit('#/starter/3');
  await expectAttempts(page, 0);
  await importWork(page);
  expectAllOf(JSON.parse(textOf('synthpad-work.json')), await exportedWork(page));
});

test('importing it where that work still is changes nothing', async () => {
  const page = await returning('#/starter/3');
  await expectAttempts(page, attemptsOf('starter/3').length);
  await importWork(page);
  expectAllOf(earlier, await exportedWork(page));
});

/** All own files had one name then, so what is theirs stands beside each task of that id. */
async function expectAmongAttempts(page: Page, key: string): Promise<void> {
  const programs = new Set(
    [{ program: programOf(key) }, ...attemptsOf(key)].map(({ program }) => program ?? ''),
  );
  await expectAttempts(page, programs.size);
  let number = 0;
  for (const program of [...attemptsOf(key).map((each) => each.program ?? ''), programOf(key)]) {
    if (!programs.delete(program)) continue;
    number += 1;
    await chooseAttempt(page, number);
    await expectProgram(page, program);
  }
}

test('programs for files of one’s own are there when those are opened again', async () => {
  const page = await returning('#/own-file');
  await openFile(page, 'own-tasks.jsonl');
  await page.getByRole('heading', { name: /mine/ }).first().waitFor();
  await expectAmongAttempts(page, 'own-file/mine');
  await page.getByRole('link', { name: /Doubles a text/ }).click();
  await expectAmongAttempts(page, 'own-file/b c? é');
  await page.goto(`${visits.address}#/own-file`);
  await openFile(page, 'own-tasks-with-hidden-inputs.jsonl');
  await page.getByRole('heading', { name: /9001/ }).first().waitFor();
  await expectAmongAttempts(page, 'own-file/9001');
});

async function openFile(page: Page, name: string): Promise<void> {
  const input = page.getByLabel('Task file', { exact: true }).first();
  await input.setInputFiles(`${folder}/${name}`);
}

test('an address of a task in a file of one’s own leads to it once that is open', async () => {
  const page = await returning(earlierLinks['own-file-task'] ?? '');
  await openFile(page, 'own-tasks.jsonl');
  await page
    .getByRole('heading', { name: /b c\? é/ })
    .first()
    .waitFor();
});

test.runIf(has('mbpp', 'sanitized')).for(['mbpp/2', 'mbpp-sanitized/3'])(
  '%s has its program, and its set needs no second download',
  async (task) => {
    const page = await returning(`#/${task}`);
    await expectProgram(page, programOf(task));
    await expectAttempts(page, attemptsOf(task).length);
  },
);

test('a tab of that version tells what is written in it', async () => {
  const page = await returning('#/starter/10');
  await expectProgram(page, programOf('starter/10'));
  const other = await page.context().newPage();
  await other.goto(`${visits.address}icon.svg`);
  const change = { task: 'starter/10', before: programOf('starter/10'), program: 'x = 10\n' };
  await other.evaluate((message) => {
    new BroadcastChannel('synthpad-programs').postMessage(message);
  }, change);
  await expectProgram(page, 'x = 10');
});

test('settings are as they were', async () => {
  const page = await returning('#/starter/10');
  await page.getByRole('button', { name: 'Generate 7' }).waitFor();
  const numbers = page.getByRole('spinbutton', { includeHidden: true });
  await expect
    .poll(async () =>
      Promise.all((await numbers.all()).map((field) => field.inputValue())).then((all) =>
        all.sort(),
      ),
    )
    .toEqual(['0.7', '0.85', '320', '42', '7']);
  // The paper's prompt with one example, and two of this task's three asserts.
  const prompt = async () => {
    const parts = await page.locator('textarea').all();
    return (await Promise.all(parts.map((part) => part.inputValue()))).join('\n');
  };
  await expect.poll(prompt).toContain("assert word_gap('a b c', 'a') == 2");
  const text = await prompt();
  expect(text.split('[BEGIN]')).toHaveLength(3);
  expect(text.match(/assert word_gap/g)).toHaveLength(2);

  expect(await page.getByRole('button', { pressed: true, name: /large/i }).count()).toBe(1);
  await page.getByRole('button', { name: /shortcuts/i }).click();
  const shortcuts = page.getByRole('dialog');
  await shortcuts.getByText('Alt', { exact: true }).waitFor();
  await shortcuts.getByText('Z', { exact: true }).waitFor();
  expect(await shortcuts.getByRole('checkbox').isChecked()).toBe(false);
});

test('whoever hid what writes programs does not see it until they want to', async () => {
  const page = await returning('#/starter/3', {});
  // A model wrote it: it is kept out of view as well, and comes back.
  await expectProgram(page, 'def last_word(sentence):');
  const generate = page.getByRole('button', { name: /^Generate/ });
  expect(await generate.count()).toBe(0);
  await page.getByRole('button', { pressed: true }).filter({ hasNotText: 'A' }).first().click();
  await generate.waitFor();
  await expectProgram(page, programOf('starter/3'));
});

test('the chosen model is loaded from this device, and the others are offered', async () => {
  const page = await returning('#/starter/10');
  const writer = page.getByRole('button', { name: /^Model: tiny-reciter,/ });
  await writer.waitFor();
  await writer.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Tiny-q4f16_1-MLC', { exact: false }).first().waitFor();
  await dialog.getByText('large', { exact: true }).first().waitFor();
});
