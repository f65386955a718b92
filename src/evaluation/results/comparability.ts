/**
 * What besides the models can make two runs differ: replies that are the same ones, judged twice,
 * and rules by which one run is judged and the other is not.
 */

import type { Run } from '../runs/run.ts';
import type { RunResults } from './run-results.ts';

/** Whether one was made of the other's replies, both of a third run's, or by way of other runs in view. */
export function haveSameReplies(first: Run, second: Run, inView: readonly Run[]): boolean {
  const linked = new Set(sourcesOf(first));
  for (let before = 0; before < linked.size;) {
    before = linked.size;
    for (const run of [...inView, second]) {
      const own = sourcesOf(run);
      if (own.some((id) => linked.has(id))) for (const id of own) linked.add(id);
    }
  }
  return linked.has(second.id);
}

/** The run itself, and the one whose replies it has. */
function sourcesOf({ id, revisedFrom }: Run): string[] {
  return revisedFrom === undefined ? [id] : [id, revisedFrom];
}

/** In the order in which they are named. */
export const judgingRules = [
  'hidden-inputs',
  'time-limit',
  'float-tolerance',
  'order',
  'prompts-too-long',
] as const;

export type JudgingRule = (typeof judgingRules)[number];

/** The rules in which two runs differ, as far as they are known of both. */
export function differingRules(first: RunResults, second: RunResults): JudgingRule[] {
  const differs: Readonly<Record<JudgingRule, boolean>> = {
    'hidden-inputs': haveOtherInputs(first.run, second.run),
    'time-limit': checkingOf(first).limitMs !== checkingOf(second).limitMs,
    'float-tolerance': checkingOf(first).floatTolerance !== checkingOf(second).floatTolerance,
    order: checkingOf(first).isOrderInsensitive !== checkingOf(second).isOrderInsensitive,
    'prompts-too-long':
      first.run.countsPromptsTooLong !== second.run.countsPromptsTooLong &&
      [first, second].some(hasPromptsTooLong),
  };
  return judgingRules.filter((rule) => differs[rule]);
}

function checkingOf({ run }: RunResults) {
  return run.plan.checking;
}

/** Which inputs a run has was not written down once: two of one kind are taken for the same then. */
function haveOtherInputs(first: Run, second: Run): boolean {
  if ((first.hiddenInputs ?? null) !== (second.hiddenInputs ?? null)) return true;
  if (!first.hiddenSource || !second.hiddenSource) return false;
  return first.hiddenSource.sha256 !== second.hiddenSource.sha256;
}

function hasPromptsTooLong({ rows }: RunResults): boolean {
  return rows.some(({ outcomes }) => outcomes.some(({ failure }) => failure === 'prompt-too-long'));
}
