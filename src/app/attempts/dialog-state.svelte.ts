/**
 * What the next turn of a dialog can say of the program in view, and what its author was shown.
 * Owns the hint that is being typed; the rest follows from the attempts, the program and the verdict.
 */

import { SvelteMap } from 'svelte/reactivity';
import { mostHints } from '../../synthesis/dialog.ts';
import type * as hintProtocol from '../../synthesis/hint-protocol.ts';
import type { HintBreach } from '../../synthesis/hint-protocol.ts';
import { seenCountOf } from '../../synthesis/prompt-settings.ts';
import { taskKey, type Task } from '../../tasks/task.ts';
import { type Hint, shownCountOf } from '../work/records.ts';
import type { PromptState } from '../workspace/prompt-state.svelte.ts';
import type { Workspace } from '../workspace/workspace.svelte.ts';
import type { GenerationState } from '../workspace/generation-state.svelte.ts';
import type { CheckState } from '../workspace/check-state.svelte.ts';
import type { ModelPicker } from '../models/model-picker.svelte.ts';
import type { Attempts } from './attempts.svelte.ts';
import { failureHint, noCodeHint } from './failing-test.ts';

export interface DialogStateParts {
  readonly workspace: Workspace;
  readonly attempts: Attempts;
  readonly promptState: PromptState;
  readonly modelPicker: ModelPicker;
  readonly generationState: GenerationState;
  readonly checkState: CheckState;
}

type Protocol = typeof hintProtocol;

export class DialogState {
  /** Of the task's own asserts, how many the author of the program in view saw. */
  readonly seenCount = $derived.by(() => this.#seenCount());
  /** How many more hints the paper's protocol allows in this dialog. */
  readonly hintsLeft = $derived.by(() => mostHints - this.#hintCount());
  /** What "tell it what failed" would say; null where there is nothing to tell. */
  readonly failure = $derived.by(() => this.#failure());
  /** Whether the reply in view held no program. */
  readonly isWithoutCode = $derived.by(() => this.#isWithoutCode());
  /** Where the hint that is being written leaves the paper's protocol; [] while nobody follows that. */
  readonly breaches = $derived.by(() => this.#breachesOf(this.draft));
  /** Whether a model can be told what is wrong: it takes one, and a program that is not right. */
  readonly canHint = $derived.by(() => this.#canHint());

  #protocol = $state.raw<Protocol | null>(null);
  readonly #parts: DialogStateParts;
  /** Hints that are not sent yet, by task. */
  readonly #drafts = new SvelteMap<string, string>();

  constructor(parts: DialogStateParts) {
    this.#parts = parts;
  }

  /** The hint that a person has begun to write at the open task. */
  get draft(): string {
    return this.#drafts.get(this.#key) ?? '';
  }

  set draft(text: string) {
    this.#drafts.set(this.#key, text);
    if (this.#followsProtocol) void this.#readProtocol();
  }

  /** Of a hint that did not reach the model, unless another one is begun. */
  putBack(task: Task, text: string): void {
    const key = taskKey(task);
    if (!this.#drafts.get(key)) this.#drafts.set(key, text);
  }

  clear(): void {
    this.#drafts.clear();
  }

  /** The hint as it is recorded. */
  async hintOf(text: string, from: Hint['from']): Promise<Hint> {
    const hint = { text: text.trim(), from };
    if (from !== 'person' || !this.#followsProtocol) return hint;
    const hintsBefore = this.#hintCount();
    const { breachesOf } = await this.#readProtocol();
    return { ...hint, breaches: breachesOf(text, hintsBefore) };
  }

  get #followsProtocol(): boolean {
    return this.#parts.promptState.choices.followsProtocol;
  }

  /** A chunk of its own: few dialogs are held to it. */
  async #readProtocol(): Promise<Protocol> {
    return (this.#protocol = await import('../../synthesis/hint-protocol.ts'));
  }

  #breachesOf(text: string): readonly HintBreach[] {
    if (!this.#followsProtocol || text.trim() === '') return [];
    return this.#protocol?.breachesOf(text, this.#hintCount()) ?? [];
  }

  get #key(): string {
    const { task } = this.#parts.workspace;
    return task ? taskKey(task) : '';
  }

  #seenCount(): number {
    const { attempts, workspace } = this.#parts;
    const { inView } = attempts;
    const isInView = inView !== null && inView.program === workspace.program;
    return seenCountOf(
      isInView ? shownCountOf({ ...inView, search: inView.reply?.search ?? null }) : undefined,
    );
  }

  #failure(): string | null {
    const { verdict } = this.#parts.checkState;
    if (this.isWithoutCode) return noCodeHint;
    return verdict && failureHint(verdict, this.seenCount);
  }

  #canHint(): boolean {
    const { workspace, generationState, checkState, modelPicker } = this.#parts;
    const status = checkState.verdict?.status ?? null;
    const isWrong = status !== null && status !== 'passed' && status !== 'sandbox-fault';
    const isModel = modelPicker.writer.engineId !== 'search';
    if (this.isWithoutCode) return isModel;
    return isModel && isWrong && !workspace.isChangedSinceCheck && !generationState.isBusy;
  }

  #isWithoutCode(): boolean {
    const { attempts, generationState, checkState } = this.#parts;
    const { phase } = generationState;
    const { inView } = attempts;
    // One in view can be told of, also where the next reply failed.
    const program = phase.kind === 'written' ? phase.extraction.program : inView?.program;
    const isSaid = (phase.kind === 'written' || phase.kind === 'failed') && program === null;
    return isSaid && inView?.author.kind === 'model' && checkState.verdict === null;
  }

  #hintCount(): number {
    return this.#parts.attempts.thread.filter(({ hint }) => hint !== null).length;
  }
}
