/**
 * What the loaded model predicts, greedily, from the prompt in view. Owns asking it and what came of
 * it; the prompt is a `PromptState`, the reply a `GenerationState`, as for programs.
 */

import { SvelteMap } from 'svelte/reactivity';
import type { Checker, CheckerFailure } from '../../checking/checker.ts';
import type { Verdict } from '../../checking/verdict.ts';
import { Latest } from '../../platform/latest.ts';
import type { ModelPicker } from '../models/model-picker.svelte.ts';
import type { KeptSettings } from '../work/kept-settings.ts';
import { CheckState } from '../workspace/check-state.svelte.ts';
import { GenerationState, type Writing } from '../workspace/generation-state.svelte.ts';
import { PromptState } from '../workspace/prompt-state.svelte.ts';
import { type GradedGuess, gradedGuess } from './graded-guess.ts';
import type { KeptPredictions } from './kept-predictions.svelte.ts';
import type { Question } from './questions.ts';
import type { ProgramReader } from '../../tasks/python-reader.ts';

export interface ModelGuessParts {
  readonly checker: Pick<Checker, 'check'> & ProgramReader;
  readonly settings: KeptSettings;
  readonly modelPicker: Pick<ModelPicker, 'model' | 'writer' | 'noteFailure'>;
  /** Of the playground, which may be asking the same model. */
  readonly generationState: Pick<GenerationState, 'isBusy'>;
}

export interface ModelAnswer {
  readonly modelName: string;
  readonly reply: string;
  /** What was read in the reply; null where it holds no answer. */
  readonly text: string | null;
  readonly verdict: Verdict;
  /** Null where the answer cannot be read as one. */
  readonly guess: GradedGuess | null;
}

export class ModelGuess {
  #question = $state.raw<Question | null>(null);
  readonly #answers = new SvelteMap<string, ModelAnswer>();
  #promptState: PromptState;
  readonly generationState: GenerationState;

  readonly #parts: ModelGuessParts;
  readonly #kept: KeptPredictions;
  readonly #check: CheckState;
  readonly #run = new Latest();
  #opening: Promise<void> = Promise.resolve();

  constructor(parts: ModelGuessParts, kept: KeptPredictions) {
    this.#parts = parts;
    this.#kept = kept;
    this.#promptState = $state.raw(new PromptState(parts.settings));
    this.generationState = new GenerationState(parts.checker);
    this.#check = new CheckState(parts.checker);
  }

  /** To this question, from this model and this prompt; null where it was not asked. */
  get answer(): ModelAnswer | null {
    return this.#answers.get(this.#key) ?? null;
  }

  get isBusy(): boolean {
    return this.generationState.isBusy || this.#check.isBusy;
  }

  /** Why its answer cannot be graded. */
  get checkerFailure(): CheckerFailure | null {
    return this.#check.phase.kind === 'failed' ? this.#check.phase.failure : null;
  }

  /** A model is there, and nobody else is asking it. */
  get canAsk(): boolean {
    const { modelPicker, generationState } = this.#parts;
    return modelPicker.model !== null && !generationState.isBusy && !this.isBusy;
  }

  /** Whether it can be asked without another word: a prompt for a server waits for one. */
  get isAskedUnbidden(): boolean {
    return this.canAsk && this.#parts.modelPicker.writer.sendsTo === null && this.answer === null;
  }

  get promptState(): PromptState {
    return this.#promptState;
  }

  /** Takes up the style of prompt and what was edited as they are stored now: both may be deleted. */
  restore(): Promise<void> {
    this.stop();
    this.#question = null;
    this.#promptState = new PromptState(this.#parts.settings);
    return this.#promptState.restore();
  }

  async open(question: Question | null): Promise<void> {
    if (question?.task.id === this.#question?.task.id) return;
    this.stop();
    this.#question = question;
    this.#opening = this.promptState.open(question?.task ?? null, []);
    await this.#opening;
  }

  /** A stopped reply is no guess. */
  async ask(): Promise<void> {
    const question = this.#question;
    if (!question || !this.canAsk) return;
    const { modelPicker } = this.#parts;
    const signal = this.#run.begin();
    this.#check.clear();
    let key = '';
    await this.generationState.write(async () => {
      // The wording is fetched.
      await this.#opening;
      key = this.#key;
      return this.#writing();
    });
    const { phase } = this.generationState;
    if (signal.aborted) return;
    if (phase.kind === 'failed') modelPicker.noteFailure(phase.failure);
    if (phase.kind !== 'written') return;
    const { modelName, extraction, generation } = phase;
    const text = extraction.program;
    await this.#check.check({ task: question.task, program: text });
    const { verdict } = this.#check;
    if (signal.aborted || !verdict) return;
    const guess = text === null ? null : gradedGuess(question, text, verdict);
    this.#answers.set(key, { modelName, reply: generation.text, text, verdict, guess });
    if (verdict.status === 'sandbox-fault') return;
    void this.#kept.noteModel(modelName, question.id, verdict.status === 'passed');
  }

  stop(): void {
    this.#run.end();
    this.generationState.clear();
    this.#check.clear();
  }

  get #key(): string {
    const { id } = this.#parts.modelPicker.writer;
    return JSON.stringify([this.#question?.task.id, id, this.promptState.parts]);
  }

  #writing(): Writing | null {
    const { model } = this.#parts.modelPicker;
    const request = this.promptState.request();
    if (!model || !request) return null;
    return {
      model,
      request: { ...request, sampling: { ...request.sampling, temperature: 0, topP: 1 } },
    };
  }
}
