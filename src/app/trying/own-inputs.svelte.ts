/**
 * Calls that a person tries on their program, and those they keep as tests of their own. Runs them in
 * the sandbox beside the reference; the program belongs to `workspace`, steps to a `StepSession`.
 */

import { type Checker, type CheckerFailure, checkerFailureOf } from '../../checking/checker.ts';
import { isUnisolated, type TestResult, type Verdict } from '../../checking/verdict.ts';
import { Latest } from '../../platform/latest.ts';
import { taskKey, type Task, withoutHidden } from '../../tasks/task.ts';
import { keptFields, type KeptSettings } from '../work/kept-settings.ts';
import { ownInputsSetting } from '../work/setting-names.ts';
import { type KeptCalls, readKeptCalls } from './kept-calls.ts';

export interface OwnInputsParts {
  readonly checker: Pick<Checker, 'check' | 'readTests'>;
  readonly settings: KeptSettings;
}

/** What one call came to. */
export interface TriedCall {
  readonly call: string;
  /** Whose call it was: it may be another's by now. */
  readonly program: string;
  /** Of a single test that asks for the value of the call: its `got` is that value. */
  readonly verdict: Verdict;
  /** What the reference returns; null where there is none, or it returns nothing. */
  readonly reference: string | null;
  /** Whether both returned the same; null where nobody can tell. */
  readonly isRight: boolean | null;
}

export type TryingPhase =
  | { readonly kind: 'idle' | 'running' | 'not-a-call' }
  | { readonly kind: 'failed'; readonly failure: CheckerFailure };

/** What is tried: by whom it was written is no matter. */
export interface Trial {
  readonly task: Task;
  readonly program: string;
  readonly functionName: string | null;
}

/** Of one task: more are no help, and each is run again at a press. What came otherwise stays. */
export const mostKept = 20;

/** How a call ends that returns nothing, where the program is to blame. */
const failings: readonly TestResult['outcome'][] = [
  'runtime-error',
  'timeout',
  'memory-limit',
  'early-exit',
  'missing-function',
];

export class OwnInputs {
  #phase = $state.raw<TryingPhase>({ kind: 'idle' });
  /** The newest last. */
  #tried = $state.raw<readonly TriedCall[]>([]);
  #kept = $state.raw<KeptCalls>({});
  #isRefused = $state(false);

  readonly #parts: OwnInputsParts;
  readonly #run = new Latest();

  constructor(parts: OwnInputsParts) {
    this.#parts = parts;
  }

  get phase(): TryingPhase {
    return this.#phase;
  }

  /** Whether the last call that was to be kept is one too many. */
  get isRefused(): boolean {
    return this.#isRefused;
  }

  /** What was tried last. */
  get newest(): TriedCall | undefined {
    return this.#tried.at(-1);
  }

  /** Undefined where the call was not tried since the task was opened. */
  resultOf(call: string): TriedCall | undefined {
    return this.#tried.find((tried) => tried.call === call);
  }

  /** Those tried and not kept, the newest first. */
  triedOnly(task: Task): readonly TriedCall[] {
    const kept = this.keptOf(task);
    return this.#tried.filter(({ call }) => !kept.includes(call)).toReversed();
  }

  keptOf(task: Task): readonly string[] {
    return this.#kept[taskKey(task)] ?? [];
  }

  /** Begins with nothing tried. */
  async open(): Promise<void> {
    this.#run.end();
    this.#tried = [];
    this.#phase = { kind: 'idle' };
    this.#isRefused = false;
    await this.readAgain();
  }

  /** What is kept may have come in otherwise: with a file, or once storage answers. */
  async readAgain(): Promise<void> {
    this.#kept = readKeptCalls(await this.#parts.settings.setting(ownInputsSetting));
  }

  /** Tries what was typed: a call of the function, or the arguments alone. */
  async try(typed: string, trial: Trial): Promise<void> {
    await this.#running(async (signal) => {
      const call = await this.#callOf(typed, trial);
      if (signal.aborted) return;
      if (call === null) this.#phase = { kind: 'not-a-call' };
      else await this.#one(call, trial, signal);
    });
  }

  /** Runs all that are kept, one after the other. */
  async runKept(trial: Trial): Promise<void> {
    await this.#running(async (signal) => {
      for (const call of this.keptOf(trial.task)) {
        if (!signal.aborted) await this.#one(call, trial, signal);
      }
    });
  }

  stop(): void {
    this.#run.end();
    this.#phase = { kind: 'idle' };
  }

  /** One too many is refused: none that is kept goes for it. */
  async keep(task: Task, call: string): Promise<void> {
    const kept = this.keptOf(task);
    this.#isRefused = kept.length >= mostKept && !kept.includes(call);
    if (this.#isRefused) return;
    await this.#change(task, (calls) => (calls.includes(call) ? calls : [...calls, call]));
  }

  drop(task: Task, call: string): Promise<void> {
    this.#isRefused = false;
    return this.#change(task, (calls) => calls.filter((other) => other !== call));
  }

  async #running(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const signal = this.#run.begin();
    this.#phase = { kind: 'running' };
    this.#isRefused = false;
    try {
      await work(signal);
      if (!signal.aborted && this.#phase.kind === 'running') this.#phase = { kind: 'idle' };
    } catch (error) {
      if (!signal.aborted) this.#phase = { kind: 'failed', failure: checkerFailureOf(error) };
    }
  }

  /** Python's own parser says whether it is one call of the function and nothing else. */
  async #callOf(typed: string, { task, functionName }: Trial): Promise<string | null> {
    const text = typed.trim();
    const isCall = functionName !== null && text.startsWith(`${functionName}(`);
    const call = isCall || functionName === null ? text : `${functionName}(${text})`;
    const { readTests } = this.#parts.checker;
    const [reading] = await readTests([`assert ${call} == 0`], task.referenceCode);
    const isAlone = reading?.syntaxError === null && reading.call === call;
    return isAlone && reading.functionName === (functionName ?? reading.functionName) ? call : null;
  }

  async #one(call: string, { task, program }: Trial, signal: AbortSignal): Promise<void> {
    const { check } = this.#parts.checker;
    // Whatever it is compared with, the result says what the call returned.
    const asked = { ...withoutHidden(task), tests: [`assert ${call} == 0`], challengeTests: [] };
    const verdict = await check({ task: asked, program }, { signal });
    const beside = await this.#besideReference(call, task, verdict.tests[0], signal);
    if (signal.aborted) return;
    const others = this.#tried.filter((tried) => tried.call !== call);
    this.#tried = [...others, { call, program, verdict, ...beside }];
  }

  /** The reference is asked as for a prediction, and the program's value is what was predicted. */
  async #besideReference(
    call: string,
    task: Task,
    result: TestResult | undefined,
    signal: AbortSignal,
  ): Promise<Pick<TriedCall, 'reference' | 'isRight'>> {
    if (task.referenceCode.trim() === '') return { reference: null, isRight: null };
    const asks = { kind: 'output', call, value: '', shows: 'code' } as const;
    const { check } = this.#parts.checker;
    const program = result?.got ?? '...';
    const verdict = await check({ task: { ...task, asks }, program }, { signal });
    const reference = verdict.tests[0]?.expected ?? null;
    return { reference, isRight: reference === null ? null : isSame(result, verdict) };
  }

  /** Made of what is stored by then: another tab may have kept one as well. */
  async #change(
    task: Task,
    change: (calls: readonly string[]) => readonly string[],
  ): Promise<void> {
    const key = taskKey(task);
    const changed = (known: KeptCalls) => ({ ...known, [key]: change(known[key] ?? []) });
    this.#kept = changed(this.#kept);
    const { settings } = this.#parts;
    await settings.changeSetting(ownInputsSetting, (kept) => ({
      ...keptFields(kept),
      ...changed(readKeptCalls(kept)),
    }));
  }
}

/** Whether it can be a test: what gives no value, here or in the reference, is most often mistyped. */
export function isTestable({ verdict, reference }: TriedCall): boolean {
  const [result] = verdict.tests;
  return (
    reference !== null || (result !== undefined && (result.got !== null || isUnisolated(result)))
  );
}

/** A name in the call that nothing has: most often a text without its quotes. Null where there is none. */
export function unknownName({ call, verdict }: TriedCall): string | null {
  const raised = verdict.tests[0]?.exception;
  if (raised?.type !== 'NameError' || raised.line !== null) return null;
  const name = /^name '(\w+)' is not defined/.exec(raised.message)?.[1];
  return name !== undefined && call.slice(call.indexOf('(')).includes(name) ? name : null;
}

/** Whether a call returned what the reference returns, as the comparison says; null where nobody knows. */
function isSame(result: TestResult | undefined, { status }: Verdict): boolean | null {
  if (!result || isUnisolated(result) || status === 'sandbox-fault') return null;
  if (result.got === null) return failings.includes(result.outcome) ? false : null;
  // A value that has no literal, or is shown shortened, cannot be compared by its text.
  return status === 'syntax-error' ? null : status === 'passed';
}
