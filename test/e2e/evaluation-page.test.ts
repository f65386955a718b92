/** The evaluation on the built page: from a plan to results, with a real model. */

import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import type { Plan } from '../../src/evaluation/plans/plan.ts';
import { harnessStyles } from '../../src/synthesis/harness-styles.ts';
import { promptStyles } from '../../src/synthesis/prompt-settings.ts';
import { faults } from '../support/axe.ts';
import { starterModel, starterModelName, starterPlan } from '../support/starter-model.ts';
import { dropFile } from '../support/drop-file.ts';
import { useVisits } from './page-visits.ts';

const visits = useVisits();

async function savedLog(page: Page) {
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save Complete log' }).click();
  return readFile(await (await saving).path(), 'utf8');
}

function linesOf(text: string) {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('a plan is put together, run and looked at', async () => {
  const page = await visits.open('#/evaluation', { reducedMotion: 'reduce' });
  await page.getByLabel('GGUF file for the run').setInputFiles({
    ...{ name: starterModelName, mimeType: 'application/octet-stream' },
    buffer: Buffer.from(starterModel),
  });
  // What cannot be a field's value does not stay in it.
  const [tasks, perTask] = ['Number of tasks', 'Samples per task'].map((name) =>
    page.getByLabel(name),
  );
  await tasks?.fill('110');
  await perTask?.fill('0');
  await perTask?.blur();
  const shown = () => Promise.all([tasks?.inputValue(), perTask?.inputValue()]);
  await expect.poll(shown).toEqual(['28', '1']);
  await tasks?.fill('4');
  await perTask?.fill('2');
  await page.getByLabel('Temperature').fill('0');
  await page.getByText('8 samples.').waitFor();
  expect(await faults(page)).toEqual([]);

  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByText('tiny. Finished.').waitFor();
  // Two of the four tasks are right each time, one raises, one reply holds no code.
  await page.getByText('50.0%', { exact: true }).first().waitFor();
  await page.getByRole('row', { name: /last word of a sentence/ }).click();
  await page.getByText('KeyError').first().waitFor();
  expect(await faults(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await faults(page)).toEqual([]);

  // Its steps, and a check of now.
  await page
    .getByRole('button', { name: /^Step through/ })
    .first()
    .click();
  await page.getByRole('dialog').getByText('KeyError').first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Re-check this sample' }).click();
  await page.getByText('Checked again just now: Runtime error, as before.').waitFor();
  await page.getByRole('button', { name: 'Open in the playground' }).click();
  await page.getByRole('heading', { name: /^Task 3 / }).waitFor();
  await page
    .getByRole('heading', { name: /raised|exception|error/i })
    .first()
    .waitFor();
  await page.goBack();
  await page.getByRole('button', { name: 'Back to results' }).click();
  await page.getByText('files for other harnesses').click();
  const log = await savedLog(page);
  const [head, ...lines] = linesOf(log);
  expect(head).toMatchObject({ kind: 'run', format: 'synthpad-run', version: 1 });
  const statuses = lines.flatMap(({ kind, verdict }) =>
    kind === 'sample' ? [verdict.status] : [],
  );
  const twice = (status: string) => [status, status];
  expect(statuses.sort()).toEqual(['no-code', 'passed', 'passed', 'runtime-error'].flatMap(twice));

  // All of it is there on the next visit; on a phone, before the list of runs.
  await page.setViewportSize({ width: 380, height: 800 });
  await page.reload();
  await page.getByText('tiny. Finished.').waitFor();
  const tops = await Promise.all(
    [page.getByRole('main'), page.getByRole('complementary', { name: 'Runs' })].map(
      async (place) => (await place.boundingBox())?.y ?? NaN,
    ),
  );
  expect(tops[0]).toBeLessThan(tops[1] ?? NaN);
  await page.setViewportSize({ width: 1280, height: 800 });

  // Its log replaces nothing that is stored, and brings back what is not.
  await dropFile(page, 'log.jsonl.gz', gzipSync(log));
  await page.getByText('This run is already here, as “One minute”').waitFor();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('button', { name: 'Delete run and samples' }).click();
  await page.getByText('No runs yet.').waitFor();
  await dropFile(page, 'log.jsonl.gz', gzipSync(log));
  await page.getByText('tiny. Finished.').waitFor();
});

test('a run is paused, continued, outlives its tab, and is compared with another', async () => {
  let page = await visits.open('#/evaluation');
  const context = page.context();
  await page.getByLabel('Number of tasks').fill('3');
  await page.getByLabel('Time limit per task (s)').fill('2');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await page.getByText('Built-in search. Finished.').waitFor();
  await page.getByRole('link', { name: 'Duplicate and edit' }).click();
  await page.getByLabel('Name').fill('The second');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  // Its tab is closed in the middle: the next one offers to go on.
  await page.getByText(/^\d of 3 done/).waitFor();
  const address = page.url();
  await page.close();
  page = await context.newPage();
  await page.goto(address);
  await page.getByText('“The second” was not finished').waitFor();
  await page.getByRole('button', { name: 'Resume run' }).click();
  await page.getByText('Built-in search. Finished.').waitFor();
  await page.getByRole('checkbox', { name: 'Compare One minute' }).check();
  await page
    .getByRole('heading', { name: /The second/ })
    .first()
    .waitFor();
  await page
    .getByText(/McNemar/)
    .first()
    .waitFor();
});

test('a plan travels by link and by file', async () => {
  const page = await visits.open('#/evaluation', {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await page.getByLabel('Name').fill('From a friend');
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByText('Link copied.').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await visits.open(link.slice(visits.address.length));
  await other.getByRole('textbox', { name: 'Name' }).waitFor();
  await expect
    .poll(() => other.getByRole('textbox', { name: 'Name' }).inputValue())
    .toBe('From a friend');
  const plan = { ...starterPlan(), name: 'From a folder' };
  await dropFile(other, 'plan.json', Buffer.from(JSON.stringify(plan, null, 2)));
  await expect
    .poll(() => other.getByRole('textbox', { name: 'Name' }).inputValue())
    .toBe('From a folder');
  const damaged = await visits.open('#/plan/abc');
  await damaged.getByText('incomplete or damaged').waitFor();
});

test('the paper’s prompt is read as the paper reads replies, unless a person chooses otherwise', async () => {
  const page = await visits.open('#/evaluation');
  await dropFile(page, 'plan.json', Buffer.from(JSON.stringify(starterPlan())));
  const programs = page.getByRole('combobox', { name: 'Programs' });
  const saved = async (): Promise<Plan> => {
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export plan' }).click();
    return JSON.parse(await readFile(await (await saving).path(), 'utf8'));
  };
  const exported = async () => {
    const { prompt, extraction } = await saved();
    return [prompt.style, extraction];
  };
  await expect.poll(() => programs.inputValue()).toBe('reply');
  const style = page.getByRole('combobox', { name: 'Style' });
  for (const each of [...promptStyles, ...harnessStyles]) {
    await style.selectOption(each);
    expect((await saved()).prompt.style).toBe(each);
  }
  await style.selectOption('paper');
  await page.getByText('as the MBPP paper reads replies: nothing is repaired').waitFor();
  expect(await exported()).toEqual(['paper', 'paper']);
  await programs.selectOption('Extract code from reply');
  expect(await exported()).toEqual(['paper', 'reply']);

  const examples = page.getByLabel('Example tasks');
  await examples.fill('7, 99 5');
  await examples.blur();
  await page.getByText('The set has no solved task 99 to show as an example.').waitFor();
  const start = page.getByRole('button', { name: 'Start', exact: true });
  expect(await start.isDisabled()).toBe(true);
  const whyNot = (await start.getAttribute('aria-describedby')) ?? '';
  const reason = page.locator(`[id="${whyNot}"]`);
  expect(await reason.textContent()).toMatch(/^Choose the model file above/);
  await examples.fill('7 5');
  await examples.blur();
  await page.getByText('has no solved task').waitFor({ state: 'detached' });
  expect((await saved()).prompt).toMatchObject({ exampleIds: ['7', '5'], exampleCount: 2 });
  expect(await faults(page)).toEqual([]);
  await page.getByRole('button', { name: /^Paper protocol/ }).click();
  expect(await exported()).toEqual(['paper', 'paper']);
  await page.setViewportSize({ width: 380, height: 900 });
  expect(await faults(page)).toEqual([]);
});
