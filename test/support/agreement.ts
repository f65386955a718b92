/** Real completions judged by the checker and by EvalPlus, side by side. */

import type { Verdict } from '../../src/checking/verdict.ts';
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
  const differences: Difference[] = [];
  let [base, plus] = [0, 0];
  for (const [index, { task, theirs }] of compared.entries()) {
    const verdict = verdicts[index];
    if (!verdict) throw new Error(`No verdict for ${task.id}.`);
    const ours = partsPassed(verdict);
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

function partsPassed({ hidden }: Verdict): PublishedVerdict {
  const base = hidden?.base === 'passed';
  return { base, plus: base && hidden.plus === 'passed' };
}
