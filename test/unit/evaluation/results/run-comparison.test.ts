import { describe, expect, test } from 'vitest';
import {
  compareRuns,
  tasksPairedOnlyById,
} from '../../../../src/evaluation/results/run-comparison.ts';
import { type RunResults, runResults } from '../../../../src/evaluation/results/run-results.ts';
import { mcnemarExact, shareDifference } from '../../../../src/evaluation/statistics/paired.ts';
import { differingRules } from '../../../../src/evaluation/results/comparability.ts';
import type { Run } from '../../../../src/evaluation/runs/run.ts';
import { differingRulesText } from '../../../../src/texts/comparability-texts.ts';
import {
  comparisonText,
  gainText,
  moreTasksText,
  testDecidesText,
} from '../../../../src/texts/result-texts.ts';
import { comparisonTexts } from '../../../../src/texts/result-view-texts.ts';
import type { TaskSetId } from '../../../../src/tasks/task.ts';
import { outcomesOf, runOf, runOfLetters } from '../../../support/made-up-runs.ts';
import { taskOf } from '../../../support/tasks.ts';

function resultsOf(id: string, tasks: Readonly<Record<string, string>>) {
  return runResults(runOfLetters(id, tasks), outcomesOf(id, tasks));
}

test('two runs are compared on the tasks that both have samples for', () => {
  const first = resultsOf('a', { 2: 'p', 3: 'f', 4: 'p', 5: 'f', 6: '!', 7: 'p' });
  const second = resultsOf('b', { 4: 'f', 3: 'p', 2: 'p', 5: 'r', 6: 'p', 8: 'p' });
  const { tasks, sides, pairs } = compareRuns([first, second]);
  expect(tasks).toEqual(['2', '3', '4', '5']);
  expect(sides.map(({ run, passAt1, samples }) => [run.id, passAt1?.value, samples])).toEqual([
    ['a', 0.5, 4],
    ['b', 0.5, 4],
  ]);
  const counts = { both: 1, onlyFirst: 1, onlySecond: 1, neither: 1 };
  expect(pairs).toEqual([
    {
      ...{ first: first.run, second: second.run, tasks: 4, counts },
      ...{ unisolatedSamples: 0, changes: null, differingRules: [], isSoFar: false, waiting: 0 },
      ...{ onlyFirst: ['4'], onlySecond: ['3'], moreTasks: null },
      ...{ differingTasks: 2, samplesPerTask: 1 },
      // One question, one interval and one test: with one sample a task both metrics are the same.
      ...{ passAt1: shareDifference(counts), solvedTasks: shareDifference(counts) },
      ...{ pValue: 1, adjustedPValue: 1, solvedPValue: mcnemarExact(counts) },
    },
  ]);
});

test('several runs held against one are corrected for their number', () => {
  const tasks = (letters: string) =>
    Object.fromEntries([...letters].map((letter, at) => [String(at + 2), letter]));
  const { pairs } = compareRuns([
    resultsOf('a', tasks('ffffffffpp')),
    resultsOf('b', tasks('ppppppffpp')),
    resultsOf('c', tasks('pppppppppp')),
  ]);
  // 6 and 8 tasks, all to one side; the smaller one counts twice.
  const values = pairs.map(({ pValue, adjustedPValue }) => [pValue, adjustedPValue]);
  expect(values[0]).toEqual([expect.closeTo(2 / 2 ** 6, 12), expect.closeTo(2 / 2 ** 6, 12)]);
  expect(values[1]).toEqual([expect.closeTo(2 / 2 ** 8, 12), expect.closeTo(4 / 2 ** 8, 12)]);
});

test('calls of one task are one task to the test of which run solves more', () => {
  const calls = (letters: string) => {
    const tasks = [...letters].map((letter, at) => [
      `${2 + Math.floor(at / 3)}#${1 + (at % 3)}`,
      letter,
    ]);
    const outcomes = Object.fromEntries(tasks);
    const run = runOf('a', Object.keys(outcomes));
    const plan = { ...run.plan, asks: { kind: 'output', shows: 'code' } as const };
    return runResults({ ...run, plan }, outcomesOf('a', outcomes));
  };
  // Two tasks, all three calls of each: as single trials these six would be p = 0.03.
  const [pair] = compareRuns([calls('ffffff'), calls('pppppp')]).pairs;
  expect(pair?.counts).toEqual({ both: 0, onlyFirst: 0, onlySecond: 6, neither: 0 });
  expect(pair?.solvedPValue).toBeCloseTo(2 / 2 ** 2, 12);
  expect(pair?.solvedTasks).toEqual(pair?.passAt1);
  // Tasks whose calls differ both ways are even.
  const [even] = compareRuns([calls('pffpffpff'), calls('fpffpffpf')]).pairs;
  expect(even?.solvedPValue).toBe(1);
});

describe('what is said of two runs', () => {
  const said = (
    first: Readonly<Record<string, string>>,
    second: Readonly<Record<string, string>>,
  ) => {
    const [pair] = compareRuns([resultsOf('a', first), resultsOf('b', second)]).pairs;
    return pair && comparisonText(pair, 'A', 'B');
  };
  const tasks = (letters: readonly string[]) =>
    Object.fromEntries(letters.map((each, at) => [String(at + 2), each]));

  test('is what the test says', () => {
    const ten = (letter: string) => tasks([...letter.repeat(10)]);
    expect(said(ten('f'), ten('p'))).toBe(
      'B passes more often than A, by 100.0 points of pass@1. Chance alone hardly explains it.',
    );
    expect(said(tasks([...'pffffffppp']), tasks([...'fppppppfpp']))).toBe(
      'B passes more often than A, by 40.0 points of pass@1. Chance alone may explain it.',
    );
    expect(said(tasks([...'pppfff']), tasks([...'fffppp']))).toBe(
      'B and A pass equally often overall, but not on the same tasks.',
    );
    // One sample of 3,000 more on each of 7 tasks: it rounds to nothing, and is no chance.
    const many = (letters: string) =>
      tasks([...letters].map((letter) => letter + 'f'.repeat(2_999)));
    expect(said(many('fffffff'), many('ppppppp'))).toBe(
      'B passes more often than A, by less than 0.1 points of pass@1. Chance alone hardly explains it.',
    );
  });

  test('is that nothing can be told where too few tasks differ', () => {
    expect(said(tasks(['f', 'f']), tasks(['p', 'p']))).toBe(
      'B passes more often than A, by 100.0 points of pass@1, but only 2 tasks differ, too few for any test to tell that from chance.',
    );
    expect(said(tasks(['fp', 'ff']), tasks(['pf', 'pf']))).toBe(
      'B passes more often than A, by 25.0 points of pass@1, but only 1 task differs, too few for any test to tell that from chance.',
    );
    expect(said(tasks(['f', 'p']), tasks(['p', 'f']))).toBe(
      'B and A pass equally often overall; only 2 tasks differ, too few for any test.',
    );
    expect(said(tasks(['ff', 'pf']), tasks(['ff', 'fp']))).toBe(
      'Both pass equally often on each of 2 common tasks.',
    );
  });
});

test('runs that grow are not tested yet, and others are corrected for them already', () => {
  const letters = (text: string) =>
    Object.fromEntries([...text].map((letter, at) => [String(at + 2), letter]));
  const first = resultsOf('a', letters('ffffffffpp'));
  const growing = resultsOf('b', { ...letters('ppppppppp'), 11: '' });
  const done = resultsOf('c', letters('pppppppppp'));
  const [pair, other] = compareRuns([first, growing, done]).pairs;
  expect(pair && comparisonText(pair, 'A', 'B')).toBe(
    'So far, B passes more often than A, by 88.9 points of pass@1. They are tested once both runs are done.',
  );
  expect(
    pair && [testDecidesText(pair, 2), moreTasksText(pair), gainText(pair, pair.passAt1)],
  ).toEqual([null, null, '+88.9 points']);
  expect(other?.adjustedPValue).toBeCloseTo(2 * (other?.pValue ?? 0), 12);
  const [even] = compareRuns([growing, resultsOf('d', letters('ppppppppp'))]).pairs;
  expect(even && comparisonText(even, 'A', 'B')).toBe(
    'So far, B and A pass equally often overall. They are tested once both runs are done.',
  );
  // Ended for good, it is what it is.
  const ended = runResults({ ...growing.run, stoppedAt: 9 }, outcomesOf('b', letters('ppppppppp')));
  expect(compareRuns([first, ended]).pairs[0]).toMatchObject({ isSoFar: false });
  // A re-check under way says what has changed so far.
  const again = runResults(
    { ...done.run, revisedFrom: 'a' },
    outcomesOf('c', letters('ppppp-----')),
  );
  const [checking] = compareRuns([first, again]).pairs;
  expect(checking && comparisonText(checking, 'A', 'B')).toMatch(
    /5 of 5 verdicts changed so far; 5 still to check\.$/,
  );
});

test('it is said by how many samples tasks count as solved, where runs have more', () => {
  const rangeOf = (...all: readonly string[][]) =>
    compareRuns(
      all.map((samples, at) =>
        resultsOf(`r${at}`, Object.fromEntries(samples.map((each, task) => [`${task}`, each]))),
      ),
    ).firstSamples;
  expect(rangeOf(['pp', 'ff'], ['pf', 'fp'])).toBeNull();
  expect(rangeOf(['pp', 'ff'], ['pfp', 'fpf'])).toEqual({ low: 2, high: 2 });
  expect(rangeOf(['pp', 'ffff'], ['pfp', 'fpf'])).toEqual({ low: 2, high: 3 });
  expect(comparisonTexts.solvedTasksBy({ low: 5, high: 5 })).toBe(
    'Solved tasks, first 5 samples of each',
  );
  expect(comparisonTexts.solvedTasksBy({ low: 1, high: 1 })).toBe(
    'Solved tasks, first sample of each',
  );
});

test('how many more tasks would tell is not worked out from a few that differ', () => {
  const needed = (letters: string, others: string) => {
    const tasks = (all: string) =>
      Object.fromEntries([...all].map((letter, at) => [String(at + 2), letter]));
    const runs = [resultsOf('a', tasks(letters)), resultsOf('b', tasks(others))];
    return compareRuns(runs).pairs[0]?.moreTasks;
  };
  expect(needed('f', 'p')).toBeNull();
  expect(needed('fffffpp', 'ppppppp')).toBeNull();
  // Six differ, four of them to one side: Connor's number less the seven there are.
  expect(needed('ffffppp', 'ppppffp')).toBe(81 - 7);
});

test('solved tasks of runs with different numbers of samples are held against each other on equal ones', () => {
  const { sides, pairs } = compareRuns([
    resultsOf('a', { 2: 'pp', 3: 'fp', 4: 'ff' }),
    resultsOf('b', { 2: 'fpppp', 3: 'ffppp', 4: 'ffffp' }),
    resultsOf('c', { 2: 'f', 3: 'f', 4: 'p' }),
  ]);
  expect(sides.map(({ solvedTasks }) => solvedTasks?.value)).toEqual([1 / 3, 0, 1 / 3]);
  for (const [at, pair] of pairs.entries()) {
    const difference = (sides[at + 1]?.solvedTasks?.value ?? 0) - 1 / 3;
    expect(pair.solvedTasks?.value).toBeCloseTo(difference, 12);
    // As one sample each says: then the shares of solved tasks are no numbers of their own.
    expect(pair.samplesPerTask).toBe(1);
  }
});

test('where interval and test seem to say two things, it is said which decides', () => {
  const tasks = (letters: string) =>
    Object.fromEntries([...letters].map((letter, at) => [String(at + 2), letter]));
  const [plain, more, most] = ['f'.repeat(40), 'p'.repeat(6), 'p'.repeat(40)];
  const decides = (...all: string[]) => {
    const { pairs } = compareRuns(all.map((each, at) => resultsOf(String(at), tasks(each))));
    return pairs.map((pair) => testDecidesText(pair, pairs.length));
  };
  const six = more + plain.slice(6);
  expect(decides(plain, six)).toEqual([null]);
  expect(decides(plain, most)).toEqual([null]);
  expect(decides(plain, plain)).toEqual([null]);
  // Corrected for three, six tasks to one side are p = 0.09.
  expect(decides(plain, six, six, six)).toEqual(
    Array(3).fill(
      'The interval leaves out 0, but it is of this comparison alone: the corrected test decides.',
    ),
  );
  // Sixteen against six: p = 0.052.
  const [first, second] = ['f'.repeat(16) + 'p'.repeat(6), 'p'.repeat(16) + 'f'.repeat(6)];
  expect(decides(first + plain, second + plain)).toEqual([
    'The interval leaves out 0, but it is approximate: the test decides.',
  ]);
});

test('with different numbers of samples as many of each are compared as both have', () => {
  const first = resultsOf('a', { 2: 'ffp', 3: 'pff' });
  const second = resultsOf('b', { 2: 'f', 3: '!f' });
  const [pair] = compareRuns([first, second]).pairs;
  expect(pair?.counts).toEqual({ both: 0, onlyFirst: 1, onlySecond: 0, neither: 1 });
  expect(pair?.passAt1?.value).toBeCloseTo(-1 / 3, 14);
});

test('more than two runs are each held against the first, on what all have in common', () => {
  const { tasks, pairs } = compareRuns([
    resultsOf('a', { 2: 'p', 3: 'f', 4: 'p' }),
    resultsOf('b', { 2: 'p', 3: 'p', 4: 'p' }),
    resultsOf('c', { 2: 'f', 3: 'p' }),
  ]);
  expect(tasks).toEqual(['2', '3']);
  expect(
    pairs.map(({ second, onlyFirst, onlySecond, moreTasks }) => [
      ...[second.id, onlyFirst, onlySecond, moreTasks],
    ]),
  ).toEqual([
    ['b', [], ['3'], null],
    ['c', ['2'], ['3'], null],
  ]);
});

test('equal ids of different sets, texts or tests are different tasks', () => {
  const tasks = { 2: 'p', 3: 'f' };
  const of = (id: string, source: TaskSetId, text = '') => {
    const run = runOf(id, ['2', '3']);
    const plan = { ...run.plan, tasks: { ...run.plan.tasks, source } };
    const asked = ['2', '3'].map((task) => ({ run: id, task: taskOf([], { id: task, text }) }));
    const known = asked.map((each) => ({ ...each, prompt: null, functionName: 'f' }));
    return runResults({ ...run, plan }, outcomesOf(id, tasks), known);
  };
  const common = (...runs: [RunResults, RunResults]) => compareRuns(runs).tasks;
  const byId = (...runs: [RunResults, RunResults]) => {
    const { tasks } = compareRuns(runs, 'by-id');
    return [tasks.length, tasksPairedOnlyById(runs)];
  };
  expect(common(of('a', 'starter'), of('b', 'starter'))).toEqual(['2', '3']);
  expect(common(of('a', 'starter'), of('b', 'mbpp'))).toEqual([]);
  expect(common(of('a', 'mbpp-sanitized'), of('b', 'mbpp'))).toEqual([]);
  expect(common(of('a', 'own-file', 'sort'), of('b', 'own-file', 'sort'))).toEqual(['2', '3']);
  expect(common(of('a', 'own-file', 'sort'), of('b', 'own-file', 'count'))).toEqual([]);
  // Paired by id where a person wants that and the sets share their ids.
  expect(byId(of('a', 'mbpp-sanitized', 'sort'), of('b', 'mbpp', 'count'))).toEqual([2, 2]);
  expect(byId(of('a', 'own-file', 'sort'), of('b', 'own-file', 'count'))).toEqual([2, 2]);
  expect(byId(of('a', 'starter'), of('b', 'starter'))).toEqual([2, 0]);
  expect(byId(of('a', 'starter'), of('b', 'mbpp'))).toEqual([0, 0]);
});

test('runs without a common task have no difference', () => {
  const { tasks, pairs } = compareRuns([resultsOf('a', { 2: 'p' }), resultsOf('b', { 3: 'p' })]);
  expect(tasks).toEqual([]);
  expect(pairs[0]).toMatchObject({ tasks: 0, solvedTasks: null, passAt1: null, pValue: 1 });
});

test('paired by id, a run of the original tasks and one of the edited ones differ as two runs do', () => {
  const original = resultsOf('a', { 11: 'p', 16: 'f', 17: 'p', 20: 'p' });
  const { run, ...others } = resultsOf('b', { 17: 'f', 16: 'p', 11: 'p', 900: 'p' });
  const tasks = { ...run.plan.tasks, source: 'mbpp-sanitized' };
  const edited = { ...others, run: { ...run, plan: { ...run.plan, tasks } } };
  expect(compareRuns([original, edited]).tasks).toEqual([]);
  expect(tasksPairedOnlyById([original, edited])).toBe(3);
  expect(compareRuns([original, edited], 'by-id').pairs).toMatchObject([
    { tasks: 3, onlyFirst: ['17'], onlySecond: ['16'], counts: { both: 1, neither: 0 } },
  ]);
});

describe('runs that differ in how they are judged', () => {
  const letters = (text: string) =>
    Object.fromEntries([...text].map((letter, at) => [String(at + 2), letter]));
  const judged = (id: string, text: string, fields: Partial<Run> = {}) =>
    runResults(runOf(id, Object.keys(letters(text)), fields), outcomesOf(id, letters(text)));
  const rulesOf = (first: RunResults, second: RunResults) => {
    const [pair] = compareRuns([first, second]).pairs;
    return pair && differingRulesText(pair, 'A', 'B');
  };

  test('the same replies judged twice are no two models: verdicts changed, and nothing is tested', () => {
    const first = judged('a', 'ffffffffpp');
    const again = judged('b', 'pppppppppp', { revisedFrom: 'a', hiddenInputs: 'mbpp-plus' });
    const beside = judged('c', 'ppppppffpp');
    for (const runs of [
      [first, again],
      [again, first],
    ]) {
      const [pair] = compareRuns(runs).pairs;
      expect(pair && comparisonText(pair, 'A', 'B')).toBe(
        'A and B are the same replies, judged twice, so no test applies. They differ in the hidden tests. 8 of 10 verdicts changed.',
      );
      expect(
        pair && [testDecidesText(pair, 1), moreTasksText(pair), rulesOf(...pairOf(runs))],
      ).toEqual([null, null, null]);
      expect(pair && gainText(pair, pair.passAt1)).toMatch(/^[+−]80\.0 points$/);
    }
    // Two re-checks of one run, and the re-check of a re-check, are the same replies too.
    const other = judged('d', 'ffffffffff', { revisedFrom: 'a' });
    const third = judged('e', 'ffffffffff', { revisedFrom: 'b' });
    const changed = (runs: readonly RunResults[]) =>
      compareRuns(runs).pairs.map(({ changes }) => changes?.compared ?? null);
    expect(changed([again, other])).toEqual([10]);
    expect(changed([first, beside, third, again])).toEqual([null, 10, 10]);
    expect(changed([first, beside])).toEqual([null]);
    // What is not tested is no comparison to correct others for.
    const [, pair] = compareRuns([first, again, beside]).pairs;
    expect(pair?.adjustedPValue).toBe(pair?.pValue);
  });

  test('other rules are named beside the difference, as far as they are known', () => {
    const plus = { hiddenInputs: 'mbpp-plus' } as const;
    const source = (sha256: string) => ({ ...plus, hiddenSource: { version: null, sha256 } });
    const { plan } = runOf('a', []);
    const checked = (checking: Partial<Run['plan']['checking']>) => ({
      plan: { ...plan, checking: { ...plan.checking, ...checking } },
    });
    const a = judged('a', 'pf');
    expect(rulesOf(a, judged('b', 'fp'))).toBeNull();
    expect(rulesOf(a, judged('b', 'fp', plus))).toBe(
      'A and B were judged by different rules: they differ in the hidden tests. A difference between them can come from the rules instead of the models.',
    );
    const rules = (first: Partial<Run>, second: Partial<Run>) =>
      differingRules(judged('a', 'pL', first), judged('b', 'fp', second));
    expect(rules(source('1'), source('2'))).toEqual(['hidden-inputs']);
    expect(rules(source('1'), source('1'))).toEqual([]);
    expect(rules(source('1'), plus)).toEqual([]);
    const all = checked({ limitMs: 1000, floatTolerance: 1e-6, isOrderInsensitive: true });
    expect(rules({}, { ...all, countsPromptsTooLong: true })).toEqual([
      ...['time-limit', 'float-tolerance', 'order', 'prompts-too-long'],
    ]);
    expect(rules(all, all)).toEqual([]);
  });
});

function pairOf(runs: readonly RunResults[]): readonly [RunResults, RunResults] {
  const [first, second] = runs;
  if (!first || !second) throw new Error('Two runs make a pair.');
  return [first, second];
}
