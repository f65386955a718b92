/** What a verdict means, and the usual cause: the sentence below its title. */

import { isTaskFault } from '../checking/reason.ts';
import { fitsExamplesOnly, isUndecided } from '../checking/verdict-facts.ts';
import type { Status, Verdict } from '../checking/verdict.ts';
import type { TaskKind } from '../tasks/task-kind.ts';
import { count } from './format.ts';
import { answerMeaning } from './answer-texts.ts';
import { reasonText } from './reason-texts.ts';

/** What the verdict means, and the usual cause. */
export function verdictMeaning(
  verdict: Verdict,
  functionName: string | null,
  seenCount = Infinity,
  kind: TaskKind = 'program',
): string {
  if (kind !== 'program') return answerMeaning(verdict.status, kind);
  if (fitsExamplesOnly(verdict, seenCount)) {
    return 'The program matches the examples but not the task. See the failing test below.';
  }
  const { hidden } = verdict;
  const reason = verdict.exception?.reason;
  if (isTaskFault(reason)) return `${reasonText(reason)} The attempt is not counted.`;
  if (hidden && isUndecided(verdict)) {
    return `The program is right for the ${hidden.known} of ${count(hidden.of, 'hidden input')} that could be checked. For the others the reference solution failed or was too slow, or returned too large a value. The attempt is not counted.`;
  }
  return statusMeaning(verdict.status, functionName);
}

function statusMeaning(status: Status, functionName: string | null): string {
  switch (status) {
    case 'passed':
      return 'Every test returned the expected value.';
    case 'failed-assertion':
      return 'The program ran, but returned a value that differs from the expected one.';
    case 'runtime-error':
      return 'The program raised an exception.';
    case 'syntax-error':
      return 'Python cannot parse the program. Look at the marked line and the one above: often a bracket, a quote or a colon is missing.';
    case 'timeout':
      return 'The program was still running at the time limit. Look for a loop that never ends.';
    case 'memory-limit':
      return 'The program needed more memory than the limit allows. Look for a list or string that keeps growing.';
    case 'early-exit':
      return 'The program ended before the test was decided, for example by calling exit(). Return a value instead.';
    case 'missing-function':
      return functionName === null
        ? 'The tests call a function that the program does not define. Compare the names.'
        : `The tests call ${functionName}, which the program does not define. Compare the names.`;
    case 'no-code':
      return 'There is no program to check. Write one in the editor, or generate one.';
    case 'unsupported-value':
      return 'The function returned something other than a plain value such as a number, string or list.';
    case 'sandbox-fault':
      return 'The check itself failed; this says nothing about the program. Check again. If it keeps failing, reload the page.';
  }
}
