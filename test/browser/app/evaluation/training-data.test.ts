/** What is said of rows that could not be made: Python's faults are told from others. */

import { expect, test } from 'vitest';
import { TrainingData } from '../../../../src/app/evaluation/studies/training-data.svelte.ts';
import { FakeRunChecker } from '../../../support/fake-writers.ts';
import { taskOf } from '../../../support/tasks.ts';

const set = [1, 2, 3, 4, 12, 511, 601].map((id) =>
  taskOf([`assert f(${id}) == ${id}`], {
    ...{ id: String(id), source: 'mbpp', text: `Write ${id}.` },
    referenceCode: `def f(x):\n    return x + ${id} - ${id}\n`,
  }),
);

async function phaseAfter(reader: FakeRunChecker, save: () => Promise<void>): Promise<string> {
  const training = new TrainingData(reader);
  await training.make(set, 'paper', save);
  return training.phase.kind;
}

test('a fault of Python is told from one of the files', async () => {
  const fine = new FakeRunChecker();
  const broken = new FakeRunChecker();
  broken.readTests = () => Promise.reject(new Error('not started'));
  const full = () => Promise.reject(new RangeError('no memory'));
  const saved = async () => undefined;
  expect([
    await phaseAfter(fine, saved),
    await phaseAfter(fine, full),
    await phaseAfter(broken, saved),
  ]).toEqual(['made', 'failed', 'no-python']);
});
