/**
 * One check, from program to verdict, given an interpreter for the program and the judge: the
 * program's session runs first, then the judge decides each test from the values it returned.
 */

import type { Interpreter } from '../../sandbox/interpreter.ts';
import type { InterpreterPool } from '../../sandbox/interpreter-pool.ts';
import { type BrokenOff, CandidateSession, type Step, loadCalls } from './candidate-session.ts';
import type { Judge } from '../judging/judge.ts';
import { oracleNames } from '../oracle.ts';
import type { ProgramCheck } from './program-check.ts';
import { partsOfTests } from '../judging/script-conversation.ts';
import { TestDecider } from '../judging/test-decider.ts';
import {
  type Outcome,
  outcomeOfAnswer,
  outcomeOfBreak,
  statusOf,
  testResult,
} from '../test-result.ts';
import type { TestResult, Verdict } from '../verdict.ts';

export interface CheckedProgram {
  readonly verdict: Verdict;
  /** How its interpreter came to an early end, null where it did not. */
  readonly end: BrokenOff | null;
}

export async function checkProgram(
  check: ProgramCheck,
  [interpreter, pool]: readonly [Interpreter, InterpreterPool],
  judge: Judge,
  onTest: (result: TestResult) => void,
): Promise<CheckedProgram> {
  const { sheet, hidden } = check;
  const session = new CandidateSession(interpreter, check.limitMs);
  const load = loadCalls(check.program, sheet.setup);
  const parts = partsOfTests(check);
  // Where the judge runs a test, it says in which order all are asked.
  const atOnce = check.plans.some(({ isScript }) => isScript) ? [] : parts.flat();
  // Hidden inputs decide alone, so that no assert may use up their time.
  const steps = await session.run(hidden ? load : [...load, ...atOnce]);
  const prelude = steps.slice(0, load.length);
  const early = endBeforeTests(prelude, load.length, session);
  const ended = (verdict: Omit<Verdict, 'ms'>) => ({
    verdict: { ...verdict, ms: session.msTaken, limitMs: check.limitMs },
    end: session.brokenOff,
  });
  if (early) return ended(verdictOf(check, prelude, early));

  const spreading = { program: check.program, setup: sheet.setup, pool, slowness: check.slowness };
  const hiddenResults = hidden ? await hidden.check(session, spreading, judge, onTest) : [];
  if (hidden) steps.push(...(await session.run(atOnce)));
  let at = load.length;
  const stepsOfTests = parts.map(({ length }) => steps.slice(at, (at += length)));
  const decider = new TestDecider(check, session, judge);
  const results = [...(await decider.decideAll(stepsOfTests, onTest)), ...hiddenResults];
  const verdict = verdictOf(check, prelude, { outcome: statusOf(results) }, results);
  return ended({ ...verdict, isOutputTruncated: steps.some((step) => step.isOutputTruncated) });
}

/** What ended the program before its first test, or null. */
function endBeforeTests(
  prelude: readonly Step[],
  preludeLength: number,
  session: CandidateSession,
): Outcome | null {
  for (const [index, { answer }] of prelude.entries()) {
    if (answer.kind === 'done') continue;
    const outcome = outcomeOfAnswer(answer);
    const isSetup = index > 0;
    // Setup code names what the program has to define, as a test does.
    const isMissing = isSetup && answer.kind === 'raised' && answer.base === 'NameError';
    return isMissing ? { ...outcome, outcome: 'missing-function' } : outcome;
  }
  return prelude.length < preludeLength ? outcomeOfBreak(session.takeBreak()) : null;
}

function verdictOf(
  check: ProgramCheck,
  prelude: readonly Step[],
  { outcome, exception }: Outcome,
  tests: readonly TestResult[] = notRun(check),
): Omit<Verdict, 'ms'> {
  const hidden = check.hidden?.countsOf(tests.slice(check.tests.length));
  return {
    status: outcome === 'not-run' ? 'sandbox-fault' : outcome,
    tests,
    exception: exception ?? null,
    output: prelude.map((step) => step.output).join(''),
    isOutputTruncated: prelude.some((step) => step.isOutputTruncated),
    oracle: [...oracleNames(check.oracle), ...(check.hidden ? [check.hidden.name] : [])],
    ...(hidden ? { hidden } : {}),
  };
}

function notRun(check: ProgramCheck): TestResult[] {
  const tests = [...check.tests, ...(check.hidden?.tests ?? [])];
  return tests.map((test) => testResult(test, { outcome: 'not-run' }));
}
