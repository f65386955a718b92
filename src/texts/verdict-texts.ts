/**
 * Sentences about a check: what happened to the program, its usual cause, and what keeps a check
 * from running. One function per closed union, so that a new kind does not compile without a text.
 */

import { fitsExamplesOnly } from '../checking/verdict-facts.ts';
import type { CheckerFailure } from '../checking/checker.ts';
import type { Status, TestResult, Verdict } from '../checking/verdict.ts';
import { count } from './format.ts';

/** Of the task's own asserts the program's author saw the first `seenCount`. */
export function verdictTitle(verdict: Verdict, seenCount = Infinity): string {
  const { status, tests } = verdict;
  if (fitsExamplesOnly(verdict, seenCount)) return 'Passes the tests it was shown, fails others';
  const decisive = tests.filter((test) => test.group !== 'challenge');
  const passed = decisive.filter((test) => test.outcome === 'passed').length;
  switch (status) {
    case 'passed':
      return decisive.length === 1 ? 'The test passed' : `All ${decisive.length} tests passed`;
    case 'failed-assertion':
    case 'unsupported-value':
      return `${passed} of ${count(decisive.length, 'test')} passed`;
    case 'runtime-error':
      return 'The program raised an exception';
    case 'syntax-error':
      return 'Python cannot read the program';
    case 'timeout':
      return 'The program ran out of time';
    case 'memory-limit':
      return 'The program ran out of memory';
    case 'early-exit':
      return 'The program ended itself';
    case 'missing-function':
      return 'The function is missing';
    case 'no-code':
      return 'There is no program';
    case 'sandbox-fault':
      return 'The check itself failed';
  }
}

/** What the verdict means and its usual cause. */
export function verdictMeaning(
  verdict: Verdict,
  functionName: string | null,
  seenCount = Infinity,
): string {
  if (fitsExamplesOnly(verdict, seenCount)) {
    return 'It fits the examples, not the task. See below what else it is asked for.';
  }
  return statusMeaning(verdict.status, functionName);
}

export function statusMeaning(status: Status, functionName: string | null): string {
  switch (status) {
    case 'passed':
      return 'Every test got the value it expects.';
    case 'failed-assertion':
      return 'The program ran, but a value it returned differs from what the test expects.';
    case 'runtime-error':
      return 'Python stopped in the middle of the program. The last line of the traceback says why.';
    case 'syntax-error':
      return 'Look at the marked line and the one above it: often a bracket, a quote or a colon is missing.';
    case 'timeout':
      return 'It was still running when the time limit was reached. Look for a loop that never ends.';
    case 'memory-limit':
      return 'It asked for more memory than it may have. Look for a list or a text that keeps growing.';
    case 'early-exit':
      return 'It left before the test was decided, for example through exit(). Return a value instead.';
    case 'missing-function':
      return functionName === null
        ? 'The tests call a function that the program does not define. Compare the names.'
        : `The tests call ${functionName}, which the program does not define. Compare the names.`;
    case 'no-code':
      return 'Write a program in the editor, or generate one, and check again.';
    case 'unsupported-value':
      return 'The function returned something other than plain values such as numbers, texts or lists.';
    case 'sandbox-fault':
      return 'This says nothing about the program. Check again; if it stays so, reload the page.';
  }
}

export function outcomeWord(outcome: TestResult['outcome']): string {
  switch (outcome) {
    case 'passed':
      return 'Passed';
    case 'failed-assertion':
      return 'Wrong value';
    case 'runtime-error':
      return 'Exception';
    case 'syntax-error':
      return 'Not readable';
    case 'timeout':
      return 'Out of time';
    case 'memory-limit':
      return 'Out of memory';
    case 'early-exit':
      return 'Ended itself';
    case 'missing-function':
      return 'Function missing';
    case 'no-code':
      return 'No program';
    case 'unsupported-value':
      return 'Not a plain value';
    case 'sandbox-fault':
      return 'Check failed';
    case 'not-run':
      return 'Not run';
  }
}

export function checkerFailureText(failure: CheckerFailure): string {
  switch (failure.kind) {
    case 'no-webassembly':
      return 'This browser has no WebAssembly, without which Python cannot run here. Open Synthpad in another browser, or leave lockdown mode.';
    case 'assets-unreachable':
      return 'Python could not be fetched from this site. Check the connection and try again.';
    case 'sandbox-refused':
      return 'The browser refused to start the sandbox for Python. Turn off extensions for this page, or try another browser.';
  }
}
