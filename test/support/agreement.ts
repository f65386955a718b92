/** Real completions judged by the checker and by EvalPlus, side by side. */

import type { Verdict } from '../../src/checking/verdict.ts';
import type { Task } from '../../src/tasks/task.ts';
import type { HeadlessPage } from './headless-page.ts';
import {
  type PublishedVerdict,
  publishedSamples,
  publishedVerdicts,
  tasksOf,
} from './published.ts';

export interface Difference {
  readonly id: string;
  /** "pass" or "fail" here, then EvalPlus's. */
  readonly base: string;
  readonly plus: string;
  readonly status: Verdict['status'];
}

export interface Agreement {
  readonly count: number;
  readonly base: number;
  readonly plus: number;
  readonly differences: readonly Difference[];
}

/** Of the tasks whose id `isWanted`, with the hidden inputs of MBPP+. */
export async function compareWithEvalPlus(
  headless: HeadlessPage,
  isWanted: (id: string, index: number) => boolean,
): Promise<Agreement> {
  const tasks = new Map(tasksOf('mbppPlus').map((task) => [task.id, task]));
  const published = publishedVerdicts();
  const compared = (await publishedSamples()).flatMap(({ taskId, program }, index) => {
    const [task, theirs] = [tasks.get(taskId), published.get(taskId)];
    return task && theirs && isWanted(taskId, index) ? [{ task, theirs, program }] : [];
  });
  const verdicts = await headless.check(compared.map(({ task, program }) => ({ task, program })));
  for (const [index, { task, theirs, program }] of compared.entries()) {
    const verdict = verdicts[index];
    if (!verdict || isEqual(partsPassed(verdict, task), theirs) || !isCutShort(verdict)) continue;
    // Too slow, or only on a busy machine? EvalPlus gives a program a minute in all.
    const limits = { timeMs: 60_000 };
    const [patient] = await headless.check([{ task, program, limits }]);
    if (patient) verdicts[index] = patient;
  }
  const differences: Difference[] = [];
  let [base, plus] = [0, 0];
  for (const [index, { task, theirs }] of compared.entries()) {
    const verdict = verdicts[index];
    if (!verdict) throw new Error(`No verdict for ${task.id}.`);
    const ours = partsPassed(verdict, task);
    if (ours.base === theirs.base) base++;
    if (ours.plus === theirs.plus) plus++;
    if (isEqual(ours, theirs)) continue;
    differences.push({
      id: task.id,
      base: `${word(ours.base)}, ${word(theirs.base)}`,
      plus: `${word(ours.plus)}, ${word(theirs.plus)}`,
      status: verdict.status,
    });
  }
  return { count: compared.length, base, plus, differences };
}

function word(isPassed: boolean): string {
  return isPassed ? 'pass' : 'fail';
}

function isEqual(ours: PublishedVerdict, theirs: PublishedVerdict): boolean {
  return ours.base === theirs.base && ours.plus === theirs.plus;
}

function isCutShort({ tests }: Verdict): boolean {
  return tests.some(({ outcome }) => outcome === 'timeout');
}

/** A row's hidden inputs start with its base inputs. */
function partsPassed({ tests }: Verdict, task: Task): PublishedVerdict {
  const count = baseCount(task.hidden?.row ?? '');
  const hidden = tests.filter((each) => each.group === 'hidden');
  const isPassed = (some: typeof hidden) => some.every((each) => each.outcome === 'passed');
  const base = hidden.length > 0 && isPassed(hidden.slice(0, count));
  return { base, plus: base && isPassed(hidden) };
}

/** Read past the infinities that JSON does not have. */
function baseCount(row: string): number {
  const { base_input } = JSON.parse(
    row.replace(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g, (found) =>
      found.startsWith('"') ? found : 'null',
    ),
  );
  const inputs: unknown =
    typeof base_input === 'string'
      ? JSON.parse(base_input.replace(/-?Infinity|NaN/g, 'null'))
      : base_input;
  return Array.isArray(inputs) ? inputs.length : 0;
}
