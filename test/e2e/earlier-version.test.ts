/**
 * Whoever used an earlier version finds everything again: what it stored, linked and exported was
 * kept from then (`test/data/version-0.1`). Looked for by content, since the words around it change.
 */

import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from 'playwright';
import { afterEach, expect, test } from 'vitest';
import type {} from '../../src/headless.ts';
import {
  contentOf,
  earlier,
  type EarlierAttempt,
  earlierLinks,
  earlierLogs,
  earlierPlans,
  earlierRuns,
  folder,
  restoreProfile,
  type Changes,
} from '../support/earlier-version.ts';
import { has } from '../support/published.ts';
import { useVisits } from './page-visits.ts';

const visits = useVisits();
/** What the page threw, which no test here expects. */
const thrown: Error[] = [];

function visit(
  hash: string,
  prepare: (context: BrowserContext) => Promise<void> = async () => {},
): Promise<Page> {
  return visits.open(hash, {}, async (context) => {
    context.on('weberror', (error) => thrown.push(error.error()));
    await prepare(context);
  });
}

afterEach(() => {
  expect(thrown.splice(0)).toEqual([]);
});

/** The person whose profile it is had hidden what writes programs; most tests look for that. */
const withWriters: Changes = { 'solve-it-yourself': false };

function returning(hash: string, changes: Changes = withWriters): Promise<Page> {
  return visit(hash, (context) => restoreProfile(context, visits.address, changes));
}

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

async function expectProgram(page: Page, program: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: 'Program' });
  const shown = async () => asWhole(await editor.innerText(), program);
  await expect.poll(shown, { timeout: 20_000 }).toBe(program.trimEnd());
}

/** Of a long program the editor lays out what is in sight and no more: the rest counts as shown. */
function asWhole(shown: string, program: string): string {
  const lines = shown.trimEnd().split('\n');
  const isPart = lines.length > 20 && lines.every((line) => program.split('\n').includes(line));
  return isPart ? program.trimEnd() : lines.join('\n');
}

function attemptButtons(page: Page) {
  return page.getByRole('button', { name: /^Attempt \d+ /, includeHidden: true });
}

async function expectAttempts(page: Page, count: number): Promise<void> {
  await expect.poll(() => attemptButtons(page).count(), { timeout: 20_000 }).toBe(count);
}

async function chooseAttempt(page: Page, number: number): Promise<void> {
  const button = page.getByRole('button', {
    name: new RegExp(`^Attempt ${number} `),
    includeHidden: true,
  });
  // The older ones are folded away.
  await button.evaluate((element) => element.closest('details')?.setAttribute('open', ''));
  await button.click();
}

async function savedFile(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  return readFile(await download.path(), 'utf8');
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

test('all of it is in the file that a person can save', async () => {
  const page = await returning('#/starter/3');
  await expectAttempts(page, attemptsOf('starter/3').length);
  const saved = JSON.parse(await savedFile(page, 'Export my work'));
  const programs = (records: readonly { program: string | null }[]) =>
    records.map(({ program }) => program).sort();
  expect(programs(saved.programs)).toEqual(programs(earlier.programs));
  const byId = new Map(saved.attempts.map((attempt: EarlierAttempt) => [attempt.id, attempt]));
  for (const attempt of earlier.attempts) {
    const { id, author, request, reply, program, status, hint } = attempt;
    expect(byId.get(id)).toMatchObject({ author, request, reply, program, status, hint });
  }
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
  await expectProgram(page, programOf('starter/3'));
  const generate = page.getByRole('button', { name: /^Generate/ });
  expect(await generate.count()).toBe(0);
  await page.getByRole('button', { pressed: true }).filter({ hasNotText: 'A' }).first().click();
  await generate.waitFor();
});

test('the chosen model is loaded from this device, and the others are offered', async () => {
  const page = await returning('#/starter/10');
  const writer = page.getByRole('button', { name: /tiny-reciter$/ });
  await writer.waitFor();
  await writer.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Tiny-q4f16_1-MLC', { exact: false }).first().waitFor();
  await dialog.getByText('large', { exact: true }).first().waitFor();
});

/** By sample; what a store adds to them does not count. */
function statuses(outcomes: readonly { task: string; index: number; status: string | null }[]) {
  return Object.fromEntries(
    outcomes
      .map(({ task, index, status }) => [`${task}/${index}`, status] as const)
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}

async function headless(page: Page): Promise<Page> {
  const other = await page.context().newPage();
  await other.goto(`${visits.address}headless.html`);
  await other.waitForFunction(() => 'synthpad' in window);
  return other;
}

function outcomesOf(page: Page, run: string) {
  return page.evaluate((id) => window.synthpad.outcomes(id), run);
}

test('every run is listed, with its samples and their statuses', async () => {
  const page = await returning('#/evaluation');
  for (const { id, plan } of earlier.runs) {
    const link = page.locator(`a[href="#/evaluation/${id}"]`);
    await link.waitFor();
    expect(await link.innerText()).toContain(plan.name);
  }
  const other = await headless(page);
  for (const { id } of earlier.runs) {
    const before = earlier.outcomes.filter(({ run }) => run === id);
    expect(statuses(await outcomesOf(other, id))).toEqual(statuses(before));
  }
});

test('a run opens by its address with what it came to, and each reply', async () => {
  const page = await returning(earlierLinks['run'] ?? '');
  await page.getByRole('heading', { level: 1, name: 'Finished by a model' }).waitFor();
  await page
    .getByText(/^41\.7\s?%/)
    .first()
    .waitFor();
  await page.getByRole('row', { name: /backwards and in capital letters/ }).click();
  await page.getByText('return words[::-1]').first().waitFor();
});

test('runs are compared by their address', async () => {
  const page = await returning(earlierLinks['comparison'] ?? '');
  await page
    .getByText(/McNemar/)
    .first()
    .waitFor();
});

test('runs that were left in a queue are offered, and come to their end', async () => {
  const page = await returning('#/evaluation');
  const offer = page.getByText(/Left in the middle.*Left in the queue/);
  await offer.waitFor();
  await page.getByRole('button', { name: /^(Go on|Continue|Resume) / }).click();
  const other = await headless(page);
  const middle = earlierRuns['middle'] ?? '';
  const queued = earlierRuns['queued'] ?? '';
  await expect
    .poll(async () => (await outcomesOf(other, queued)).length, { timeout: 100_000 })
    .toBe(2);
  const after = statuses(await outcomesOf(other, middle));
  expect(Object.keys(after)).toHaveLength(7);
  const before = statuses(earlier.outcomes.filter(({ run }) => run === middle));
  expect(Object.keys(before).length).toBeGreaterThan(0);
  expect(after).toMatchObject(before);
});

test('saved plans are there', async () => {
  const page = await returning('#/evaluation');
  for (const name of ['Published, a split, by a GGUF', 'Finished by a model']) {
    await page.getByRole('button', { name: new RegExp(`^Open ${name}`) }).waitFor();
  }
});

async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content], fileName));
      return data;
    },
    [name, text] as const,
  );
  await page.locator('main').dispatchEvent('drop', { dataTransfer });
}

test('every plan opens as it was saved', async () => {
  const page = await visit('#/evaluation');
  const name = page.getByRole('textbox', { name: 'Name' });
  await name.waitFor();
  for (const text of Object.values(earlierPlans)) {
    const plan = JSON.parse(text);
    await dropFile(page, 'plan.json', text);
    await expect.poll(() => name.inputValue()).toBe(plan.name);
    expect(JSON.parse(await savedFile(page, 'Export plan'))).toEqual(plan);
  }
});

test('a link to a plan opens it', async () => {
  const link = earlierLinks['plan'] ?? '';
  const page = await visit(link);
  const name = page.getByRole('textbox', { name: 'Name' });
  await expect.poll(() => name.inputValue()).toBe('Finished by a model');
  expect(JSON.parse(await savedFile(page, 'Export plan'))).toEqual(contentOf(link));
});

interface Line {
  readonly kind: string;
  readonly run?: { readonly id: string; readonly plan: { readonly name: string } };
  readonly task?: string;
  readonly index?: number;
  readonly verdict?: { readonly status: string } | null;
}

test.for(Object.entries(earlierLogs))('the log %s opens with its outcomes', async ([, log]) => {
  const lines = log
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  const { run } = lines[0] ?? {};
  if (!run) throw new Error('A log begins with its run.');
  const page = await visit('#/evaluation');
  await page.getByRole('textbox', { name: 'Name' }).waitFor();
  await dropFile(page, 'log.jsonl', log);
  await page.getByRole('heading', { level: 1, name: run.plan.name }).waitFor();
  const before = lines.flatMap(({ kind, task = '', index = 0, verdict }) =>
    kind === 'sample' ? [{ task, index, status: verdict?.status ?? null }] : [],
  );
  expect(before.length).toBeGreaterThan(0);
  const other = await headless(page);
  expect(statuses(await outcomesOf(other, run.id))).toEqual(statuses(before));
});

/** It may be folded away. */
async function expectReply(page: Page, reply: string): Promise<void> {
  const code = reply.split('\n').find((line) => /^(def |#)/.test(line)) ?? reply;
  await page.getByText(code).first().waitFor({ state: 'attached' });
}

interface SharedContent {
  readonly task: { readonly source: string; readonly id: string };
  readonly request: {
    readonly prompt: { readonly kind: string };
    readonly sampling: object;
  } | null;
  readonly reply: string | null;
  readonly search?: { readonly progress: { readonly tried: number } };
  readonly program: string;
}

const sharedLinks = Object.entries(earlierLinks)
  .filter(([name]) => name.startsWith('shared-'))
  .map(([name, link]) => ({ name, link, content: contentOf(link) as SharedContent }));

test.for(sharedLinks.filter(({ content }) => !content.task.source.startsWith('mbpp')))(
  'the link $name opens with its task and program',
  async ({ link, content }) => {
    const page = await visit(link);
    const { task, program, reply, search } = content;
    await page
      .getByRole('heading', { name: new RegExp(`\\b${task.id.replace('?', '\\?')}`) })
      .first()
      .waitFor();
    if (program.trim() !== '') await expectProgram(page, program);
    await expectAttempts(page, 1);
    const tried = search?.progress.tried ?? 0;
    if (tried > 0) await page.getByText(tried.toLocaleString('en')).first().waitFor();
    if (reply !== null && !search) await expectReply(page, reply);
  },
);

test
  .runIf(has('mbpp', 'sanitized'))
  .for(sharedLinks.filter(({ content }) => content.task.source.startsWith('mbpp')))(
  'the link $name opens once its set is there',
  async ({ link, content }) => {
    const page = await visits.open(link, {}, (context) =>
      restoreProfile(context, visits.address, withWriters),
    );
    await page
      .getByRole('heading', { name: new RegExp(`\\b${content.task.id}\\b`) })
      .first()
      .waitFor();
    await expectProgram(page, content.program);
  },
);

test.for([
  ['task', /^Task 3 /],
  ['set', /^Task 1 /],
] as const)('the address %s leads where it led', async ([name, heading]) => {
  const page = await visit(earlierLinks[name] ?? '');
  await page.getByRole('heading', { name: heading }).waitFor();
});
