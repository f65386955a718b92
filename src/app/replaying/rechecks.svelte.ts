/**
 * What the programs of a recording come to here: each is checked in the sandbox when the recording
 * arrives, one after the other, unless a person stops that. What a file says of them is compared
 * with that, never believed.
 */

import { type Checker, type CheckerFailure, checkerFailureOf } from '../../checking/checker.ts';
import type { TestResult, Verdict } from '../../checking/verdict.ts';
import { decisiveOf, failsChallengeOnly } from '../../checking/verdict-facts.ts';
import { Latest } from '../../platform/latest.ts';
import type { WantedProgram } from '../../synthesis/code-prompt.ts';
import type { Extraction } from '../../synthesis/extraction.ts';
import type { ProgramReader, PythonReader, TestReading } from '../../tasks/python-reader.ts';
import type { RecordedPart, RecordedVerdict, Recording } from './recording/recording.ts';

export type Recheck =
  /** There is no program. */
  | { readonly kind: 'none' }
  | { readonly kind: 'waiting' }
  /** `results` grows as tests are decided. */
  | { readonly kind: 'checking'; readonly results: readonly TestResult[] }
  | { readonly kind: 'judged'; readonly verdict: Verdict }
  | { readonly kind: 'failed'; readonly failure: CheckerFailure };

export interface RechecksParts {
  readonly checker: Pick<Checker, 'check'>;
  readonly reader: ProgramReader & Pick<PythonReader, 'readTests'>;
}

const none: Recheck = { kind: 'none' };
const waiting: Recheck = { kind: 'waiting' };

export class Rechecks {
  #all = $state.raw<readonly Recheck[]>([]);
  #readings = $state.raw<readonly TestReading[]>([]);
  /** By which rule a program is taken from each reply here; null where that is not known. */
  #extractions = $state.raw<readonly (Extraction | null)[]>([]);
  #isRunning = $state(false);
  /** Parts with a program. */
  readonly count = $derived.by(() => this.#all.filter(({ kind }) => kind !== 'none').length);
  /** How many of them were checked. */
  readonly judgedCount = $derived.by(() => this.#countOf('judged'));
  /** How many could not be: the sandbox did not start or broke. */
  readonly failedCount = $derived.by(() => this.#countOf('failed'));
  readonly functionName = $derived.by(
    () =>
      this.#recording.task.functionName ??
      this.#readings.find(({ functionName }) => functionName !== null)?.functionName ??
      null,
  );

  readonly #parts: RechecksParts;
  readonly #recording: Recording;
  readonly #run = new Latest();
  /** Indexes of the parts that somebody looks at: they come first. */
  readonly #inView: () => readonly number[];

  constructor(
    recording: Recording,
    parts: RechecksParts,
    inView: () => readonly number[] = () => [],
  ) {
    this.#inView = inView;
    this.#recording = recording;
    this.#parts = parts;
    this.#all = recording.parts.map(({ program }) => (program === null ? none : waiting));
    this.#extractions = recording.parts.map(() => null);
  }

  of(index: number): Recheck {
    return this.#all[index] ?? none;
  }

  extractionOf(index: number): Extraction | null {
    return this.#extractions[index] ?? null;
  }

  /** What Python says of the task's tests; [] until it has been asked. */
  get readings(): readonly TestReading[] {
    return this.#readings;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Whether nothing more comes of a part, unless a person asks for it. */
  isSettled(index: number): boolean {
    const { kind } = this.of(index);
    return !this.#isRunning || (kind !== 'waiting' && kind !== 'checking');
  }

  /** Checks what is not judged yet. Never rejects. */
  async run(): Promise<void> {
    const signal = this.#run.begin();
    this.#isRunning = true;
    await this.#checkAll(signal);
    if (!signal.aborted) this.#isRunning = false;
  }

  /** Ends where it is; `run` goes on from there. */
  stop(): void {
    this.#run.end();
    this.#isRunning = false;
    this.#all = this.#all.map((each) => (each.kind === 'checking' ? waiting : each));
  }

  async #checkAll(signal: AbortSignal): Promise<void> {
    const { task, parts } = this.#recording;
    // Nothing is shown of it, so nothing needs to react to it.
    // eslint-disable-next-line svelte/prefer-svelte-reactivity
    const left = new Set(parts.keys());
    const { reader } = this.#parts;
    this.#all = this.#all.map((each) =>
      each.kind === 'judged' || each.kind === 'none' ? each : waiting,
    );
    if (this.#readings.length === 0) {
      const tests = [...task.tests, ...task.challengeTests];
      const readings = await reader.readTests(tests, task.referenceCode).catch(() => []);
      if (signal.aborted) return;
      this.#readings = readings;
    }
    while (left.size > 0) {
      const index = this.#inView().find((each) => left.has(each)) ?? Math.min(...left);
      left.delete(index);
      const part = parts[index];
      if (part) await this.#check(index, part, signal);
      if (signal.aborted) return;
      if (part) await this.#read(index, part, signal);
      if (signal.aborted) return;
    }
  }

  close(): void {
    this.#run.end();
    this.#isRunning = false;
  }

  async #check(index: number, { program }: RecordedPart, signal: AbortSignal): Promise<void> {
    if (program === null || this.of(index).kind === 'judged') return;
    const same = this.#recording.parts.findIndex((part) => part.program === program);
    const known = this.of(same);
    if (known.kind === 'judged') return this.#put(index, known);
    const { task } = this.#recording;
    const onTest = (result: TestResult) => {
      const now = this.of(index);
      if (signal.aborted || now.kind !== 'checking') return;
      this.#put(index, { kind: 'checking', results: [...now.results, result] });
    };
    this.#put(index, { kind: 'checking', results: [] });
    try {
      const verdict = await this.#parts.checker.check({ task, program }, { signal, onTest });
      if (!signal.aborted) this.#put(index, { kind: 'judged', verdict });
    } catch (error) {
      if (!signal.aborted) this.#put(index, { kind: 'failed', failure: checkerFailureOf(error) });
    }
  }

  async #read(index: number, { reply, author }: RecordedPart, signal: AbortSignal): Promise<void> {
    if (!reply || author.kind !== 'model' || this.#extractions[index]) return;
    const { codePrompt, asks } = this.#recording.task;
    const wanted: WantedProgram = { functionName: this.functionName, codePrompt, asks };
    try {
      const { replyReaderOf } = await import('../../synthesis/kinds/reply-readers.ts');
      const { reader } = this.#parts;
      const extraction = await replyReaderOf(wanted)('reply', reply.text, wanted, reader);
      if (signal.aborted) return;
      this.#extractions = this.#extractions.with(index, extraction);
    } catch {
      // The rule is not said then.
    }
  }

  #countOf(kind: Recheck['kind']): number {
    return this.#all.filter((each) => each.kind === kind).length;
  }

  #put(index: number, recheck: Recheck): void {
    this.#all = this.#all.with(index, recheck);
  }
}

/** Whether a verdict here says what the recording says; null where it says nothing. */
export function agrees(verdict: Verdict, recorded: RecordedVerdict | null): boolean | null {
  if (recorded === null || verdict.status === 'sandbox-fault') return null;
  const { passed, count } = decisiveOf(verdict);
  if (verdict.status !== recorded.status) return false;
  if (failsChallengeOnly(verdict) !== (recorded.failsChallenge ?? false)) return false;
  // Hidden tests that the recording could not take along are no difference.
  return count !== recorded.testsCount || passed === recorded.testsPassed;
}
