/**
 * The checker's verdicts on 399 real completions beside those of plain CPython and of EvalPlus.
 * Comparing all hidden inputs takes minutes: here a slice, the whole by
 * `npm run bench -- agreement`.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compareWithEvalPlus } from '../support/agreement.ts';
import { differencesFromEvalPlus } from '../support/agreement-differences.ts';
import { type HeadlessPage, openHeadlessPage } from '../support/headless-page.ts';
import { hasPython, runNatively } from '../support/native-python.ts';
import { has, publishedSamples, tasksOf } from '../support/published.ts';

let headless: HeadlessPage;

/** Hundreds of programs, natively too: patience for a machine that has other work. */
const patienceMs = 10 * 60_000;

beforeAll(async () => {
  headless = await openHeadlessPage();
});

afterAll(() => headless?.close());

test(
  'with sanitized asserts every verdict is that of plain CPython',
  async ({ skip }) => {
    if (!has('sanitized', 'samples')) return skip('there are no completions beside the repository');
    if (!hasPython) return skip('there is no python3 on this machine');
    const tasks = new Map(tasksOf('sanitized').map((task) => [task.id, task]));
    const pairs = (await publishedSamples()).flatMap(({ taskId, program }) => {
      const task = tasks.get(taskId);
      return task ? [{ task, program }] : [];
    });
    expect(pairs).toHaveLength(399);

    const verdicts = await headless.check(pairs);
    const native = await runNatively(
      pairs.map(({ task, program }) => [program, task.setupCode, ...task.tests].join('\n')),
    );
    const differences = pairs.flatMap(({ task }, index) => {
      const status = verdicts[index]?.status;
      return (status === 'passed') === native[index] ? [] : [{ id: task.id, status }];
    });
    // None to explain: neither WebAssembly, nor Python 3.14, nor the split changes a verdict.
    expect(differences).toEqual([]);
  },
  patienceMs,
);

test(
  'with the inputs of MBPP+ the verdicts of a slice are those of EvalPlus',
  async ({ skip }) => {
    if (!has('mbppPlus', 'samples', 'verdicts')) {
      return skip('there is no copy of MBPP+ beside the repository');
    }
    const known = new Map(differencesFromEvalPlus.map((each) => [each.id, each]));
    const agreement = await compareWithEvalPlus(
      headless,
      (id, index) => known.get(id)?.isSlow !== true && (known.has(id) || index % 5 === 0),
    );
    expect(agreement.count).toBeGreaterThan(79);
    const unexplained = agreement.differences.filter(({ id }) => !known.has(id));
    expect(unexplained).toEqual([]);
  },
  patienceMs,
);
