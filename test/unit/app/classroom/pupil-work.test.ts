/** What is read from the work files of a class. */
import { expect, test } from 'vitest';
import { classTables } from '../../../../src/app/classroom/class-tables.ts';
import { classGrid } from '../../../../src/app/classroom/class-grid.ts';
import type { MetTask } from '../../../../src/app/classroom/known-tasks.ts';
import { workAt } from '../../../../src/app/classroom/work-at.ts';
import {
  hasWork,
  placeOfKey,
  pupilWork,
  relationOf,
  unusedName,
} from '../../../../src/app/classroom/pupil-work.ts';
import { atOnce } from '../../../../src/platform/in-turns.ts';
import {
  isContradicted,
  isSolvedBy,
  nothingRechecked,
  programKey,
  type Rechecked,
  stillToCheck,
  wrongAnswers,
} from '../../../../src/app/classroom/wrong-answers.ts';
import type { Verdict } from '../../../../src/checking/verdict.ts';
import { type AttemptRecord, newAttempt } from '../../../../src/app/work/records.ts';
import type { WorkFile } from '../../../../src/app/work/work-file.ts';

const nothing: WorkFile = {
  ...{
    programs: [],
    attempts: [],
    plans: [],
    ownCalls: {},
    prompts: {},
    clues: {},
    lessons: [],
    replays: [],
  },
  ...{ predictions: { own: {}, models: {}, drafts: {} } as never, unreadableCount: 0 },
};

function attempt(
  task: string,
  program: string,
  fields: Partial<AttemptRecord> = {},
): AttemptRecord {
  return { ...newAttempt(task), program, status: 'failed-assertion', ...fields };
}

function pupil(name: string, attempts: readonly AttemptRecord[], more: Partial<WorkFile> = {}) {
  return pupilWork(name, { ...nothing, attempts, ...more });
}

const tablesOf = (files: Parameters<typeof classTables>[0], rechecked = nothingRechecked) =>
  atOnce(classTables(files, rechecked));

test('a pupil solved what their own attempts solve, not what came by link or from a model', () => {
  const model = { kind: 'model', name: 'Coder' } as const;
  const one = pupil(
    'Ada',
    [
      attempt('mbpp/1', 'a'),
      attempt('mbpp/1', 'b', { status: 'passed' }),
      attempt('mbpp/2', 'c', { status: 'passed', failsChallenge: true }),
      attempt('mbpp/3', 'd', { status: 'passed', author: model }),
      attempt('mbpp/4', 'e', { status: 'passed', cameBy: 'link' }),
      attempt('mbpp/5', 'f', { status: null }),
    ],
    { clues: { 'mbpp/1': 2, 'mbpp/9': 1 } },
  );
  expect(tablesOf([one]).pupils).toEqual([
    {
      ...{ id: one.id, name: 'Ada', solved: 1, tried: 3, attempts: 3, hints: 3, byOthers: 1 },
      ...{ checkedHere: 0, contradicted: 0 },
    },
  ]);
});

test('tasks are counted over all files, most tried first', () => {
  const files = [
    pupil('a', [attempt('mbpp/2', 'x', { status: 'passed' }), attempt('mbpp/10', 'y')]),
    pupil('b', [attempt('mbpp/2', 'z'), attempt('mbpp/2', 'w')], { clues: { 'mbpp/2': 3 } }),
  ];
  expect(tablesOf(files).tasks).toMatchObject([
    { task: 'mbpp/2', solved: 1, tried: 2, attempts: 3, hints: 3 },
    { task: 'mbpp/10', solved: 0, tried: 1, attempts: 1, hints: 0 },
  ]);
});

test('the same work, and an earlier state of it, are told from the work of another', () => {
  const [first, second] = [attempt('mbpp/1', 'a'), attempt('mbpp/1', 'b')];
  const early = pupil('early', [first]);
  const late = pupil('late', [first, second]);
  const other = pupil('other', [attempt('mbpp/1', 'a')]);
  expect(relationOf(early, late)).toBe('earlier');
  expect(relationOf(late, early)).toBe('later');
  expect(relationOf(late, pupil('copy', [second, first]))).toBe('same');
  expect(relationOf(early, other)).toBe(null);
  expect(relationOf(pupil('none', []), late)).toBe(null);
});

const verdict = (fields: Partial<Verdict>): Verdict => ({
  ...{ status: 'failed-assertion', tests: [], exception: null, output: '' },
  ...{ isOutputTruncated: false, oracle: [], ms: 1, ...fields },
});

const failing = (got: string): Verdict =>
  verdict({
    tests: [
      {
        ...{ group: 'shown', source: 'assert f(1) == 2', outcome: 'failed-assertion' },
        ...{ expected: '2', got, expectedType: null, gotType: null, exception: null },
        ...{ output: '', ms: 1, isUnisolated: false },
      },
    ],
  });

test('unchecked, wrong answers are as their files say', () => {
  const files = [
    pupil('a', [attempt('t/1', 'long one'), attempt('t/1', 'two')]),
    pupil('b', [attempt('t/1', 'three'), attempt('t/1', 'four', { status: 'timeout' })]),
    pupil('c', [attempt('t/1', 'five', { status: 'passed' }), attempt('t/2', 'six')]),
  ];
  expect(wrongAnswers('t/1', files, nothingRechecked)).toEqual([
    {
      ...{ way: { kind: 'stored', status: 'failed-assertion' }, attempts: 3, pupils: ['a', 'b'] },
      example: 'two',
    },
    { way: { kind: 'stored', status: 'timeout' }, attempts: 1, pupils: ['b'], example: 'four' },
  ]);
});

test('checked again, those with one value or one exception are one', () => {
  const none = attempt('t/1', 'return None');
  const other = attempt('t/1', 'pass');
  const raises = attempt('t/1', 'raise');
  const forged = attempt('t/1', 'forged', { status: 'passed' });
  const files = [pupil('a', [none, raises]), pupil('b', [other, forged]), pupil('c', [none])];
  const exception = {
    type: 'IndexError',
    message: 'list index out of range',
    line: 1,
    traceback: '',
  };
  const rechecked: Rechecked = new Map([
    [programKey(none), failing('None')],
    [programKey(other), failing('None')],
    [programKey(raises), verdict({ status: 'runtime-error', exception })],
    [programKey(forged), failing('3')],
  ]);
  const value = { kind: 'value', test: 'assert f(1) == 2', expected: '2' };
  expect(wrongAnswers('t/1', files, rechecked)).toEqual([
    { way: { ...value, got: 'None' }, attempts: 3, pupils: ['a', 'b', 'c'], example: 'pass' },
    {
      ...{ way: { kind: 'exception', type: 'IndexError', message: 'list index out of range' } },
      ...{ attempts: 1, pupils: ['a'], example: 'raise' },
    },
    { way: { ...value, got: '3' }, attempts: 1, pupils: ['b'], example: 'forged' },
  ]);
  expect(isContradicted(forged, rechecked)).toBe(true);
  expect(isContradicted(none, rechecked)).toBe(false);
  expect(isSolvedBy(forged, rechecked)).toBe(false);
});

test('each program is checked once, and none that was', () => {
  const same = [attempt('t/1', 'x'), attempt('t/1', 'x'), attempt('t/2', 'x')];
  const files = [pupil('a', same)];
  const waiting = (known: Rechecked) => atOnce(stillToCheck(files, known)).map(([key]) => key);
  expect(waiting(nothingRechecked)).toEqual(['["t/1","x"]', '["t/2","x"]']);
  expect(waiting(new Map([['["t/1","x"]', failing('0')]]))).toEqual(['["t/2","x"]']);
});

test('what was never checked is neither checked nor counted, whoever wrote the same', () => {
  const files = [pupil('a', [attempt('t/1', 'x', { status: null })])];
  expect(atOnce(stillToCheck(files, nothingRechecked))).toEqual([]);
  const rechecked = new Map([['["t/1","x"]', verdict({ status: 'passed' })]]);
  expect(tablesOf(files, rechecked).pupils).toMatchObject([{ solved: 0, attempts: 0 }]);
});

test('a fault of the sandbox leaves a result as its file says', () => {
  const passed = attempt('t/1', 'x', { status: 'passed' });
  const stopped = attempt('t/1', 'y', { status: 'sandbox-fault' });
  const files = [pupil('a', [passed, stopped])];
  const rechecked: Rechecked = new Map([
    [programKey(passed), verdict({ status: 'sandbox-fault' })],
    [programKey(stopped), verdict({ status: 'passed' })],
  ]);
  const { pupils, tasks } = tablesOf(files, rechecked);
  expect(pupils).toMatchObject([{ solved: 1, checkedHere: 1, contradicted: 0 }]);
  expect(tasks).toMatchObject([{ wrong: [] }]);
  expect(tablesOf(files).tasks).toMatchObject([{ wrong: [] }]);
});

test('a result is contradicted where one side calls it solved, challenge tests included', () => {
  const challenged = verdict({
    status: 'passed',
    tests: failing('1').tests.map((result) => ({ ...result, group: 'challenge' })),
  });
  const claimed = attempt('t/1', 'x', { status: 'passed' });
  const known = attempt('t/1', 'x', { status: 'passed', failsChallenge: true });
  const rechecked: Rechecked = new Map([[programKey(claimed), challenged]]);
  expect(isContradicted(claimed, rechecked)).toBe(true);
  expect(isContradicted(known, rechecked)).toBe(false);
});

test('a program that fails a challenge test alone is called so, by its file and by a check', () => {
  const tests = failing('1').tests.map((result) => ({
    ...{ ...result, group: 'challenge' as const, got: null, expected: null },
  }));
  const told = attempt('t/1', 'x', { status: 'passed', failsChallenge: true });
  const claimed = attempt('t/1', 'y', { status: 'passed' });
  const rechecked: Rechecked = new Map([
    [programKey(claimed), verdict({ status: 'passed', tests })],
  ]);
  expect(wrongAnswers('t/1', [pupil('a', [told]), pupil('b', [claimed])], rechecked)).toEqual([
    { way: { kind: 'challenge' }, attempts: 2, pupils: ['a', 'b'], example: 'x' },
  ]);
});

test('files without attempts are of several people, however alike their programs', () => {
  const programs = [{ task: 't/1', program: 'x', savedAt: 1 }] as never;
  expect(relationOf(pupil('a', [], { programs }), pupil('b', [], { programs }))).toBe('alike');
});

const inEditor = (task: string, program: string) => ({ task, program, changedAt: 1 });

test('a program in the editor that a model, the search or a link brought is no try of the pupil', () => {
  const model = { kind: 'model', name: 'Coder' } as const;
  const one = pupil(
    'Ada',
    [
      attempt('t/1', 'a', { status: 'passed', author: model }),
      attempt('t/2', 'b', { author: { kind: 'search', name: 'Search' }, status: null }),
      attempt('t/3', 'c', { cameBy: 'link' }),
      attempt('t/4', 'd', { author: model }),
      attempt('t/5', 'e', { author: model }),
      attempt('t/5', 'e', { status: 'passed' }),
    ],
    {
      programs: [
        ...[inEditor('t/1', 'a\n'), inEditor('t/2', ' b'), inEditor('t/3', 'c')],
        // Changed since; brought at another task; tried by the pupil as well.
        ...[inEditor('t/4', 'd + 1'), inEditor('t/6', 'a'), inEditor('t/5', 'e')],
      ],
    },
  );
  expect([...one.programs.keys()]).toEqual(['t/4', 't/6']);
  expect(tablesOf([one]).pupils).toMatchObject([{ tried: 3, solved: 1, byOthers: 1 }]);
  expect(tablesOf([one]).tasks.map(({ task }) => task)).toEqual(['t/4', 't/5', 't/6']);
  const { rows } = atOnce(
    classGrid(
      [one],
      ['t/1', 't/2', 't/3', 't/4', 't/5', 't/6'].map((key) => ({ key }) as MetTask),
      nothingRechecked,
    ),
  );
  expect(rows[0]?.cells.map(({ state }) => state)).toEqual([
    ...['by-model', 'untouched', 'untouched', 'unchecked', 'solved', 'unchecked'],
  ]);
  expect(workAt(one, 't/1', nothingRechecked).program).toBe(null);
});

test('files are as alike as what stands in their editors, whoever wrote it', () => {
  const model = { kind: 'model', name: 'Coder' } as const;
  const made = (name: string, program: string) =>
    pupil(name, [attempt('t/1', program, { author: model, status: 'passed' })], {
      programs: [inEditor('t/1', program)],
    });
  expect(hasWork(made('a', 'x'))).toBe(true);
  expect(relationOf(made('a', 'x'), made('b', 'x'))).toBe('alike');
  expect(relationOf(made('a', 'x'), made('b', 'y'))).toBe(null);
  expect(hasWork(pupil('c', [attempt('t/1', 'x', { author: model })]))).toBe(false);
});

test('names are told apart as browsers do with downloads', () => {
  expect(unusedName('work.json', [])).toBe('work');
  expect(unusedName('work.json', ['work', 'work (2)'])).toBe('work (3)');
});

test('records of what can be no task are left out and counted, and no name is taken for a hint', () => {
  const one = pupil('a', [
    attempt('t/\ud800', 'x'),
    attempt('none', 'x'),
    attempt('t/constructor', 'x'),
  ]);
  expect(one.unreadableCount).toBe(2);
  expect(tablesOf([one]).tasks).toMatchObject([{ task: 't/constructor', hints: 0 }]);
  expect(['/1', 't/', 't/1/2'].map((key) => placeOfKey(key)?.id ?? null)).toEqual([
    null,
    null,
    '1/2',
  ]);
});
