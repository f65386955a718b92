/** Results and problems for EvalPlus, read back as its harness reads them. */

import { expect, test } from 'vitest';
import { harnessFile } from '../../../../src/evaluation/formats/harness-files.ts';
import { textOf } from '../../../../src/evaluation/formats/json-lines.ts';
import { rowsOf, run, store, written } from '../../../support/exported-samples.ts';

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
