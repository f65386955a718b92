/** The one sentence that tells a model which test failed: made from a verdict, by rule. */

import { hasFailed } from '../../checking/verdict-facts.ts';
import type { TestResult, Verdict } from '../../checking/verdict.ts';

/**
 * The failing test to tell of: one that the prompt showed if there is one, else another of the
 * task's own asserts. Never a challenge or hidden test: those stay unseen. Null where none failed.
 */
function failingTestOf(verdict: Verdict, shownCount: number): TestResult | null {
  const own = verdict.tests.filter((test) => test.group === 'shown');
  return own.slice(0, shownCount).find(hasFailed) ?? own.find(hasFailed) ?? null;
}

/** Of a reply that gave nothing to check. */
export const noCodeHint = 'The reply holds no Python code.';

/** Null where the verdict gives nothing to tell. */
export function failureHint(verdict: Verdict, shownCount: number): string | null {
  const { exception } = verdict;
  if (verdict.status === 'syntax-error' && exception) {
    return `Python cannot read the code: ${lastLine(exception.traceback)}${atLine(exception.line)}.`;
  }
  const test = failingTestOf(verdict, shownCount);
  if (!test) return null;
  // A test that is a whole program holds the answers: no prompt shows it.
  const isShowable = !test.source.trim().includes('\n');
  const which = isShowable ? `This test fails: ${test.source.trim()}.` : 'A test fails.';
  return `${which} ${whatHappened(test)}`;
}

function whatHappened({ outcome, expected, got, exception }: TestResult): string {
  switch (outcome) {
    case 'timeout':
      return 'The code ran out of time.';
    case 'memory-limit':
      return 'The code ran out of memory.';
    case 'unsupported-value':
      return 'It returns a value of a kind that no test can compare.';
    case 'early-exit':
      return 'The code ended the interpreter.';
    default:
      break;
  }
  if (exception) return `It raises ${lastLine(exception.traceback)}${atLine(exception.line)}.`;
  if (got !== null && expected !== null) return `It returns ${got} instead of ${expected}.`;
  return 'The assertion does not hold.';
}

function lastLine(traceback: string): string {
  return traceback.trim().split('\n').at(-1)?.trim() ?? '';
}

function atLine(line: number | null): string {
  return line === null ? '' : ` in line ${line}`;
}
