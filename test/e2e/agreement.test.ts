/**
 * The checker's verdicts on 399 real completions beside those of plain CPython and of EvalPlus.
 * Comparing all hidden inputs takes minutes: here a slice, the whole by
 * `npm run bench -- agreement`.
 */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compareWithEvalPlus } from '../support/agreement.ts';
import { differencesFromEvalPlus } from '../support/agreement-differences.ts';
import { type HeadlessPage, openHeadlessPage } from '../support/headless-page.ts';
import { visitToImport } from '../support/import-on-page.ts';
import { hasPython, runNatively } from '../support/native-python.ts';
import { has, publishedSamples, tasksOf } from '../support/published.ts';

let headless: HeadlessPage;

/** Hundreds of programs, natively too: patience for a machine that has other work. */
const patienceMs = 10 * 60_000;

beforeAll(async () => {
  headless = await openHeadlessPage();
});

afterAll(() => headless?.close());

/** What the evaluation on the page says of the same file, imported: "ID STATUS", sorted. */
async function importedOnPage({ browser, address }: HeadlessPage): Promise<string[]> {
  const { page, grade } = await visitToImport(browser, address, patienceMs);
  await grade();
  await page.getByText('files for other harnesses').click();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save Complete log' }).click();
  const log = await readFile(await (await saving).path(), 'utf8');
  await page.context().close();
  return log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .flatMap(({ kind, task, verdict }) => (kind === 'sample' ? [`${task} ${verdict.status}`] : []))
    .toSorted();
}

test(
  'with sanitized asserts every verdict is that of plain CPython, on the page as in the command',
  async ({ skip }) => {
    if (!has('sanitized', 'samples')) return skip('there are no completions beside the repository');
    if (!hasPython) return skip('there is no python3 on this machine');
    const tasks = new Map(tasksOf('sanitized').map((task) => [task.id, task]));
    const pairs = (await publishedSamples()).flatMap(({ taskId, program }) => {
      const task = tasks.get(taskId);
      return task ? [{ task, program }] : [];
    });
    expect(pairs).toHaveLength(399);

    // Meanwhile: one of them runs for half a minute, to its limit.
    const nativeRuns = runNatively(
      pairs.map(({ task, program }) => [program, task.setupCode, ...task.tests].join('\n')),
      { atOnce: 1 },
    );
    const verdicts = await headless.check(pairs);
    const statuses = pairs.map(({ task }, index) => `${task.id} ${verdicts[index]?.status}`);
    expect(await importedOnPage(headless)).toEqual(statuses.toSorted());
    const native = await nativeRuns;
    const differences = pairs.flatMap(({ task }, index) => {
      const status = verdicts[index]?.status;
      return (status === 'passed') === native[index] ? [] : [{ id: task.id, status }];
    });
    // None to explain: neither WebAssembly, nor Python 3.14, nor the split changes a verdict.
    expect(differences).toEqual([]);
  },
  patienceMs,
);

test(
  'with the inputs of MBPP+ the verdicts of a slice are those of EvalPlus',
  async ({ skip }) => {
    if (!has('mbppPlus', 'samples', 'verdicts')) {
      return skip('there is no copy of MBPP+ beside the repository');
    }
    const known = differencesFromEvalPlus.map(({ id }) => id);
    const agreement = await compareWithEvalPlus(
      headless,
      (id, index) => known.includes(id) || index % 5 === 0,
    );
    expect(agreement.count).toBeGreaterThan(79);
    expect(agreement.differences.map(({ id }) => id)).toEqual(known);
  },
  patienceMs,
);
