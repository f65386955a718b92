/**
 * The page's side of the judge: the interpreter that holds the asserts and decides. What a task
 * leaves behind there is undone before the next: jobs that are not pure end with a restore.
 */

import type { Interpreter } from '../sandbox/interpreter.ts';
import type { PythonCall } from '../sandbox/protocol.ts';
import type { TestReading } from '../tasks/python-reader.ts';
import type { Answer } from './answer.ts';
import type { InterpreterPool } from '../sandbox/interpreter-pool.ts';
import type { Oracle } from './oracle.ts';

/** A part of a test that the program evaluates. */
export interface Cut {
  readonly source: string;
  /** Names that the program has to define for it. */
  readonly needs: readonly string[];
}

export interface TestPlan {
  readonly cuts: readonly Cut[];
  readonly needs: readonly string[];
  /** Why the test cannot be split; null for almost every test. */
  readonly beside: string | null;
  /** The test is no Python. */
  readonly fault: string | null;
}

/** What the judge needs of a task. */
export interface TestSheet {
  readonly reference: string;
  readonly setup: string;
  readonly tests: readonly string[];
}

export interface DecisionRequest {
  /** Index within the sheet. */
  readonly test: number;
  /** One for each cut of the plan. */
  readonly cuts: readonly Answer[];
  /** One for each call asked for by `needs-call`, in order. */
  readonly calls: readonly Answer[];
  readonly oracle: Oracle;
}

/** One hidden input, as the judge read it from its published row. */
export interface HiddenInput {
  readonly part: 'base' | 'plus';
  readonly name: string;
  /** The call as a person would write it, shortened. */
  readonly source: string;
  readonly arguments: string;
}

export interface HiddenDecisionRequest {
  /** Index among the row's inputs. */
  readonly input: number;
  readonly expected: Answer;
  readonly got: Answer;
}

export type Decision =
  | {
      readonly kind: 'held' | 'failed';
      readonly got: string;
      readonly expected: string | null;
      readonly gotType?: string;
      readonly expectedType?: string;
    }
  | { readonly kind: 'needs-call'; readonly name: string; readonly arguments: string }
  | { readonly kind: 'ended'; readonly answer: Answer }
  | { readonly kind: 'unsupported'; readonly detail: string }
  | { readonly kind: 'raised'; readonly type: string; readonly message: string };

/** The judge's interpreter broke or fell silent. */
export class JudgeFault extends Error {
  override readonly name = 'JudgeFault';
}

const planLimitMs = 20_000;
const decisionLimitMs = 10_000;

export class Judge {
  readonly #pool: InterpreterPool;
  #interpreter: Interpreter | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  /** The pool is the judge's alone. */
  constructor(pool: InterpreterPool) {
    this.#pool = pool;
  }

  async warmUp(): Promise<void> {
    await this.#run([], planLimitMs);
  }

  async plan(sheet: TestSheet): Promise<TestPlan[]> {
    const [, reply] = await this.#run([openCall(sheet), planCall], planLimitMs);
    if (reply === undefined) throw new JudgeFault('The judge could not read the tests.');
    return JSON.parse(reply);
  }

  async readTests(tests: readonly string[], reference: string): Promise<TestReading[]> {
    const argument = JSON.stringify({ tests, reference });
    const [reply] = await this.#run(
      [{ function: 'test_reading.read_tests', argument }],
      planLimitMs,
    );
    if (reply === undefined) throw new JudgeFault('The judge could not read the tests.');
    return JSON.parse(reply);
  }

  async hiddenInputs(row: string): Promise<HiddenInput[]> {
    const call = { function: 'mbpp_plus.inputs', argument: row };
    const [reply] = await this.#run([call], planLimitMs);
    if (reply === undefined) throw new JudgeFault('The judge could not read the hidden inputs.');
    return JSON.parse(reply);
  }

  /** One decision per request, in order. */
  decide(sheet: TestSheet, requests: readonly DecisionRequest[]): Promise<Decision[]> {
    return this.#decideAll(openCall(sheet), 'judge.decide', requests);
  }

  /** One decision per request, in order. */
  decideHidden(row: string, requests: readonly HiddenDecisionRequest[]): Promise<Decision[]> {
    const open = { function: 'judge.open_hidden', argument: row };
    return this.#decideAll(open, 'judge.decide_hidden', requests);
  }

  /** A value too laborious to compare is unsupported. */
  async #decideAll(
    open: PythonCall,
    decide: string,
    requests: readonly unknown[],
  ): Promise<Decision[]> {
    const calls = requests.map((each) => ({ function: decide, argument: JSON.stringify(each) }));
    const decisions: Decision[] = [];
    while (decisions.length < calls.length) {
      const rest = calls.slice(decisions.length);
      const limitMs = planLimitMs + decisionLimitMs * rest.length;
      const [opened, ...replies] = await this.#run([open, ...rest], limitMs);
      if (opened === undefined) throw new JudgeFault('The judge could not read the tests.');
      decisions.push(...replies.map((reply): Decision => JSON.parse(reply)));
      // The one whose turn it was broke the judge; the others go to its successor.
      if (decisions.length < calls.length) decisions.push(tooLaborious);
    }
    return decisions;
  }

  /** One job at a time. The replies of the calls that returned. */
  #run(calls: readonly PythonCall[], limitMs: number): Promise<string[]> {
    const run = this.#turn.then(async () => {
      const interpreter = await this.#fresh();
      const { returned, end } = await interpreter.run(calls, { limitMs });
      if (end.kind === 'lost') this.#pool.rebuild();
      if (end.kind === 'lost' || end.kind === 'killed') throw new JudgeFault(end.kind);
      const replies = returned.map(({ reply }) => reply);
      // Restoring costs more than deciding does, and most tests are calls and literals.
      if (replies[0] !== 'pure') interpreter.restore();
      return replies;
    });
    this.#turn = run.catch(() => {});
    return run;
  }

  async #fresh(): Promise<Interpreter> {
    const current = this.#interpreter;
    if (current?.isAlive && !current.isUnfit) return current;
    if (current) this.#pool.giveBack(current);
    this.#interpreter = null;
    this.#interpreter = await this.#pool.take();
    return this.#interpreter;
  }
}

const tooLaborious: Decision = {
  kind: 'unsupported',
  detail: 'comparing the returned value took too long or too much memory',
};

function openCall(sheet: TestSheet): PythonCall {
  return { function: 'judge.open_sheet', argument: JSON.stringify(sheet) };
}

const planCall: PythonCall = { function: 'judge.plan', argument: '' };
