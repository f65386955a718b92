/**
 * One program in one interpreter: it is loaded, set up, and its calls evaluated, all within one
 * time limit. Gathers answers and how it ended; what they mean for a test is decided elsewhere.
 */

import type { Interpreter, JobEnd, Returned } from '../../sandbox/interpreter.ts';
import type { PythonCall } from '../../sandbox/protocol.ts';
import { type Answer, maxReplyLength, readAnswer, tooMuchText } from './answer.ts';
import type { Cut, Question, TestPlan } from '../judging/judge-messages.ts';

export interface Step {
  readonly reply: string;
  readonly answer: Answer;
  readonly output: string;
  readonly isOutputTruncated: boolean;
  readonly ms: number;
}

/** How a session broke off: `step` is the one that did not return. */
export type BrokenOff = Exclude<JobEnd, { kind: 'ended' }>;

/** Of all replies of a program together: they are in memory until it is decided. */
const mostText = 64_000_000;
/** Of all that it prints: it is stored with its verdict, and in a log its line has to be read. */
const mostOutput = 2_000_000;

export interface StepOptions {
  /** For each call by itself, beside the limit of the session. */
  readonly callLimitMs?: (index: number) => number;
  /** Told of each step as it returns. */
  readonly onStep?: (step: Step, index: number) => void;
}

export class CandidateSession {
  #brokenOff: BrokenOff | null = null;
  #isBreakTaken = false;
  /** The program's own time: waiting for the judge takes nothing of it. */
  #msLeft: number;
  #msTaken = 0;
  #brokenMs = 0;
  #hurryMs = Infinity;
  #textLeft = mostText;
  #outputLeft = mostOutput;
  readonly #interpreter: Interpreter;
  readonly #main: CandidateSession | null;
  readonly #companions = new Set<CandidateSession>();

  constructor(interpreter: Interpreter, limitMs: number, main: CandidateSession | null = null) {
    this.#interpreter = interpreter;
    this.#msLeft = limitMs;
    this.#main = main;
  }

  /** The steps that returned, in order; fewer than asked for once the session broke off. */
  async run(
    calls: readonly PythonCall[],
    { callLimitMs, onStep }: StepOptions = {},
  ): Promise<Step[]> {
    if (this.#brokenOff || calls.length === 0) return [];
    const limitMs = Math.min(this.msLeft, Math.max(0, this.#hurryMs));
    // Read as they come: reading a long one takes a while, and all of them would hold up the page.
    const steps: Step[] = [];
    const onReturned = (returned: Returned, index: number) => {
      const step = this.#stepOf(returned);
      steps.push(step);
      onStep?.(step, index);
    };
    const limits = { limitMs, ...(callLimitMs && { callLimitMs }) };
    const { end, ms } = await this.#interpreter.run(calls, { ...limits, onReturned });
    this.#charge(ms);
    this.#hurryMs -= ms;
    if (end.kind !== 'ended') {
      this.#brokenOff = end;
      this.#brokenMs = steps.reduce((left, step) => left - step.ms, ms);
    }
    return steps;
  }

  /** Of the same program in another interpreter, within the time of this one. */
  open(interpreter: Interpreter): CandidateSession {
    const companion = new CandidateSession(interpreter, this.msLeft, this);
    companion.#hurryMs = this.#hurryMs;
    this.#companions.add(companion);
    return companion;
  }

  /** Its interpreter is somebody else's from now on. */
  close(companion: CandidateSession): void {
    this.#companions.delete(companion);
  }

  #charge(ms: number): void {
    this.#msLeft -= ms;
    this.#msTaken += ms;
    if (this.#main) this.#main.#charge(ms);
  }

  /** What is left to say takes no longer than this, be it under way or still to come. */
  hurry(limitMs: number): void {
    this.#hurryMs = Math.min(this.#hurryMs, limitMs);
    this.#interpreter.hurry(this.#hurryMs);
    for (const companion of this.#companions) companion.hurry(limitMs);
  }

  /** What would fill the memory or hold up the page is not looked at, nor kept. */
  #stepOf({ reply, output, isOutputTruncated, ms }: Returned): Step {
    const isTooLong = reply.length > Math.min(maxReplyLength, this.#textLeft);
    if (!isTooLong) this.#textLeft -= reply.length;
    const kept = output.slice(0, this.#outputLeft);
    this.#outputLeft -= kept.length;
    return {
      reply: isTooLong ? '' : reply,
      answer: isTooLong ? tooMuchText : readAnswer(reply),
      output: kept,
      isOutputTruncated: isOutputTruncated || kept.length < output.length,
      ms,
    };
  }

  /** How the session broke off, told once: to whoever first misses a step. */
  takeBreak(): BrokenOff | null {
    if (this.#isBreakTaken) return null;
    this.#isBreakTaken = this.#brokenOff !== null;
    return this.#brokenOff;
  }

  /** By the program itself. */
  get msTaken(): number {
    return this.#msTaken;
  }

  get msLeft(): number {
    return Math.max(0, this.#msLeft);
  }

  /** How long the step ran that did not return. */
  get brokenMs(): number {
    return Math.max(0, this.#brokenMs);
  }

  /** How the session broke off, null while it goes on. */
  get brokenOff(): BrokenOff | null {
    return this.#brokenOff;
  }
}

export function loadCalls(program: string, setup: string): PythonCall[] {
  const load: PythonCall = { function: 'candidate.load', argument: program };
  return setup === '' ? [load] : [load, { function: 'candidate.setup', argument: setup }];
}

/** A call of a function of the program with arguments that the judge encoded. */
export function applyCall(name: string, args: string): PythonCall {
  return { function: 'candidate.apply', argument: JSON.stringify({ name, arguments: args }) };
}

/** A question of a test that the judge runs. */
export function answerCall(question: Question): PythonCall {
  return { function: 'candidate.answer', argument: JSON.stringify(question) };
}

/** What a test's plan asks of the program at once: its cuts, or the whole test. */
export function partsOf(plan: TestPlan, source: string): PythonCall[] {
  if (plan.unisolated !== null) {
    const argument = JSON.stringify({ source, needs: plan.needs });
    return [{ function: 'candidate.decide_unisolated', argument }];
  }
  return plan.cuts.map((cut: Cut) => ({
    function: 'candidate.evaluate',
    argument: JSON.stringify(cut),
  }));
}
