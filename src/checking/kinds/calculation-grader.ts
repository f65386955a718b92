/**
 * Grades calculations by the number they come to: a program by the value of `answer`, which is all
 * that leaves its sandbox, a formula by its last step. The paper's tolerance decides (Austin et al.
 * 2021, arXiv 2108.07732); what is within 1% is noted apart.
 */

import { readFormula, workedSteps } from '../../tasks/mathqa/formula.ts';
import { type CalculationAsk, isCalculation, questionOf } from '../../tasks/task-kind.ts';
import { loadCalls } from '../sessions/candidate-session.ts';
import type { CheckOptions, CheckRequest } from '../checker.ts';
import { type Outcome, outcomeOfDecision, testResult } from '../test-result.ts';
import type { Verdict } from '../verdict.ts';
import { type AnswerSession, answersTo, failureOfSession } from './answer-session.ts';
import type { Grader, GraderParts } from './grader.ts';

interface Worked {
  readonly outcome: Outcome;
  readonly isNear?: boolean;
  readonly session?: AnswerSession;
}

const calculationOracle = 'numbers within 0.0001, or within a millionth';

export class CalculationGrader implements Grader {
  readonly #parts: GraderParts;

  constructor(parts: GraderParts) {
    this.#parts = parts;
  }

  async grade(request: CheckRequest, options: CheckOptions): Promise<Verdict> {
    const { task, program } = request;
    if (!isCalculation(task.asks)) throw new Error('The task asks for no calculation.');
    const worked = await this.#worked(task.asks, program, request, options);
    const verdict = verdictOf(task.asks, worked);
    for (const result of verdict.tests) options.onTest?.(result);
    return verdict;
  }

  close(): void {
    // It starts nothing of its own.
  }

  async #worked(
    asks: CalculationAsk,
    text: string | null,
    request: CheckRequest,
    options: CheckOptions,
  ): Promise<Worked> {
    if (text === null || text.trim() === '') return { outcome: { outcome: 'no-code' } };
    return asks.kind === 'formula'
      ? workedFormula(asks, text)
      : this.#workedProgram(asks, text, request, options);
  }

  async #workedProgram(
    { answer }: CalculationAsk,
    program: string,
    { limits }: CheckRequest,
    { signal }: CheckOptions,
  ): Promise<Worked> {
    const argument = JSON.stringify({ source: 'answer', needs: ['answer'] });
    const calls = [
      { function: 'calculation.install', argument: '' },
      ...loadCalls(program, ''),
      { function: 'candidate.evaluate', argument },
    ];
    const { trials, judge, limits: usual } = this.#parts;
    const limitMs = limits?.timeMs ?? usual.timeMs;
    const next = ({ length }: readonly unknown[]) => (length > 0 ? [] : calls);
    const session = await answersTo(trials, next, { limitMs, signal });
    const failure = failureOfSession(session);
    const got = session.steps.at(-1)?.answer;
    if (failure || !got) return { outcome: failure ?? { outcome: 'not-run' }, session };
    const decision = await judge.decideNumber({ expected: answer, got });
    const { isNear = false } = decision;
    return { outcome: outcomeOfDecision(decision), isNear, session };
  }
}

/** Needs no sandbox: nothing runs but MathQA's own operations, on numbers. */
function workedFormula({ answer, numbers }: CalculationAsk, text: string): Worked {
  const reading = readFormula(text, numbers.length);
  if (reading.kind === 'fault') {
    const exception = {
      type: 'SyntaxError',
      message: reading.at,
      line: null,
      traceback: reading.at,
    };
    return { outcome: { outcome: 'syntax-error', exception } };
  }
  const value = workedSteps(reading.formula, numbers).at(-1)?.value ?? NaN;
  const apart = Math.abs(value - answer);
  const isRight = apart <= Math.max(1e-4, 1e-6 * Math.abs(answer));
  return {
    outcome: {
      outcome: isRight ? 'passed' : 'failed-assertion',
      ...{ got: String(value), expected: String(answer) },
    },
    isNear: apart <= 0.01 * Math.abs(answer),
  };
}

function verdictOf(asks: CalculationAsk, { outcome, isNear, session }: Worked): Verdict {
  const steps = session?.steps ?? [];
  const result = testResult({ group: 'shown', source: questionOf(asks) }, outcome, steps);
  return {
    status: outcome.outcome === 'not-run' ? 'sandbox-fault' : outcome.outcome,
    tests: [result],
    exception: null,
    output: '',
    isOutputTruncated: steps.some((step) => step.isOutputTruncated),
    oracle: [calculationOracle],
    ...(isNear ? { marks: ['within-one-percent'] } : {}),
    ms: session?.ms ?? 0,
    ...(session ? { limitMs: session.limitMs } : {}),
  };
}
