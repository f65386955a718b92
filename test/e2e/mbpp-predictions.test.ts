/**
 * The paper's predictions on MBPP: what a plan makes of the published test split, and a run of one
 * task's three calls. Skipped where no copy of MBPP lies beside the repository.
 */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copiedOutputs } from '../../src/evaluation/results/prediction-scores.ts';
import { isPrediction } from '../../src/tasks/task-kind.ts';
import type { Task } from '../../src/tasks/task.ts';
import { type HeadlessPage, openHeadlessPage } from '../support/headless-page.ts';
import { planOf } from '../support/plans.ts';
import { has, tasksOf } from '../support/published.ts';

let headless: HeadlessPage;

beforeAll(async () => {
  headless = await openHeadlessPage();
});

afterAll(() => headless?.close());

const shows = 'code-text-and-tests';

/** As a run asks them. */
async function asked(tasks: readonly Task[]) {
  const writer = { kind: 'gguf-file', fileName: 'a.gguf', sizeBytes: 1 } as const;
  const plan = planOf({ writer, asks: { kind: 'output', shows }, samplesPerTask: 1 });
  const log = await headless.page.evaluate(
    async ([made, all]) => {
      await window.synthpad.beginRun(made, all);
      return window.synthpad.runLog();
    },
    [plan, tasks] as const,
  );
  const lines = log.trim().split('\n');
  return lines.map((line) => JSON.parse(line)).filter(({ kind }) => kind === 'task');
}

describe.skipIf(!has('mbpp'))('predictions on MBPP', () => {
  test('are 1,500 on the test split, of which copying gets 233', async () => {
    const isTest = ({ id }: Task) => Number(id) >= 11 && Number(id) <= 510;
    const lines = await asked(tasksOf('mbpp').filter(isTest));
    const tasks: Task[] = lines.map(({ task }) => task);
    expect(copiedOutputs(tasks)).toEqual({ calls: 1_500, right: 233 });
    // The prompt has the other asserts and never the one that is asked about.
    const tellsOn = lines.filter(({ task, prompt }) => {
      const own = task.tests[Number(task.id.split('#')[1]) - 1];
      return JSON.stringify(prompt).includes(JSON.stringify(own).slice(1, -1));
    });
    expect(tellsOn).toEqual([]);
  });

  test('are right for what the asserts say, on the first tasks of the split', async () => {
    const first = tasksOf('mbpp').filter(({ id }) => Number(id) >= 11 && Number(id) <= 40);
    const tasks: Task[] = (await asked(first)).map(({ task }) => task);
    const requests = tasks.flatMap((task) =>
      isPrediction(task.asks) ? [{ task, program: task.asks.value }] : [],
    );
    const verdicts = await headless.check(requests);
    const wrong = verdicts.flatMap(({ status }, at) =>
      status === 'passed' ? [] : [[requests[at]?.task.id, requests[at]?.program, status]],
    );
    expect(wrong).toEqual([]);
  });
});
