/** What besides the models can make two compared runs differ: rules of judging, and shared replies. */

import type { JudgingRule } from '../evaluation/results/comparability.ts';
import type { PairedComparison } from '../evaluation/results/run-comparison.ts';
import { listed } from './format.ts';

function ruleName(rule: JudgingRule): string {
  switch (rule) {
    case 'hidden-inputs':
      return 'the hidden tests';
    case 'time-limit':
      return 'the time limit';
    case 'float-tolerance':
      return 'the tolerance for floats';
    case 'order':
      return 'whether the order of results counts';
    case 'prompts-too-long':
      return 'whether prompts that are too long count';
  }
}

/** Null where both are judged by the same rules, as far as they are known. */
export function differingRulesText(
  { differingRules, changes }: PairedComparison,
  first: string,
  second: string,
): string | null {
  if (differingRules.length === 0 || changes) return null;
  return `${first} and ${second} were judged by different rules: they differ in ${rulesText(differingRules)}. A difference between them can come from the rules instead of the models.`;
}

/** "the hidden tests and the time limit" */
export function rulesText(rules: readonly JudgingRule[]): string {
  return listed(rules.map(ruleName));
}
