/** Names, tags and notes of runs: what is kept of them, and where they go along. */

import { expect, test } from 'vitest';
import { mergeLogs } from '../../../../src/evaluation/log/log-merge.ts';
import { runLine } from '../../../../src/evaluation/log/run-log.ts';
import { importRunLog } from '../../../../src/evaluation/log/run-log-reading.ts';
import { MemoryRunStore } from '../../../../src/evaluation/runs/memory-run-store.ts';
import { labelsOf, withLabels } from '../../../../src/evaluation/runs/run-labels.ts';
import { titleOf } from '../../../../src/evaluation/runs/run.ts';
import { runNames } from '../../../../src/texts/result-texts.ts';
import { planOf, runOf } from '../../../support/plans.ts';

const labels = { title: 'Cold', tags: ['greedy', 'v2'], notes: 'A second try.\nOn the train.' };

test('what is typed is kept without blanks, repeats and what says nothing', () => {
  const typed = { title: ' Cold ', tags: [' greedy', '', 'v2', 'greedy '], notes: labels.notes };
  expect(labelsOf(planOf(), typed)).toEqual(labels);
  expect(labelsOf(planOf(), { title: 'A plan', tags: [''], notes: ' ' })).toEqual({});
  const named = withLabels(runOf(), labels);
  expect(named).toEqual({ ...runOf(), ...labels });
  expect(withLabels(named, {})).toEqual(runOf());
});

test('a run is called by its title where it has one, on its own and among others', () => {
  const named = withLabels(runOf(), labels);
  expect([titleOf(runOf()), titleOf(named)]).toEqual(['A plan', 'Cold']);
  const other = runOf({ id: 'run-2', modelName: 'Another model' });
  expect(runNames([named, other])).toEqual(['Cold', 'Another model']);
});

test('a log carries them, and one without them reads as before', async () => {
  const store = new MemoryRunStore();
  await importRunLog([runLine(withLabels(runOf(), labels))], store);
  await importRunLog([runLine(runOf({ id: 'run-2' }))], store);
  expect(await store.run('run-1')).toEqual({ ...runOf(), ...labels });
  expect(await store.run('run-2')).toEqual(runOf({ id: 'run-2' }));
});

test('merged, shards keep what was said of each', () => {
  const head = (run: typeof labels, index: number, task: string) => ({
    name: `${index}.jsonl`,
    run: { ...runOf({ taskIds: [task] }), ...run },
    shard: { index, count: 2 },
    ...{ planHash: 'same', sampleCount: 2, strays: [], lostTasks: [], timesDescribed: 1 },
  });
  const second = { title: 'Warm', tags: ['v2', 'night'], notes: 'On the boat.' };
  const merged = mergeLogs([head(labels, 1, '1'), head(second, 2, '2')]);
  expect(merged).toMatchObject({
    kind: 'merged',
    run: {
      ...{ title: 'Cold', tags: ['greedy', 'v2', 'night'] },
      notes: 'A second try.\nOn the train.\n\nOn the boat.',
    },
  });
});
