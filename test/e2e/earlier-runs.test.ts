/** The runs that an earlier version stored: listed, shown, compared, taken out and gone on with. */

import { expect, test } from 'vitest';
import { dropFile } from '../support/drop-file.ts';
import {
  earlier,
  earlierLinks,
  earlierPlans,
  earlierRuns,
  folder,
  underNewNames,
} from '../support/earlier-version.ts';
import {
  headless,
  outcomesOf,
  savedBy,
  savedFile,
  statuses,
  useEarlierVisits,
} from './earlier-visits.ts';

const visits = useEarlierVisits();
const { returning } = visits;

test('every run is listed, with its samples and their statuses', async () => {
  const page = await returning('#/evaluation');
  for (const { id, plan } of earlier.runs) {
    const link = page.locator(`a[href="#/evaluation/${id}"]`);
    await link.waitFor();
    expect(await link.innerText()).toContain(plan.name);
  }
  const other = await headless(page, visits.address);
  for (const { id } of earlier.runs) {
    const before = earlier.outcomes.filter(({ run }) => run === id);
    expect(statuses(await outcomesOf(other, id))).toEqual(statuses(before));
  }
});

/** Lines of a log leave out what its first one says. */
function withoutRun(record: object): object {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== 'run'));
}

const checkedRuns = earlier.runs.filter(({ id }) =>
  earlier.outcomes.some(({ run, status }) => run === id && status !== null),
);

test('all that was kept of a run is in the log that it is taken out as', async () => {
  const page = await returning('#/evaluation');
  for (const { id, plan } of checkedRuns) {
    await page.goto(`${visits.address}#/evaluation/${id}`);
    await page.getByRole('heading', { level: 1, name: plan.name, exact: true }).waitFor();
    const log = await savedFile(page, 'Save Complete log');
    const [head, ...lines] = log
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(head.run).toMatchObject(earlier.runs.find((run) => run.id === id) ?? {});
    const kept = (records: readonly { run: string }[]) =>
      records.filter(({ run }) => run === id).map(withoutRun);
    const saved = (kind: string) => underNewNames(lines.filter((line) => line.kind === kind));
    expect(saved('task')).toMatchObject(underNewNames(kept(earlier.tasks)));
    expect(saved('sample')).toMatchObject(underNewNames(kept(earlier.samples)));
  }
});

test.for(['finished-model', 'finished-server', 'hidden-inputs', 'every-status'])(
  'the run %s is taken out in every form',
  async (name) => {
    const formsOf = async () => {
      const page = await returning(`#/evaluation/${earlierRuns[name]}`);
      const saves = page
        .getByRole('list', { name: /^Files of /, includeHidden: true })
        .getByRole('button', { includeHidden: true });
      await expect.poll(() => saves.count()).toBeGreaterThan(5);
      return { page, saves: await saves.all() };
    };
    // Chromium drops whatever a page saves beyond ten files in a second, faster than any person.
    for (const half of [0, 1]) {
      const { page, saves } = await formsOf();
      for (const save of saves.filter((_, at) => at % 2 === half)) {
        expect((await savedBy(page, save)).length).toBeGreaterThan(0);
      }
    }
  },
);

test('a run is not gone on with while a tab of that version is at it', async () => {
  const id = earlierRuns['middle'] ?? '';
  const page = await returning('icon.svg');
  await page.evaluate((run) => {
    void navigator.locks.request(`synthpad-run/${run}`, () => new Promise(() => {}));
  }, id);
  const other = await page.context().newPage();
  await other.goto(`${visits.address}#/evaluation/${id}`);
  await other
    .getByText(/another tab/i)
    .first()
    .waitFor();
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

test('a test that was decided beside its program keeps its mark', async () => {
  const page = await returning(`#/evaluation/${earlierRuns['every-status']}`);
  await page.getByRole('row', { name: /a class Tree/ }).click();
  await page
    .getByText(/not isolated/i)
    .first()
    .waitFor();
});

test('runs are compared by their address', async () => {
  const page = await returning(earlierLinks['comparison'] ?? '');
  // One is the other, checked anew.
  await page
    .getByText(/are the same replies, judged twice, so no test applies/)
    .first()
    .waitFor();
  await page.getByText('No verdict changed: 12 samples compared.').first().waitFor();
});

test('runs that were left in a queue are offered, and come to their end', async () => {
  const page = await returning('#/evaluation');
  const offer = page.getByText(/Left in the middle.*Left in the queue/);
  await offer.waitFor();
  await page.getByRole('button', { name: /^(Go on|Continue|Resume) / }).click();
  const other = await headless(page, visits.address);
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

test('a plan about a file of one’s own can be run once that is open', async () => {
  const page = await returning('#/own-file');
  const input = page.getByLabel('Task file', { exact: true }).first();
  await input.setInputFiles(`${folder}/own-tasks.jsonl`);
  await page.getByRole('heading', { name: /mine/ }).first().waitFor();
  await page.getByRole('link', { name: 'Evaluation' }).click();
  await page.getByRole('textbox', { name: 'Name' }).waitFor();
  await dropFile(page, 'plan.json', earlierPlans['own-file-all'] ?? '');
  await page.getByText(/^2 tasks\./).waitFor();
  await expect.poll(() => page.getByRole('button', { name: /^Start/ }).isEnabled()).toBe(true);
});
