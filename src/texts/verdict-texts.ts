/**
 * Texts about a check: the title of its verdict, and why a check cannot run. What a verdict means
 * is in `verdict-meaning-texts`, which arrives with the first one.
 */

import { fitsExamplesOnly, hasFailed, isUndecided } from '../checking/verdict-facts.ts';
import type { CheckerFailure } from '../checking/checker.ts';
import type { Status, TestResult, Verdict } from '../checking/verdict.ts';
import type { TaskKind } from '../tasks/task-kind.ts';
import { count } from './format.ts';
import { outcomeName } from './status-texts.ts';

/** Of the task's own asserts, the program's author saw the first `seenCount`. */
export function verdictTitle(
  verdict: Verdict,
  seenCount = Infinity,
  kind: TaskKind = 'program',
): string {
  const { status, tests } = verdict;
  if (kind !== 'program') return answerTitle(status, kind) ?? outcomeName(status);
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

type AnswerKind = Exclude<TaskKind, 'program'>;

/** Of an answer that is no program for a task's tests; null where the name of its status says it. */
function answerTitle(status: Status, kind: AnswerKind): string | null {
  switch (status) {
    case 'passed':
      return rightTitles[kind];
    case 'failed-assertion':
      return wrongTitles[kind];
    case 'syntax-error':
      return unreadTitles[kind];
    case 'missing-function':
      return kind === 'calculation' ? 'The program does not set answer' : null;
    case 'no-code':
      return 'No answer';
    default:
      return null;
  }
}

const rightTitles: Readonly<Record<AnswerKind, string>> = {
  output: 'Right: that is the value',
  input: 'Right: this call returns the value',
  calculation: 'Right: that is the number',
  formula: 'Right: that is the number',
};

const wrongTitles: Readonly<Record<AnswerKind, string>> = {
  output: 'Wrong: the call returns another value',
  input: 'Wrong: this call returns another value',
  calculation: 'Wrong: another number is right',
  formula: 'Wrong: another number is right',
};

const unreadTitles: Readonly<Record<AnswerKind, string | null>> = {
  output: 'Not a value in Python',
  input: 'Not a call with values',
  calculation: null,
  formula: 'Not a formula',
};

/** Challenge tests do not decide the status, but the title names those that fail. */
function passedTitle(decisive: number, tests: readonly TestResult[]): string {
  const title = decisive === 1 ? 'The test passed' : `All ${decisive} tests passed`;
  const challenge = tests.filter((test) => test.group === 'challenge');
  const failed = challenge.filter(hasFailed);
  if (failed.length === 0) return title;
  if (challenge.length === 1) return `${title}, the challenge test failed`;
  return `${title}, ${failed.length} of ${challenge.length} challenge tests failed`;
}

function passedOf(tests: readonly TestResult[]): number {
  return tests.filter((test) => test.outcome === 'passed').length;
}

export function checkerFailureText(failure: CheckerFailure): string {
  switch (failure.kind) {
    case 'no-webassembly':
      return 'This browser has no WebAssembly, which Python needs here. Open Synthpad in another browser, or turn off lockdown mode.';
    case 'assets-unreachable':
      return 'Could not load Python from this site. Check your connection and try again.';
    case 'sandbox-refused':
      return 'The browser refused to start the sandbox for Python. Turn off extensions for this page, or try another browser.';
    case 'sandbox-isolated':
      return 'The browser refused to start the sandbox for Python on a page that is isolated from other sites. Reload the page. If that does not help, use another browser, or ask whoever hosts this page not to send the header “Cross-Origin-Embedder-Policy: require-corp”.';
  }
}
