/** The report as a browser reads it. */
import { expect, test } from 'vitest';
import { htmlReport } from '../../../../src/evaluation/formats/html-report.ts';
import { textOf } from '../../../../src/evaluation/formats/json-lines.ts';
import type { Pairing } from '../../../../src/evaluation/results/run-comparison.ts';
import { runResults } from '../../../../src/evaluation/results/run-results.ts';
import { reportOf } from '../../../../src/ui/evaluation/results/report.ts';
import { outcomesOf, runOfLetters } from '../../../support/made-up-runs.ts';

const hostile = '<script>alert(1)</script><img src=x onerror="alert(2)">';

function resultsOf(id: string, tasks: Readonly<Record<string, string>>, modelName: string) {
  return runResults(runOfLetters(id, tasks, { modelName }), outcomesOf(id, tasks));
}

function read(...runs: Parameters<typeof reportOf>[0]): Promise<Document> {
  return readPaired('same', runs);
}

async function readPaired(
  pairing: Pairing,
  runs: Parameters<typeof reportOf>[0],
): Promise<Document> {
  const text = await textOf(htmlReport(reportOf(runs, Date.UTC(2026, 10, 25), pairing)));
  return new DOMParser().parseFromString(text, 'text/html');
}

function factsOf(section: Element | undefined): Record<string, string> {
  const pairs = [...(section?.querySelectorAll('dl > div') ?? [])].map((pair) => [
    ...[pair.querySelector('dt')?.textContent, pair.querySelector('dd')?.textContent],
  ]);
  return Object.fromEntries(pairs);
}

test('a report of one run has its plan, its numbers with intervals, charts and every task', async () => {
  const report = await read(resultsOf('a', { 2: 'pf', 3: 'pp', 4: 'ff!' }, 'Tiny'));
  const sections = [...report.querySelectorAll('section')];
  expect(sections.map((section) => section.querySelector('h2')?.textContent)).toEqual([
    ...['Tiny', 'pass@k', 'Tasks from easy to hard', 'Outcomes'],
    ...['Can Tiny be repeated?', 'Tasks of Tiny'],
  ]);
  expect(factsOf(sections[0])).toMatchObject({
    'pass@1': expect.stringMatching(/^50\.0% \(\d+\.\d% to \d+\.\d%\), over 3 tasks so far$/),
    Counted: '6 samples of 3 tasks',
    'Prompt tokens': '700',
    'Reply tokens': '300',
    Prompt: 'instruction with 3 tests',
  });
  expect(sections[0]?.textContent).toContain('1 generation error');
  expect(report.querySelectorAll('svg')).toHaveLength(3);
  const rows = [...(sections.at(-1)?.querySelectorAll('tbody tr') ?? [])];
  expect(rows.map((row) => [...row.children].map((cell) => cell.textContent))).toEqual([
    ['2', '2', '1', '0.5000', 'Passed 1, Failed assertion 1'],
    ['3', '2', '2', '1', 'Passed 2'],
    ['4', '2', '0', '0', 'Failed assertion 2, Generation error 1'],
  ]);
});

test('a report says of a part of a plan that it is one', async () => {
  const shard = { index: 1, count: 2 };
  const tasks = { 2: 'p', 4: 'f' };
  const part = runOfLetters('a', tasks, { modelName: 'Tiny', shard });
  const report = await read(runResults(part, outcomesOf('a', tasks)));
  expect(report.querySelector('section')?.textContent).toContain(
    'This is a part of its plan: shard 1 of 2.',
  );
});

test('two runs are held against each other in words and numbers', async () => {
  const first = resultsOf('a', { 2: 'f', 3: 'f', 4: 'p' }, 'Small');
  const second = resultsOf('b', { 2: 'p', 3: 'f', 4: 'p' }, 'Large');
  const report = await read(first, second);
  const section = [...report.querySelectorAll('section')].find(
    (each) => each.querySelector('h2')?.textContent === 'Large compared with Small',
  );
  expect(section?.textContent).toContain(
    'Large passes more often than Small, by 33.3 points of pass@1, but only 1 task differs, too few for any test to tell that from chance.',
  );
  expect(factsOf(section)).toMatchObject({
    'Common tasks': '3',
    'Sign-flip test of pass@1': 'p = 1.000',
    'Solved only by Small': 'none',
    'Solved only by Large': '2',
  });
});

test('where tasks were paired by id alone, the report says so, and nowhere else', async () => {
  const first = resultsOf('a', { 2: 'f', 3: 'p' }, 'Small');
  const { run, ...others } = resultsOf('b', { 2: 'p', 3: 'p' }, 'Large');
  const tasks = { ...run.plan.tasks, source: 'mbpp-sanitized' };
  const edited = { ...others, run: { ...run, plan: { ...run.plan, tasks } } };
  const warning = 'Tasks are paired by ID, although their texts or tests may differ.';
  const byId = await readPaired('by-id', [first, edited]);
  expect(byId.body.textContent).toContain(warning);
  expect(byId.body.textContent).toContain('Large passes more often than Small, by 50.0 points');
  const same = await readPaired('same', [first, edited]);
  expect(same.body.textContent).not.toContain(warning);
  expect(same.body.textContent).toContain('These runs have no tasks in common');
  const equal = await readPaired('by-id', [first, first]);
  expect(equal.body.textContent).not.toContain(warning);
});

test('a run and its re-check are not tested against each other, and other rules are told', async () => {
  const first = resultsOf('a', { 2: 'f', 3: 'p' }, 'Small');
  const { run, ...others } = resultsOf('b', { 2: 'p', 3: 'p' }, 'Small, again');
  const sectionOf = async (fields: object) => {
    const report = await read(first, { ...others, run: { ...run, ...fields } });
    const all = [...report.querySelectorAll('section')];
    return all.find((each) => each.querySelector('h2')?.textContent.includes('compared with'));
  };
  const again = await sectionOf({ revisedFrom: 'a', hiddenInputs: 'mbpp-plus' });
  expect(again?.textContent).toContain('1 of 2 verdicts changed.');
  expect(again?.textContent).not.toMatch(/passes more often|Chance|p = |sign-flip|95%/);
  const other = await sectionOf({ hiddenInputs: 'mbpp-plus' });
  expect(other?.textContent).toContain('were judged by different rules');
  expect((await sectionOf({}))?.textContent).not.toContain('different rules');
});

test('names from elsewhere are text, and nothing in a report runs or is fetched', async () => {
  const report = await read(resultsOf('a', { [hostile]: 'pf' }, hostile));
  expect(report.querySelector('h1')?.textContent).toBe(hostile);
  expect(report.querySelectorAll('script, img, link, iframe')).toHaveLength(0);
  expect(
    [...report.querySelectorAll('*')].flatMap((each) => each.getAttributeNames()),
  ).not.toContain('onerror');
});
