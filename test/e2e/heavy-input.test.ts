/**
 * What comes from outside and is far too much: refused with a sentence, before it holds up the
 * page. Each of these once stopped it for seconds or minutes.
 */

import { deflateRawSync, gzipSync } from 'node:zlib';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { runLogFormat, runLogVersion } from '../../src/evaluation/log/run-log.ts';
import { planFormTexts } from '../../src/texts/plan-form-texts.ts';
import { dropFile } from '../support/drop-file.ts';
import { useVisits } from './page-visits.ts';

const visits = useVisits();
/**
 * A page is to answer within 200 ms. Machines that test are busy with other tests, and time there
 * passes ten times as fast: this tells a page that stands still from one that is slow.
 */
const longestMs = 3_000;

/** Where every task is watched from the first on. */
function visit(hash: string): Promise<Page> {
  return visits.open(hash, {}, async (context) => {
    await context.addInitScript(() => {
      const seen = Object.assign(window, { longTasksMs: [] as number[] });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) seen.longTasksMs.push(duration);
      }).observe({ type: 'longtask', buffered: true });
    });
  });
}

function longestTask(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { longTasksMs } = window as unknown as { longTasksMs: number[] };
    return Math.max(0, ...longTasksMs);
  });
}

function packed(content: unknown): string {
  return deflateRawSync(JSON.stringify(content), { level: 9 }).toString('base64url');
}

function taskWith(tests: readonly string[]) {
  const fields = { referenceCode: '', setupCode: '', challengeTests: [] };
  return { source: 'own-file', id: '1', text: 'Do it.', ...fields, tests };
}

function sharedLink(tests: readonly string[], turns: readonly unknown[] = []): string {
  return `#/shared/${packed({ version: 2, task: taskWith(tests), turns, program: 'x = 1' })}`;
}

const turn = {
  ...{ author: { kind: 'model', name: 'm' }, request: null, reply: 'r' },
  ...{ program: null, hint: null },
};

test.for<[string, string, number]>([
  ['2,000 tests', sharedLink(Array(2_000).fill('assert f() == 1')), 400],
  ['100,000 tests', sharedLink(Array(100_000).fill('assert f() == 1')), 8_000],
  ['100,000 turns', sharedLink(['assert f() == 1'], Array(10_000).fill(turn)), 5_000],
  ['more text than there is room for', sharedLink(['#'.repeat(3_000_000)]), 5_000],
])('a short link with %s', async ([, link, mostLength]) => {
  expect(link.length).toBeLessThan(mostLength);
  const page = await visit(link);
  await page.getByText('more than the page can show').waitFor();
  await page.getByRole('heading', { name: /^Task 1 / }).waitFor();
  expect(await longestTask(page)).toBeLessThan(longestMs);
});

test('a link with as many tests as there may be', async () => {
  const page = await visit(sharedLink(Array(500).fill('assert f() == 1')));
  await page.getByText('assert f() == 1').first().waitFor();
  expect(await longestTask(page)).toBeLessThan(longestMs);
});

test('a plan in a link that names 100,000 tasks', async () => {
  const page = await visit(`#/plan/${packed(planOf(Array(100_000).fill('1')))}`);
  await page.getByText(planFormTexts.damagedLink).waitFor();
  expect(await longestTask(page)).toBeLessThan(longestMs);
});

function planOf(ids: readonly string[]) {
  return {
    name: 'All of them',
    writer: { kind: 'imported', from: 'a file' },
    prompt: { style: 'instruction', exampleCount: 0, shownTestCount: 0 },
    tasks: { source: 'starter', which: { kind: 'ids', ids } },
    samplesPerTask: 1,
    sampling: { temperature: 0, topP: 1, maxTokens: 1 },
    baseSeed: 0,
    checking: { limitMs: null, floatTolerance: null, isOrderInsensitive: false },
  };
}

const head = `{"kind":"run","format":"${runLogFormat}","version":${runLogVersion},"name":"`;

test('a small packed log with a line of 120 MB', async () => {
  const page = await visit('#/evaluation');
  const long = Buffer.alloc(120_000_000, 'x');
  const log = gzipSync(Buffer.concat([Buffer.from(head), long]));
  expect(log.length).toBeLessThan(130_000);
  await dropFile(page, 'run.jsonl.gz', log);
  await page.getByText('its first line does not describe a run').waitFor();
  expect(await longestTask(page)).toBeLessThan(longestMs);
});

test('completions that unpack to 300 MB', async () => {
  const page = await visit('#/starter/3');
  await page.getByRole('heading', { name: /^Task 3 / }).waitFor();
  await page.getByRole('link', { name: 'Evaluation' }).click();
  const buffer = gzipSync(Buffer.alloc(300_000_000, `{"x":"${'y'.repeat(1_000)}"}\n`));
  await page.getByText('Import', { exact: true }).click();
  const input = page.getByLabel('File of completions', { exact: true });
  await input.setInputFiles({ name: 'samples.jsonl.gz', mimeType: '', buffer });
  await page.getByText('at most 256 MB unpacked').waitFor();
  expect(await longestTask(page)).toBeLessThan(longestMs);
});

test('a file of tasks that unpacks to 300 MB', async () => {
  const page = await visit('#/own-file');
  const content = gzipSync(Buffer.alloc(300_000_000, '{"task_id": 1}\n'));
  const input = page.getByLabel('Task file', { exact: true }).first();
  await input.setInputFiles({ name: 'tasks.jsonl.gz', mimeType: '', buffer: content });
  await page.getByText('at most 32 MB unpacked').first().waitFor();
  expect(await longestTask(page)).toBeLessThan(longestMs);
});

test('a file of tasks as large as it may be', async () => {
  const page = await visit('#/own-file');
  const rows = Array.from({ length: 40_000 }, (_, index) => ({
    ...{ task_id: index, text: `Do ${'it '.repeat(100)}.`, code: '#'.repeat(200) },
    test_list: ['assert f() == 1'],
  }));
  const buffer = gzipSync(rows.map((row) => JSON.stringify(row)).join('\n'));
  const input = page.getByLabel('Task file', { exact: true }).first();
  await input.setInputFiles({ name: 'tasks.jsonl.gz', mimeType: '', buffer });
  await page.getByRole('heading', { name: /^Task 0/ }).waitFor();
  expect(await longestTask(page)).toBeLessThan(longestMs);
});

test('a program that answers with 45 MB', async () => {
  const page = await visit('#/starter/3');
  await page
    .getByRole('textbox', { name: 'Program' })
    .fill(
      'import candidate\ncandidate._reply = lambda kind, **fields: "\\"" + "x" * 45_000_000 + "\\""\n' +
        'def last_word(sentence):\n    return sentence.split()[-1]\n',
    );
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page
    .getByRole('heading', { name: /0 of 3 tests|Unsupported|failed/i })
    .first()
    .waitFor();
  expect(await longestTask(page)).toBeLessThan(longestMs);
});
