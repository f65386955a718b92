/**
 * Texts about a check: what happened to the program, the usual cause, and why a check cannot run.
 * One function per closed union: a new kind does not compile without a text.
 */

import { fitsExamplesOnly, isUndecided } from '../checking/verdict-facts.ts';
import type { CheckerFailure } from '../checking/checker.ts';
import type { Status, TestResult, Verdict } from '../checking/verdict.ts';
import { count } from './format.ts';
import { outcomeName } from './status-texts.ts';

/** Of the task's own asserts, the program's author saw the first `seenCount`. */
export function verdictTitle(verdict: Verdict, seenCount = Infinity): string {
  const { status, tests } = verdict;
  const decisive = tests.filter((test) => test.group !== 'challenge');
  const passed = passedOf(decisive);
  if (isUndecided(verdict)) return 'Not decided';
  switch (status) {
    case 'passed':
      return passedTitle(decisive.length, tests);
    case 'failed-assertion':
      return fitsExamplesOnly(verdict, seenCount)
        ? 'Passes the shown tests but fails others'
        : `${passed} of ${count(decisive.length, 'test')} passed`;
    default:
      return outcomeName(status);
  }
}

/** Challenge tests do not decide the status, but the title names those that fail. */
function passedTitle(decisive: number, tests: readonly TestResult[]): string {
  const title = decisive === 1 ? 'The test passed' : `All ${decisive} tests passed`;
  const challenge = tests.filter((test) => test.group === 'challenge');
  const failed = challenge.filter(({ outcome }) => outcome !== 'passed' && outcome !== 'not-run');
  if (failed.length === 0) return title;
  if (challenge.length === 1) return `${title}, the challenge test failed`;
  return `${title}, ${failed.length} of ${challenge.length} challenge tests failed`;
}

function passedOf(tests: readonly TestResult[]): number {
  return tests.filter((test) => test.outcome === 'passed').length;
}

/** What the verdict means, and the usual cause. */
export function verdictMeaning(
  verdict: Verdict,
  functionName: string | null,
  seenCount = Infinity,
): string {
  if (fitsExamplesOnly(verdict, seenCount)) {
    return 'The program matches the examples but not the task. See the failing test below.';
  }
  const { hidden } = verdict;
  if (hidden && isUndecided(verdict)) {
    return `The program is right for the ${hidden.known} of ${count(hidden.of, 'hidden input')} that could be checked. For the others the reference solution was too slow, or returned too large a value. The attempt is not counted.`;
  }
  return statusMeaning(verdict.status, functionName);
}

export function statusMeaning(status: Status, functionName: string | null): string {
  switch (status) {
    case 'passed':
      return 'Every test returned the expected value.';
    case 'failed-assertion':
      return 'The program ran, but returned a value that differs from the expected one.';
    case 'runtime-error':
      return 'The program raised an exception. The last line of the traceback says why.';
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

export function checkerFailureText(failure: CheckerFailure): string {
  switch (failure.kind) {
    case 'no-webassembly':
      return 'This browser has no WebAssembly, which Python needs here. Open Synthpad in another browser, or turn off lockdown mode.';
    case 'assets-unreachable':
      return 'Could not load Python from this site. Check your connection and try again.';
    case 'sandbox-refused':
      return 'The browser refused to start the sandbox for Python. Turn off extensions for this page, or try another browser.';
  }
}
