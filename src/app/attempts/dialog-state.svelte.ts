/**
 * What the next turn of a dialog can say of the program in view, and what its author was shown.
 * Owns nothing: it follows from the attempts, the desk and the verdict.
 */

import { mostHints } from '../../synthesis/dialog.ts';
import { mostShownTests } from '../../synthesis/prompt-settings.ts';
import type { Desk } from '../workspace/workspace.svelte.ts';
import type { Generating } from '../workspace/generation-state.svelte.ts';
import type { Judging } from '../workspace/check-state.svelte.ts';
import type { ModelShelf } from '../models/model-picker.svelte.ts';
import type { Attempts } from './attempts.svelte.ts';
import { failureHint, noCodeHint } from './failing-test.ts';

export interface DialogStateParts {
  readonly desk: Desk;
  readonly attempts: Attempts;
  readonly shelf: ModelShelf;
  readonly generating: Generating;
  readonly judging: Judging;
}

export class DialogState {
  /** Of the task's own asserts, the author of the program in view saw the first so many. */
  readonly seenCount = $derived.by(() => this.#seenCount());
  /** How many more hints the paper's protocol allows in this dialog. */
  readonly hintsLeft = $derived.by(() => mostHints - this.#hintCount());
  /** What "tell it what failed" would say; null where there is nothing to tell. */
  readonly failure = $derived.by(() => this.#failure());
  /** Whether the reply in view held no program. */
  readonly isWithoutCode = $derived.by(() => this.#isWithoutCode());
  /** Whether a model can be told what is wrong: it takes one, and a program that is not right. */
  readonly canHint = $derived.by(() => this.#canHint());

  readonly #parts: DialogStateParts;

  constructor(parts: DialogStateParts) {
    this.#parts = parts;
  }

  #seenCount(): number {
    const { attempts, desk } = this.#parts;
    const { inView } = attempts;
    const count = inView?.program === desk.program ? inView.request?.shownTestCount : undefined;
    return count === undefined || count >= mostShownTests ? Infinity : count;
  }

  #failure(): string | null {
    const { verdict } = this.#parts.judging;
    if (this.isWithoutCode) return noCodeHint;
    return verdict && failureHint(verdict, this.seenCount);
  }

  #canHint(): boolean {
    const { desk, generating, judging, shelf } = this.#parts;
    const status = judging.verdict?.status ?? null;
    const isWrong = status !== null && status !== 'passed' && status !== 'sandbox-fault';
    const isModel = shelf.writer.engineId !== 'search';
    if (this.isWithoutCode) return isModel;
    return isModel && isWrong && !desk.isChangedSinceCheck && !generating.isBusy;
  }

  #isWithoutCode(): boolean {
    const { attempts, generating, judging } = this.#parts;
    const { phase } = generating;
    const isSaid = phase.kind === 'written' && phase.extraction.program === null;
    return isSaid && attempts.inView?.author.kind === 'model' && judging.verdict === null;
  }

  #hintCount(): number {
    return this.#parts.attempts.thread.filter(({ hint }) => hint !== null).length;
  }
}
