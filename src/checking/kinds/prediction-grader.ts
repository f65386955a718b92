/**
 * Grades predictions of what a call returns, and of a call that returns a value. What is right is
 * what the reference returns in the sandbox, whatever the task's file says of it.
 */

import { isPrediction, type PredictionAsk, questionOf } from '../../tasks/task-kind.ts';
import type { Task } from '../../tasks/task.ts';
import type { Answer } from '../sessions/answer.ts';
import { loadCalls } from '../sessions/candidate-session.ts';
import { type CheckOptions, type CheckRequest, referenceFactor } from '../checker.ts';
import type { ValueDecision } from '../judging/judge-messages.ts';
import { SharedMemo } from '../memo.ts';
import { exactOracle, oracleNames } from '../oracle.ts';
import { type Outcome, outcomeOfDecision, testResult } from '../test-result.ts';
import type { Verdict } from '../verdict.ts';
import { type AnswerSession, answersTo, failureOfSession } from './answer-session.ts';
import type { Grader, GraderParts } from './grader.ts';

/** What is asked of a call in one kind: the predictions that are read, and what they are compared with. */
interface Predicted {
  readonly source: string;
  readonly outcome: Outcome;
  readonly isSameText?: boolean;
  readonly session?: AnswerSession;
}

interface Prediction {
  readonly task: Task;
  readonly asks: PredictionAsk;
  readonly text: string;
  readonly request: CheckRequest;
  readonly options: CheckOptions;
}

/** Longer predictions are shown shortened. */
const mostShown = 2_000;

export class PredictionGrader implements Grader {
  readonly #parts: GraderParts;
  readonly #truths = new SharedMemo<Answer | null>();

  constructor(parts: GraderParts) {
    this.#parts = parts;
  }

  async grade(request: CheckRequest, options: CheckOptions): Promise<Verdict> {
    const { task, program: text } = request;
    const { asks } = task;
    if (!isPrediction(asks)) throw new Error('The task asks for no prediction.');
    if (text === null || text.trim() === '') {
      return this.#verdict(request, { source: questionOf(asks), outcome: { outcome: 'no-code' } });
    }
    const prediction = { task, asks, text: text.trim(), request, options };
    const truth = await this.#truthOf(prediction);
    const predicted = await (truth === null
      ? { source: questionOf(asks), outcome: noTruth }
      : asks.kind === 'output'
        ? this.#output(prediction, truth)
        : this.#input(prediction, truth));
    const verdict = this.#verdict(request, predicted);
    for (const result of verdict.tests) options.onTest?.(result);
    return verdict;
  }

  close(): void {
    // It starts nothing of its own.
  }

  async #output(prediction: Prediction, expected: Answer): Promise<Predicted> {
    const { asks, text } = prediction;
    const call = { function: 'prediction.read_value', argument: text };
    const session = await this.#session(prediction, ({ length }) => (length > 0 ? [] : [call]));
    const unread = failureOfSession(session);
    const read = session.steps[0]?.answer;
    const got = read && !unread ? read : null;
    const decision = await this.#decided(prediction, { expected, got, text });
    const { isSameText = false } = decision;
    const decided = outcomeOfDecision(decision);
    const outcome = unread && !isSameText ? { ...decided, ...unreadAs(unread) } : decided;
    return { source: asks.call, outcome, isSameText, session };
  }

  async #input(prediction: Prediction, expected: Answer): Promise<Predicted> {
    const { task, asks, text } = prediction;
    const argument = JSON.stringify({ text, call: asks.call });
    const session = await this.#session(prediction, (answers) => {
      const [read, ...rest] = answers;
      if (!read) return [{ function: 'prediction.read_call', argument }];
      if (rest.length > 0) return [];
      const source = textIn(read);
      return source === null ? [] : callsOf(task, source);
    });
    const [read] = session.steps;
    const call = (read && textIn(read.answer)) ?? shortened(text);
    const source = `${call} == ${asks.value}`;
    const failure = failureOfSession(session);
    const [, ...called] = session.steps;
    const last = called.at(-1);
    if (failure || !last) {
      return { source, outcome: failure ?? { outcome: 'syntax-error' }, session };
    }
    const decision = await this.#decided(prediction, { expected, got: last.answer, text: null });
    return { source, outcome: outcomeOfDecision(decision), session };
  }

  #decided(
    { request }: Prediction,
    values: { expected: Answer; got: Answer | null; text: string | null },
  ): Promise<ValueDecision> {
    const oracle = { ...exactOracle, ...request.oracle };
    return this.#parts.judge.decideValue({ ...values, oracle });
  }

  /** What the reference returns; null where it returns nothing that can be compared. */
  #truthOf({ task, asks, options }: Prediction): Promise<Answer | null> {
    const { limits, trials } = this.#parts;
    const limitMs = referenceFactor * limits.timeMs;
    const key = JSON.stringify([task.referenceCode, task.setupCode, asks.call]);
    const work = async (signal: AbortSignal) => {
      const calls = callsOf(task, asks.call);
      const next = (answers: readonly Answer[]) => (answers.length > 0 ? [] : calls);
      const session = await answersTo(trials, next, { limitMs, signal });
      const last = session.steps.at(-1);
      if (failureOfSession(session) || !last || isIterator(last.answer)) return null;
      return last.answer;
    };
    return this.#truths.get(key, work, options.signal);
  }

  #session(
    { request, options }: Prediction,
    next: Parameters<typeof answersTo>[1],
  ): Promise<AnswerSession> {
    const limitMs = request.limits?.timeMs ?? this.#parts.limits.timeMs;
    return answersTo(this.#parts.trials, next, { limitMs, signal: options.signal });
  }

  #verdict({ oracle }: CheckRequest, { source, outcome, isSameText, session }: Predicted): Verdict {
    const steps = session?.steps ?? [];
    const result = testResult({ group: 'shown', source }, outcome, steps);
    return {
      status: outcome.outcome === 'not-run' ? 'sandbox-fault' : outcome.outcome,
      tests: [result],
      exception: null,
      output: '',
      isOutputTruncated: steps.some((step) => step.isOutputTruncated),
      oracle: oracleNames({ ...exactOracle, ...oracle }),
      ...(isSameText ? { marks: ['same-text'] } : {}),
      ms: session?.ms ?? 0,
      ...(session ? { limitMs: session.limitMs } : {}),
    };
  }
}

/** Nobody knows what is right: that says nothing of the prediction. */
const noTruth: Outcome = { outcome: 'not-run', lacksExpected: true };

/** Text that breaks its reader is no literal either. */
function unreadAs(unread: Outcome): Outcome {
  const isKept = unread.outcome === 'unsupported-value' || unread.outcome === 'not-run';
  return isKept ? unread : { ...unread, outcome: 'syntax-error' };
}

function callsOf({ referenceCode, setupCode }: Task, source: string) {
  const argument = JSON.stringify({ source, needs: [] });
  return [...loadCalls(referenceCode, setupCode), { function: 'candidate.evaluate', argument }];
}

/** It has no literal: what Python prints of it is where it lies in memory. */
function isIterator(answer: Answer): boolean {
  if (answer.kind !== 'value') return false;
  const value: unknown = JSON.parse(answer.value);
  return Array.isArray(value) && value[0] === 'iterator';
}

/** Text as a plain value; null of anything else. */
function textIn(answer: Answer): string | null {
  if (answer.kind !== 'value') return null;
  const value: unknown = JSON.parse(answer.value);
  return typeof value === 'string' ? value : null;
}

function shortened(text: string): string {
  return text.length <= mostShown ? text : `${text.slice(0, mostShown)}…`;
}
