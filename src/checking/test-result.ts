/** From answers and decisions to one test's result: the one place where outcomes are named. */

import { type Answer, type UnisolatedAnswer, statusOfRaised } from './sessions/answer.ts';
import type { BrokenOff, Step } from './sessions/candidate-session.ts';
import type { Decision } from './judging/judge-messages.ts';
import type { Reason } from './reason.ts';
import type { ExceptionReport, Status, TestGroup, TestResult } from './verdict.ts';

export interface Test {
  readonly group: TestGroup;
  readonly source: string;
}

export type Outcome = Pick<TestResult, 'outcome'> & Partial<TestResult>;

/** A result with the given outcome and nothing else to tell. */
export function testResult(test: Test, outcome: Outcome, steps: readonly Step[] = []): TestResult {
  return {
    group: test.group,
    source: test.source,
    expected: null,
    got: null,
    expectedType: null,
    gotType: null,
    exception: null,
    output: steps.map((step) => step.output).join(''),
    ms: steps.reduce((total, step) => total + step.ms, 0),
    isUnisolated: false,
    ...outcome,
  };
}

export function outcomeOfDecision(decision: Decision): Outcome {
  switch (decision.kind) {
    case 'held':
    case 'failed':
      return {
        outcome: decision.kind === 'held' ? 'passed' : 'failed-assertion',
        got: decision.got,
        expected: decision.expected,
        gotType: decision.gotType ?? null,
        expectedType: decision.expectedType ?? null,
        ...(decision.assert ? { failedAssert: decision.assert } : {}),
      };
    case 'ended':
      return outcomeOfAnswer(decision.answer);
    case 'out-of-turns':
      return { outcome: 'timeout', exception: report('Timeout', '', { code: 'asks-too-long' }) };
    case 'unsupported':
      return unsupported(decision.reason);
    case 'raised':
      return { outcome: 'runtime-error', exception: report(decision.type, decision.message) };
  }
}

/** Of an answer that is not a value. */
export function outcomeOfAnswer(answer: Answer): Outcome {
  switch (answer.kind) {
    case 'missing':
      return {
        outcome: 'missing-function',
        exception: report('NameError', `name '${answer.name}' is not defined`),
      };
    case 'raised':
      return { outcome: statusOfRaised(answer.base), exception: answer.exception };
    case 'syntax-error':
      return { outcome: 'syntax-error', exception: answer.exception };
    case 'unsupported':
      return unsupported(answer.reason);
    case 'done':
    case 'value':
      return unsupported({ code: 'no-answer' });
  }
}

export function outcomeOfUnisolated(answer: UnisolatedAnswer): Outcome {
  switch (answer.kind) {
    case 'held':
      return { outcome: 'passed' };
    case 'failed':
      return { outcome: 'failed-assertion' };
    default:
      return outcomeOfAnswer(answer);
  }
}

/** Of a step that did not return; null where an earlier step had broken the session already. */
export function outcomeOfBreak(end: BrokenOff | null): Outcome {
  switch (end?.kind) {
    case undefined:
      return { outcome: 'not-run' };
    case 'timeout':
      return { outcome: 'timeout' };
    case 'crashed':
      return outcomeOfCrash(end.error, end.detail);
    case 'broken':
      return { outcome: 'runtime-error', exception: brokeInterpreter(end.detail) };
    case 'killed':
    case 'lost':
      return { outcome: 'sandbox-fault' };
  }
}

/** Of an input for which the reference returned no value: no program is asked. */
export const outcomeOfUnknown: Outcome = { outcome: 'not-run', lacksExpected: true };

function brokeInterpreter(detail: string): ExceptionReport {
  return report('InterpreterCrash', detail, { code: 'broke-interpreter' });
}

/** Pyodide dies of what would end a native process; its JavaScript error tells which it was. */
function outcomeOfCrash(error: string, detail: string): Outcome {
  if (error === 'ExitStatus' || error === 'Exit') {
    return { outcome: 'early-exit', exception: report('SystemExit', detail) };
  }
  if (/call stack|too much recursion/i.test(detail)) {
    const exception = report('RecursionError', '', { code: 'out-of-stack' });
    return { outcome: 'runtime-error', exception };
  }
  if (/out of memory|allocation|MemoryError/i.test(detail)) {
    return { outcome: 'memory-limit', exception: report('MemoryError', detail) };
  }
  return { outcome: 'runtime-error', exception: report('InterpreterCrash', detail) };
}

function unsupported(reason: Reason): Outcome {
  return { outcome: 'unsupported-value', exception: report('UnsupportedValue', '', reason) };
}

export function report(type: string, message: string, reason?: Reason): ExceptionReport {
  const said = reason ? reason.code : message;
  const traceback = said ? `${type}: ${said}` : type;
  return { type, message, line: null, traceback, ...(reason ? { reason } : {}) };
}

/**
 * Challenge tests never decide; of the others the first that did not pass does. Where there are
 * hidden inputs, they alone decide: EvalPlus, whose inputs they are, runs no asserts. Inputs for
 * which nobody knows what is right count against no program, and let none pass.
 */
export function statusOf(results: readonly TestResult[]): Status {
  const hidden = results.filter((result) => result.group === 'hidden');
  const decisive = hidden.length > 0 ? hidden : results.filter(isNoChallenge);
  const known = decisive.filter((result) => !result.lacksExpected);
  const first = known.find((result) => result.outcome !== 'passed');
  if (!first) return known.length === decisive.length ? 'passed' : 'sandbox-fault';
  if (first.outcome !== 'not-run') return first.outcome;
  // It had no turn because of one before it, which may be a challenge test that never ended.
  const cause = results.map(({ outcome }) => outcome).find(isEnd);
  return cause ?? 'sandbox-fault';
}

function isNoChallenge(result: TestResult): boolean {
  return result.group !== 'challenge';
}

function isEnd(outcome: TestResult['outcome']): outcome is Status {
  return outcome !== 'passed' && outcome !== 'not-run';
}
