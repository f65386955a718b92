/** Files for other harnesses, read back by readers of this file’s own. */

import { expect, test } from 'vitest';
import { readCompletions } from '../../../../src/evaluation/formats/completions.ts';
import {
  harnessFile,
  type HarnessFormat,
} from '../../../../src/evaluation/formats/harness-files.ts';
import { importRun } from '../../../../src/evaluation/formats/imported-run.ts';
import { textOf } from '../../../../src/evaluation/formats/json-lines.ts';
import type { Run } from '../../../../src/evaluation/runs/run.ts';
import { FixedRunStore } from '../../../support/fixed-run-store.ts';
import { runOf, sampleOf } from '../../../support/made-up-runs.ts';
import { taskOf } from '../../../support/tasks.ts';
import { programs, rowsOf, run, samples, written } from '../../../support/exported-samples.ts';

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
