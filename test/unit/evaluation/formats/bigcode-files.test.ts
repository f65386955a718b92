/** Generations for bigcode, read back as its harness reads them. */

import { expect, test } from 'vitest';
import { harnessFile } from '../../../../src/evaluation/formats/harness-files.ts';
import { textOf } from '../../../../src/evaluation/formats/json-lines.ts';
import type { Run, Sample } from '../../../../src/evaluation/runs/run.ts';
import { FixedRunStore } from '../../../support/fixed-run-store.ts';
import { runOf, sampleOf } from '../../../support/made-up-runs.ts';
import { taskOf } from '../../../support/tasks.ts';
import { run } from '../../../support/exported-samples.ts';

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
