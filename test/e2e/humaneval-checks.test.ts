/** HumanEval's own checks pass with its published solutions, each in isolation. */

import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HeadlessPage, openHeadlessPage } from '../support/headless-page.ts';
import { taskOf } from '../support/tasks.ts';

const path = '../shared/data/humaneval/HumanEval.jsonl.gz';

interface Row {
  readonly task_id: string;
  readonly prompt: string;
  readonly canonical_solution: string;
  readonly test: string;
  readonly entry_point: string;
}

let headless: HeadlessPage;

beforeAll(async () => {
  headless = await openHeadlessPage();
});

afterAll(() => headless?.close());

test('all 164 published solutions pass, none decided together with its program', async ({
  skip,
}) => {
  if (!existsSync(path)) return skip('there is no copy of HumanEval beside the repository');
  const rows = gunzipSync(readFileSync(path))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line): Row => JSON.parse(line));
  expect(rows).toHaveLength(164);
  const verdicts = await headless.check(
    rows.map((row) => {
      const referenceCode = row.prompt + row.canonical_solution;
      const tests = [`${row.test}\n\ncheck(${row.entry_point})`];
      return { task: taskOf(tests, { id: row.task_id, referenceCode }), program: referenceCode };
    }),
  );
  const faults = verdicts.flatMap(({ status, tests: [result] }, index) =>
    status === 'passed' && !result?.isUnisolated
      ? []
      : [{ id: rows[index]?.task_id, status, result }],
  );
  expect(faults).toEqual([]);
});
