/**
 * A person predicts what the open task's reference returns, and learns what it does. Owns the choice
 * of the question and the guess; grading belongs to the checker, the steps to a `StepSession`.
 */

import { SvelteMap } from 'svelte/reactivity';
import { type Checker, type CheckerFailure, checkerFailureOf } from '../../checking/checker.ts';
import { Latest } from '../../platform/latest.ts';
import type { PredictionKind, PredictionView } from '../../tasks/task-kind.ts';
import { taskKey, type Task } from '../../tasks/task.ts';
import { StepSession } from '../stepping/step-session.svelte.ts';
import type { Presentation } from '../page/presentation.svelte.ts';
import { CheckState } from '../workspace/check-state.svelte.ts';
import { type GradedGuess, gradedGuess } from './graded-guess.ts';
import { KeptPredictions } from './kept-predictions.svelte.ts';
import { ModelGuess, type ModelGuessParts } from './model-guess.svelte.ts';
import { type AskedCall, callsOf, type Question, questionOf, typedCall } from './questions.ts';

export interface PredictionSessionParts extends ModelGuessParts {
  readonly checker: Checker;
  /** Whether a person works without models. */
  readonly presentation: Pick<Presentation, 'isSolo'>;
}

/** Of reading which calls there are. */
export type CallsPhase =
  | { readonly kind: 'reading' }
  | { readonly kind: 'read' }
  | { readonly kind: 'failed'; readonly failure: CheckerFailure };

export class PredictionSession {
  #task = $state.raw<Task | null>(null);
  #calls = $state.raw<readonly AskedCall[]>([]);
  #phase = $state.raw<CallsPhase>({ kind: 'reading' });
  #kind = $state<PredictionKind>('output');
  #shows = $state<PredictionView>('code');
  #at = $state(0);
  readonly #guesses = new SvelteMap<string, GradedGuess>();

  readonly kept: KeptPredictions;
  /** Of the guess under way, or of what was written and is no answer. */
  readonly checkState: CheckState;
  readonly stepSession: StepSession;
  readonly model: ModelGuess;

  readonly questions: readonly Question[] = $derived(this.#asked());
  /** Null where there is nothing to ask. */
  readonly question: Question | null = $derived(this.questions[this.#at] ?? null);

  readonly #parts: PredictionSessionParts;
  readonly #reading = new Latest();

  constructor(parts: PredictionSessionParts) {
    this.#parts = parts;
    this.kept = new KeptPredictions(parts.settings);
    this.checkState = new CheckState(parts.checker);
    this.stepSession = new StepSession(parts.checker);
    this.model = new ModelGuess(parts, this.kept);
  }

  /** Of the function that is called; null until the calls are read. */
  get functionName(): string | null {
    return this.#calls[0]?.functionName ?? this.#task?.functionName ?? null;
  }

  /** What became of the guess at the question; null until one was given on this visit. */
  get guess(): GradedGuess | null {
    return this.question && this.guessAt(this.question);
  }

  /** Deleted with all other work, in whichever tab, there is none. */
  guessAt({ id }: Question): GradedGuess | null {
    return this.kept.answered(id) === undefined ? null : (this.#guesses.get(id) ?? null);
  }

  /** What is written and not given yet. */
  get draft(): string {
    return this.question ? this.kept.draftOf(this.question.id) : '';
  }

  get phase(): CallsPhase {
    return this.#phase;
  }

  get kind(): PredictionKind {
    return this.#kind;
  }

  /** What the person, and a model, see beside the call. */
  get shows(): PredictionView {
    return this.#shows;
  }

  get isCodeShown(): boolean {
    return this.#shows !== 'text-and-tests';
  }

  /** Begins with the first call of the task that has no guess yet. */
  async open(task: Task): Promise<void> {
    const signal = this.#reading.begin();
    if (task !== this.#task) this.#calls = [];
    this.#task = task;
    this.#phase = { kind: 'reading' };
    const { checker } = this.#parts;
    try {
      const restoring = [this.kept.restore(), this.model.restore()];
      const [calls] = await Promise.all([callsOf(task, checker), ...restoring]);
      const sources = this.kept.callsOf(taskKey(task));
      const typed = await Promise.all(sources.map((source) => typedCall(source, task, checker)));
      if (signal.aborted) return;
      this.#calls = [...calls, ...typed.filter((call) => call !== null)];
      this.#phase = { kind: 'read' };
      this.#goTo(this.#nextOpen());
    } catch (error) {
      if (!signal.aborted) this.#phase = { kind: 'failed', failure: checkerFailureOf(error) };
    }
  }

  /** Ends everything under way. What was written stays. */
  close(): void {
    this.#reading.end();
    this.#leave();
  }

  choose(question: Question): void {
    this.#goTo(this.questions.indexOf(question));
  }

  /** The next call without a guess, else the next one. */
  next(): void {
    this.#goTo(this.#nextOpen());
  }

  /** Begins anew with the first question of this direction that has no guess. */
  ask(kind: PredictionKind): void {
    this.#kind = kind;
    this.#at = 0;
    this.#goTo(this.#nextOpen());
  }

  show(shows: PredictionView): void {
    this.#shows = shows;
    void this.model.open(this.question);
    if (!this.isCodeShown) this.stepSession.close();
  }

  /** Asks about a call that the person typed. False where that is not one call of the function. */
  async addCall(typed: string): Promise<boolean> {
    const task = this.#task;
    if (!task) return false;
    let call: AskedCall | null;
    try {
      call = await typedCall(typed, task, this.#parts.checker);
    } catch (error) {
      this.#phase = { kind: 'failed', failure: checkerFailureOf(error) };
      return true;
    }
    if (!call || task !== this.#task) return false;
    const isKnown = this.#calls.some(({ source }) => source === call.source);
    if (!isKnown) this.#calls = [...this.#calls, call];
    void this.kept.addCall(taskKey(task), call.source);
    this.#goTo(this.questions.findIndex((question) => question.call.source === call.source));
    return true;
  }

  write(text: string): void {
    if (!this.question) return;
    this.checkState.clear();
    void this.kept.keepDraft(this.question.id, text);
  }

  /**
   * Grades what is written, then lets the model guess. A wrong guess opens the steps of the call, where
   * the code is in view.
   */
  async submit(): Promise<void> {
    const { question, draft: text } = this;
    if (!question || this.guess) return;
    await this.checkState.check({ task: question.task, program: text });
    const { phase } = this.checkState;
    if (phase.kind !== 'judged' || question.id !== this.question?.id) return;
    const graded = gradedGuess(question, text, phase.verdict);
    if (!graded) return;
    this.#guesses.set(question.id, graded);
    void this.kept.notePerson(question.id, graded.isRight);
    if (!graded.isRight && this.isCodeShown) this.stepThrough(graded.call);
    const { presentation } = this.#parts;
    if (this.model.isAskedUnbidden && !presentation.isSolo) await this.model.ask();
  }

  stop(): void {
    this.checkState.clear();
  }

  /** Step by step through a call of the reference. */
  stepThrough(call: string): void {
    if (!this.#task) return;
    const { referenceCode: program, setupCode } = this.#task;
    void this.stepSession.open({ program, setupCode, call });
  }

  #asked(): readonly Question[] {
    const task = this.#task;
    if (!task) return [];
    const ways = { kind: this.#kind, shows: this.#shows };
    const all = this.#calls.flatMap((call) => questionOf(task, call, ways) ?? []);
    // Several calls may return the value that is asked for.
    return all.filter(({ id }, index) => all.findIndex((other) => other.id === id) === index);
  }

  #nextOpen(): number {
    const { questions } = this;
    const order = questions.map((_, index) => (this.#at + index) % questions.length);
    const isOpen = (index: number) => {
      const question = questions[index];
      return question !== undefined && this.guessAt(question) === null;
    };
    return order.find(isOpen) ?? order[1] ?? 0;
  }

  #goTo(index: number): void {
    this.#leave();
    this.#at = index;
    void this.model.open(this.question);
  }

  #leave(): void {
    this.checkState.clear();
    this.stepSession.close();
    this.model.stop();
  }
}
