/** Results as a person reads them: numbers, tables of any length, samples, comparison, files. */
import type { ComponentProps } from 'svelte';
import { beforeEach, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { ExportChoice } from '../../../../src/evaluation/formats/exports.ts';
import type { Sample } from '../../../../src/evaluation/runs/run.ts';
import Results from '../../../../src/ui/evaluation/results/Results.svelte';
import { firstPlace } from '../../../../src/ui/evaluation/results/results-place.ts';
import type {
  Recheck,
  SampleActions,
  ShownRun,
} from '../../../../src/ui/evaluation/results/sample-actions.ts';
import type { RevisionRequest } from '../../../../src/ui/evaluation/results/revision-request.ts';
import '../../../../src/ui/page/page.css';
import { outcomesOfRun, simulatedRun, type SimulatedRun } from '../../../support/simulated-runs.ts';

function shownOf(run: SimulatedRun): ShownRun {
  return { run: run.run, outcomes: outcomesOfRun(run), tasks: run.tasks };
}

async function open(...runs: readonly SimulatedRun[]) {
  return openWith(runs, {});
}

async function openWith(
  runs: readonly SimulatedRun[],
  more: Partial<ComponentProps<typeof Results>>,
) {
  const exported: ExportChoice[] = [];
  const revisions: RevisionRequest[] = [];
  const sizes: (readonly [string, number | null])[] = [];
  const screen = await render(Results, {
    runs: runs.map(shownOf),
    sampleOf: async (run, task, index) => find(runs, run, task, index),
    exporting: null,
    onExport: (choice) => exported.push(choice),
    onParameters: (run) => (parameters) => sizes.push([run, parameters]),
    revision: { kind: 'idle' },
    onRevise: (request) => revisions.push(request),
    onStopRevision: () => undefined,
    ...more,
  });
  const rowsOf = (name: string) => screen.getByRole('table', { name }).getByRole('row');
  return { screen, exported, revisions, rowsOf, sizes };
}

function find(
  runs: readonly SimulatedRun[],
  run: string,
  task: string,
  index: number,
): Sample | null {
  const all = runs.flatMap(({ samples }) => samples);
  const isIt = (each: Sample) => each.run === run && each.task === task && each.index === index;
  return all.find(isIt) ?? null;
}

beforeEach(() => browser.viewport(1280, 900));

test('a run shows pass@k with its interval, for the k that is chosen', async () => {
  const { screen } = await open(simulatedRun('a', { taskCount: 10, sampleCount: 4, skill: 0.4 }));
  const summary = screen.getByRole('region', { name: 'Model a' });
  await expect.element(summary).toHaveTextContent(/95% interval .*% to .*% over 10 tasks/);
  await summary.getByRole('combobox').selectOptions('pass@4');
  await expect.element(summary).toHaveTextContent('at least one of 4 samples solves its task');
  await expect.element(screen.getByRole('img', { name: 'pass@k' })).toBeVisible();
});

test('what a run cost and was checked by is told, and its size can be given', async () => {
  const fields = { hiddenInputs: 'mbpp-plus' } as const;
  const { screen, sizes } = await open(simulatedRun('a', { taskCount: 2, fields }));
  await screen.getByText('Plan and cost').click();
  const facts = screen.getByRole('region', { name: 'Model a' });
  await expect.element(facts).toHaveTextContent(/Prompt tokens\s*900/);
  await expect.element(facts).toHaveTextContent(/Checking\s*the MBPP\+ inputs; MBPP\+’s rules/);
  const size = facts.getByRole('spinbutton', { name: 'Parameters in billions' });
  await size.fill('1.5');
  await userEvent.tab();
  expect(sizes).toEqual([['a', 1_500_000_000]]);
});

test('tasks are sorted by their solve rate, narrowed by a status, and found by words', async () => {
  const { screen, rowsOf } = await open(simulatedRun('a', { taskCount: 30 }));
  await expect.element(screen.getByText('30 of 30 tasks')).toBeVisible();
  const rate = screen.getByRole('columnheader', { name: 'Passed' });
  await rate.getByRole('button').click();
  await expect.element(rate).toHaveAttribute('aria-sort', 'ascending');
  await expect.element(rowsOf('Tasks of the run').nth(1)).toHaveTextContent('0 of 5');
  await rate.getByRole('button').click();
  await expect.element(rowsOf('Tasks of the run').nth(1)).toHaveTextContent('5 of 5');
  await screen.getByRole('combobox', { name: 'Status' }).selectOptions('Timed out');
  await expect.element(screen.getByRole('search')).not.toHaveTextContent('Any result');
  await screen.getByRole('searchbox').fill('task 17.');
  await expect.element(screen.getByText(/^[01] of 30 tasks/)).toBeVisible();
  await screen.getByRole('button', { name: 'Clear' }).click();
  await expect.element(screen.getByText('30 of 30 tasks')).toBeVisible();
});

test('a sample opens with program, verdict, reply and prompt, and its neighbours are a choice away', async () => {
  const run = simulatedRun('a', { taskCount: 3, skill: 2 });
  const oracle = ['floats within 0.001', 'MBPP+ inputs'];
  const samples = run.samples.map((each) => {
    const verdict = each.verdict && { ...each.verdict, oracle };
    return { ...each, verdict, failedBefore: ['server-silent'] };
  });
  const { screen, rowsOf } = await open({ ...run, samples });
  await rowsOf('Tasks of the run').nth(1).click();
  const sample = screen.getByRole('article', { name: 'Task 11' });
  await expect.element(sample.getByRole('heading', { name: 'Task 11' })).toHaveFocus();
  await expect.element(sample).toHaveTextContent('The test passed');
  const checked = 'Checked with floats within 0.001 and MBPP+ inputs.';
  await expect.element(sample).toHaveTextContent(checked);
  await expect.element(sample).toHaveTextContent('Asked for again after 1 failure: server-silent.');
  await expect.element(sample.getByRole('region', { name: 'Program of sample 1' })).toBeVisible();
  await sample.getByText('800 ms, 40 tokens').click();
  await expect.element(sample.getByText(/Here it is/)).toBeVisible();
  await sample.getByText('seed 0').click();
  await expect.element(sample.getByText('Please write f11.')).toBeVisible();
  await sample.getByRole('combobox', { name: 'Sample' }).selectOptions('Sample 2: Passed');
  await expect.element(sample.getByRole('region', { name: 'Program of sample 2' })).toBeVisible();
  await sample.getByRole('button', { name: 'Back to results' }).click();
  await expect.element(sample).not.toBeInTheDocument();
  await expect.element(rowsOf('Tasks of the run').nth(1)).toBeVisible();
});

test('of 40,000 samples those in view are on the page, and keys reach the last', async () => {
  const { screen, rowsOf } = await open(simulatedRun('a', { taskCount: 500, sampleCount: 80 }));
  await screen.getByRole('button', { name: 'Samples', exact: true }).click();
  await expect.element(screen.getByText('40,000 of 40,000 samples')).toBeVisible();
  const rows = rowsOf('Samples of the run');
  expect(rows.elements().length).toBeLessThan(60);
  const table = screen.getByRole('table', { name: 'Samples of the run' });
  await expect.element(table).toHaveAttribute('aria-rowcount', '40001');
  const first = rows.nth(1).element();
  if (first instanceof HTMLElement) first.focus();
  await userEvent.keyboard('{End}');
  const last = table.getByRole('row', { name: /^510 80/ });
  await expect.element(last).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('heading', { name: 'Task 510' })).toHaveFocus();
  await screen.getByRole('button', { name: 'Back to results' }).click();
  await screen.getByRole('combobox', { name: 'Status' }).selectOptions('Passed');
  await expect.element(screen.getByText(/^[\d,]+ of 40,000 samples$/)).toBeVisible();
  await expect.element(rows.nth(1)).toHaveTextContent('Passed');
});

test('two runs are compared in a sentence, and their disagreement filters the tasks', async () => {
  const [weak, strong] = [0.1, 2].map((skill, at) => {
    return simulatedRun(`r${at}`, { taskCount: 12, sampleCount: 1, skill });
  });
  if (!weak || !strong) throw new Error('There are no runs.');
  const { screen } = await open(weak, strong);
  const comparison = screen.getByRole('region', { name: 'Comparison' });
  await expect
    .element(comparison)
    .toHaveTextContent(
      /Model r1 passes more often than Model r0, by \d+\.\d points of pass@1\. Chance alone hardly explains it/,
    );
  const agreement = screen.getByRole('combobox', { name: 'Agreement of the runs' });
  await agreement.selectOptions('Solved by only this run');
  await expect.element(screen.getByText('0 of 12 tasks')).toBeVisible();
  await expect.element(screen.getByText(/No matching tasks/)).toBeVisible();
  await agreement.selectOptions('Solved by only the other run');
  await expect.element(screen.getByText(/^([5-9]|1\d) of 12 tasks$/)).toBeVisible();
});

test('runs of the original and the edited tasks are paired by id only where a person wants it', async () => {
  const [original, other] = [0.1, 2].map((skill, at) => {
    return simulatedRun(`r${at}`, { taskCount: 12, sampleCount: 1, skill });
  });
  if (!original || !other) throw new Error('There are no runs.');
  const tasks = { ...other.run.plan.tasks, source: 'mbpp-sanitized' };
  const edited = { ...other, run: { ...other.run, plan: { ...other.run.plan, tasks } } };
  const { screen } = await open(original, edited);
  const comparison = screen.getByRole('region', { name: 'Comparison' });
  await expect
    .element(comparison)
    .toHaveTextContent('These runs have no tasks in common: one uses');
  const choice = screen.getByRole('checkbox', { name: 'Pair 12 more tasks by ID' });
  await choice.click();
  const warning = comparison.getByText(
    'Tasks are paired by ID, although their texts or tests may differ.',
  );
  await expect.element(warning).toBeVisible();
  await expect.element(comparison).toHaveTextContent('On the 12 tasks that all runs have');
  await expect.element(comparison).toHaveTextContent(/Model r1 passes more often than/);
  // The list of tasks follows.
  const agreement = screen.getByRole('combobox', { name: 'Agreement of the runs' });
  await agreement.selectOptions('Solved by only the other run');
  await expect.element(screen.getByText(/^([5-9]|1\d) of 12 tasks$/)).toBeVisible();
  await choice.click();
  await expect.element(screen.getByText('0 of 12 tasks')).toBeVisible();
  expect(warning.query()).toBeNull();
});

test('the numbers of a chart open as a table', async () => {
  const { screen } = await open(simulatedRun('a', { taskCount: 4, sampleCount: 2, skill: 2 }));
  await screen.getByText('Numbers as a table').first().click();
  const numbers = screen.getByRole('region', { name: 'Numbers of pass@k' });
  const cells = numbers.getByRole('row').nth(2).getByRole('cell');
  await expect.element(cells.first()).toHaveTextContent('Model a');
  expect(cells.elements().map((cell) => cell.textContent)).toEqual([
    ...['Model a', '2', '1', '0.5101', '1', '4'],
  ]);
});

test('files are asked for by what they are for, and a check anew with its rules', async () => {
  const { screen, exported, revisions } = await open(simulatedRun('a', { taskCount: 2 }));
  await screen.getByText('files for other harnesses').click();
  await screen.getByRole('button', { name: 'Save EvalPlus results' }).click();
  expect(exported).toEqual(['evalplus-results']);
  await screen.getByText('same replies, different rules').click();
  await screen.getByRole('textbox', { name: 'Float tolerance' }).fill('none');
  await screen.getByRole('button', { name: 'Re-check' }).click();
  await expect.element(screen.getByText(/Enter a number above 0/)).toBeVisible();
  expect(revisions).toEqual([]);
  await screen.getByRole('textbox', { name: 'Float tolerance' }).fill('0.001');
  await screen.getByRole('textbox', { name: 'Time limit per program (s)' }).fill('2.5');
  await screen.getByRole('combobox', { name: 'Programs' }).selectOptions('Use the whole text');
  await screen.getByRole('button', { name: 'Re-check' }).click();
  expect(revisions).toEqual([
    {
      ...{ extraction: 'given', hidden: 'kept' },
      checking: { limitMs: 2500, floatTolerance: 0.001, isOrderInsensitive: false },
    },
  ]);
});

test('a re-check keeps hidden tests, says where they are not at hand, and can go without', async () => {
  const fields = { hiddenInputs: 'mbpp-plus' } as const;
  const run = simulatedRun('a', { taskCount: 2, fields });
  const { screen, revisions } = await open(run);
  await screen.getByText('same replies, different rules').click();
  await expect.element(screen.getByText(/hidden tests, which are not at hand/)).toBeVisible();
  const button = screen.getByRole('button', { name: 'Re-check' });
  await button.click();
  await screen.getByRole('checkbox', { name: 'Check without hidden tests' }).click();
  await expect.element(screen.getByLabelText('Hidden tests', { exact: true })).toBeDisabled();
  await button.click();
  expect(revisions.map(({ hidden }) => hidden)).toEqual(['kept', 'none']);
  await screen.rerender({ hiddenRows: new Map([['11', '{}']]) });
  await expect.element(screen.getByText(/Those of this run count again/)).toBeVisible();
});

test('a run without samples says so, and lists its tasks', async () => {
  const { screen } = await open({ ...simulatedRun('a', { taskCount: 5 }), samples: [] });
  await expect.element(screen.getByText(/Nothing is checked yet/)).toBeVisible();
  await expect.element(screen.getByText('5 of 5 tasks')).toBeVisible();
  expect(screen.getByRole('img').elements()).toEqual([]);
});

test('a run beside the one that its replies come from tells what the new rules changed', async () => {
  const first = simulatedRun('first', { taskCount: 6, sampleCount: 2, skill: 2 });
  const fields = { revisedFrom: 'first' };
  const second = simulatedRun('second', { taskCount: 6, sampleCount: 2, skill: 0, fields });
  const { screen } = await open(second, first);
  const changes = screen.getByRole('region', { name: 'Changed verdicts' });
  await expect.element(changes).toHaveTextContent('12 of 12 verdicts changed.');
  await changes.getByText('Passed').first().click();
  await changes.getByRole('button', { name: 'Task 11, sample 1' }).click();
  await expect.element(screen.getByRole('heading', { name: 'Task 11' })).toHaveFocus();
});

test('runs of different replies have no such section', async () => {
  const [one, two] = ['a', 'b'].map((id) => simulatedRun(id, { taskCount: 3 }));
  if (!one || !two) throw new Error('There are no runs.');
  const { screen } = await open(one, two);
  await expect.element(screen.getByRole('region', { name: 'Comparison' })).toBeVisible();
  expect(screen.getByText('Changed verdicts').query()).toBeNull();
  expect(screen.getByRole('checkbox', { name: /by ID/ }).query()).toBeNull();
});

test('forms stay as they were left when another run is compared', async () => {
  const [one, two] = ['a', 'b'].map((id) => simulatedRun(id, { taskCount: 2 }));
  if (!one || !two) throw new Error('There are no runs.');
  const { screen } = await open(one);
  await screen.getByText('files for other harnesses').click();
  await screen.getByText('same replies, different rules').click();
  const tolerance = screen.getByLabelText('tolerance', { exact: false });
  await tolerance.fill('0.017');
  await screen.rerender({ runs: [one, two].map(shownOf) });
  await expect.element(screen.getByRole('region', { name: 'Comparison' })).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Save Report' })).toBeVisible();
  await expect.element(tolerance).toHaveValue('0.017');
  // They are about the first.
  await screen.rerender({ runs: [two].map(shownOf) });
  await expect.element(tolerance).not.toBeVisible();
});

test('failures are grouped once nothing grows, and again when outcomes have changed', async () => {
  const run = simulatedRun('a', { taskCount: 3 });
  const asked: (readonly ShownRun[])[] = [];
  const unchecked = run.samples.map((each) => ({ ...each, verdict: null }));
  const growing = shownOf({ ...run, samples: [...run.samples.slice(0, 4), ...unchecked.slice(4)] });
  const { screen } = await openWith([run], {
    runs: [growing],
    onGroupFailures: (runs) => asked.push(runs),
  });
  const section = screen.getByRole('region', { name: 'Why samples fail' });
  const button = section.getByRole('button', { name: 'Group the failures so far' });
  await button.click();
  expect(asked).toEqual([[growing]]);
  const groups = { failed: 2, causes: [], programs: [] };
  await screen.rerender({ failures: { kind: 'grouped', of: [growing], groups } });
  await expect.element(button).not.toBeInTheDocument();

  // Its last verdicts come.
  const finished = shownOf(run);
  await screen.rerender({ runs: [finished] });
  await expect.poll(() => asked.length).toBe(2);
  expect(asked[1]).toEqual([finished]);
  const none = { failed: 0, causes: [], programs: [] };
  await screen.rerender({ failures: { kind: 'grouped', of: [finished], groups: none } });
  await expect.element(section).toHaveTextContent('No sample failed.');
  expect(asked.length).toBe(2);
});

/** Actions of which only the check is done, when the test says so. */
function recheckable() {
  const checks: ((found: Recheck) => void)[] = [];
  const actions: SampleActions = {
    hasKeys: true,
    openInPlayground: () => null,
    step: () => undefined,
    callsOf: async () => [],
    recheck: () => new Promise((resolve) => checks.push(resolve)),
  };
  return { actions, checks };
}

test('a check of one sample says nothing of another, and outlasts what is read of a growing run', async () => {
  const [one, two] = ['a', 'b'].map((id) => simulatedRun(id, { taskCount: 2, sampleCount: 2 }));
  if (!one || !two) throw new Error('There are no runs.');
  const { actions, checks } = recheckable();
  const sample = { run: null, task: '11', index: 0, beside: 'b' };
  const { screen } = await openWith([one, two], {
    actions,
    place: { ...firstPlace, sample },
    // Each time it is read, it is another object.
    sampleOf: async (run, task, index) => {
      const found = find([one, two], run, task, index);
      return found && { ...found };
    },
  });
  const side = (name: string) => screen.getByRole('region', { name: `Sample of ${name}` });
  await side('Model b').getByRole('button', { name: 'Re-check this sample' }).click();
  await expect.element(side('Model b')).toHaveTextContent('Checking …');
  const other = screen.getByRole('option', { name: /^Sample 2: / });
  await screen.getByRole('combobox', { name: 'Sample' }).selectOptions(other);
  const again = side('Model b').getByRole('button', { name: 'Re-check this sample' });
  await expect.element(again).toBeEnabled();
  checks[0]?.({ kind: 'failed', text: 'Of the sample before.' });
  await again.click();
  const place = { ...firstPlace, sample: { ...sample, index: 1 } };
  await screen.rerender({ runs: [one, two].map(shownOf), place });
  checks[1]?.({ kind: 'failed', text: 'Of this sample.' });
  await expect.element(side('Model b')).toHaveTextContent('Of this sample.');
  expect(screen.getByText('Of the sample before.').query()).toBeNull();
});

test('a link to a sample of a run that is not here shows no other, and a fault of storage is told', async () => {
  const run = simulatedRun('a', { taskCount: 2 });
  const sample = { run: 'gone', task: '11', index: 0, beside: null };
  const { screen } = await openWith([run], {
    place: { ...firstPlace, sample },
    sampleOf: () => Promise.reject(new Error('It cannot be read.')),
  });
  const page = screen.getByRole('article', { name: 'Task 11' });
  await expect.element(page).toHaveTextContent('The run that this address names (gone)');
  expect(page.getByRole('region').elements()).toEqual([]);
  await page.getByRole('combobox', { name: 'Run' }).selectOptions('Model a');
  await expect.element(page).toHaveTextContent('The sample could not be read.');
  await expect.element(page).toHaveTextContent('of Model a');
});
