/**
 * The page's side of the judge: the interpreter that holds the asserts and decides. What a task
 * leaves behind there is undone before the next: jobs that are not pure end with a restore.
 */

import type { Interpreter, JobOptions, Returned } from '../../sandbox/interpreter.ts';
import type { PythonCall } from '../../sandbox/protocol.ts';
import type { TestReading } from '../../tasks/python-reader.ts';
import type { InterpreterPool } from '../../sandbox/interpreter-pool.ts';
import type { Oracle } from '../oracle.ts';
import type {
  Decision,
  DecisionRequest,
  Exchange,
  HiddenDecisionRequest,
  HiddenInput,
  NumberDecision,
  NumberRequest,
  Round,
  TestPlan,
  TestSheet,
  ValueDecision,
  ValueRequest,
} from './judge-messages.ts';

/** The judge's interpreter broke or fell silent. */
export class JudgeFault extends Error {
  override readonly name: string = 'JudgeFault';
}

/** The tests or their setup code broke the judge, or kept it for too long. */
export class UnreadableTestsFault extends JudgeFault {
  override readonly name = 'UnreadableTestsFault';
}

/** A row of hidden inputs is not as published rows are; the message is Python's. */
export class UnreadableInputs extends Error {
  override readonly name = 'UnreadableInputs';
}

/** How long the judge is waited for. */
export interface JudgePatience {
  /** For reading a task's tests, with their setup code. */
  readonly planMs: number;
  /** In all, for tests that run again with every answer that the next call waits for. */
  readonly turnsMs: number;
}

export const usualPatience: JudgePatience = { planMs: 20_000, turnsMs: 10_000 };
/** Longer than any fair decision takes; one that takes longer stands in the way of others. */
const decisionLimitMs = 1_000;
/** On its last turn a decision has so many times as long: the machine may be busy. */
const lastPatience = 3;
/** After so much of it, another interpreter is made ready to follow. */
const uneasyMs = 250;

/** A test may break what tells of its decision: null then, as where there is no reply. */
function readReply<Told>(
  reply: string | undefined,
  isSound: (told: Readonly<Record<string, unknown>>) => boolean,
): Told | null {
  try {
    const told = JSON.parse(reply ?? 'null');
    return typeof told === 'object' && told !== null && isSound(told) ? told : null;
  } catch {
    return null;
  }
}

function isDecision({ kind }: Readonly<Record<string, unknown>>): boolean {
  return typeof kind === 'string';
}

export class Judge {
  readonly patience: JudgePatience;
  readonly #pool: InterpreterPool;
  #interpreter: Interpreter | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  /** The pool is the judge's alone. */
  constructor(pool: InterpreterPool, patience = usualPatience) {
    this.#pool = pool;
    this.patience = patience;
  }

  async warmUp(): Promise<void> {
    await this.#run([], this.patience.planMs);
  }

  async plan(sheet: TestSheet): Promise<TestPlan[]> {
    const [, reply] = await this.#run([openCall(sheet), planCall], this.patience.planMs);
    const plans = readReply<TestPlan[]>(reply, (told) => Array.isArray(told));
    if (!plans) throw new UnreadableTestsFault('The judge could not read the tests.');
    return plans;
  }

  async readTests(tests: readonly string[], reference: string): Promise<TestReading[]> {
    const argument = JSON.stringify({ tests, reference });
    const [reply] = await this.#run(
      [{ function: 'test_reading.read_tests', argument }],
      this.patience.planMs,
    );
    if (reply === undefined) throw new JudgeFault('The judge could not read the tests.');
    return JSON.parse(reply);
  }

  async hiddenInputs(row: string): Promise<HiddenInput[]> {
    const call = { function: 'mbpp_plus.inputs', argument: row };
    const [reply] = await this.#run([call], this.patience.planMs);
    if (reply === undefined) throw new JudgeFault('The judge could not read the hidden inputs.');
    const read: HiddenInput[] | { readonly error: string } = JSON.parse(reply);
    if ('error' in read) throw new UnreadableInputs(read.error);
    return read;
  }

  /** One decision per request, in order. */
  decide(sheet: TestSheet, requests: readonly DecisionRequest[]): Promise<Decision[]> {
    return this.#decideAll(openCall(sheet), 'judge.decide', requests);
  }

  /** Null where the tests took too long or too much memory with these answers. */
  async converse(
    sheet: TestSheet,
    log: readonly Exchange[],
    oracle: Oracle,
    guesses: boolean,
    isLastTurn = false,
  ): Promise<Round | null> {
    const argument = JSON.stringify({ log, oracle, guesses });
    const call = { function: 'judge.converse', argument };
    const [, returned] = await this.#runTimed(
      [openCall(sheet), call],
      this.patience.planMs,
      (1 + log.length / 1000) * (isLastTurn ? lastPatience : 1),
    );
    const told = readReply<Omit<Round, 'ms'>>(returned?.reply, ({ questions }) =>
      Array.isArray(questions),
    );
    return told && returned ? { ...told, ms: returned.ms } : null;
  }

  async decideNumber(request: NumberRequest): Promise<NumberDecision> {
    const open = { function: 'judge.open_values', argument: '' };
    const [decision] = await this.#decideAll(open, 'judge.decide_number', [request]);
    return decision ?? tooLaborious;
  }

  async decideValue(request: ValueRequest): Promise<ValueDecision> {
    const open = { function: 'judge.open_values', argument: '' };
    const [decision] = await this.#decideAll(open, 'judge.decide_value', [request]);
    return decision ?? tooLaborious;
  }

  /** One decision per request, in order. Many in one message, as long as they are quick. */
  async decideHidden(row: string, requests: readonly HiddenDecisionRequest[]): Promise<Decision[]> {
    const open = { function: 'judge.open_hidden', argument: row };
    const decisions: Decision[] = [];
    while (decisions.length < requests.length) {
      const rest = requests.slice(decisions.length);
      const some = { function: 'judge.decide_hidden_some', argument: JSON.stringify(rest) };
      const [opened, reply] = await this.#run([open, some], this.patience.planMs);
      if (opened === undefined) throw new JudgeFault('The judge could not read the hidden inputs.');
      // Where one of them broke the judge, each has a call of its own, which tells which it was.
      decisions.push(
        ...(reply === undefined
          ? await this.#decideAll(open, 'judge.decide_hidden', rest)
          : JSON.parse(reply)),
      );
    }
    return decisions;
  }

  /** A value too laborious to compare is unsupported. */
  async #decideAll(
    open: PythonCall,
    decide: string,
    requests: readonly unknown[],
  ): Promise<Decision[]> {
    const calls = requests.map((each) => ({ function: decide, argument: JSON.stringify(each) }));
    const decisions: Decision[] = [];
    let isAlone = false;
    while (decisions.length < calls.length) {
      const rest = calls.slice(decisions.length, isAlone ? decisions.length + 1 : undefined);
      const patience = isAlone ? lastPatience : 1;
      const [opened, ...replies] = await this.#run([open, ...rest], this.patience.planMs, patience);
      if (opened === undefined) throw new JudgeFault('The judge could not read the tests.');
      decisions.push(
        ...replies.map((reply) => readReply<Decision>(reply, isDecision) ?? tooLaborious),
      );
      // The one whose turn it was broke the judge, or the machine was busy with something else:
      // it has another turn, alone. The others go to the judge's successor.
      const isStuck = replies.length < rest.length;
      if (isStuck && isAlone) decisions.push(tooLaborious);
      isAlone = isStuck && !isAlone;
    }
    return decisions;
  }

  /** The replies of the calls that returned. */
  async #run(calls: readonly PythonCall[], firstLimitMs: number, patience = 1): Promise<string[]> {
    const returned = await this.#runTimed(calls, firstLimitMs, patience);
    return returned.map(({ reply }) => reply);
  }

  /** One job at a time. The calls that returned; the first may take its time. */
  #runTimed(
    calls: readonly PythonCall[],
    firstLimitMs: number,
    patience = 1,
  ): Promise<readonly Returned[]> {
    const othersMs = decisionLimitMs * patience;
    const limits: JobOptions = {
      limitMs: firstLimitMs + calls.length * othersMs,
      callLimitMs: (index) => (index === 0 ? firstLimitMs : othersMs),
    };
    const run = this.#turn.then(async () => {
      const interpreter = await this.#fresh();
      const uneasy = setTimeout(() => this.#pool.expectLoss(interpreter), uneasyMs);
      const { returned, end } = await interpreter.run(calls, limits);
      clearTimeout(uneasy);
      if (end.kind === 'lost' || end.kind === 'killed') throw new JudgeFault(end.kind);
      // Restoring costs more than deciding does, and most tests are calls and literals.
      if (returned[0]?.reply !== 'pure') interpreter.restore();
      return returned;
    });
    this.#turn = run.catch(() => {});
    return run;
  }

  async #fresh(): Promise<Interpreter> {
    const current = this.#interpreter;
    if (current?.isAlive && !current.isUnfit) return current;
    if (current) this.#pool.giveBack(current);
    this.#interpreter = null;
    this.#interpreter = await this.#pool.take(undefined, Infinity);
    return this.#interpreter;
  }
}

const tooLaborious: Decision = { kind: 'unsupported', reason: { code: 'took-too-long' } };

function openCall(sheet: TestSheet): PythonCall {
  return { function: 'judge.open_sheet', argument: JSON.stringify(sheet) };
}

const planCall: PythonCall = { function: 'judge.plan', argument: '' };
