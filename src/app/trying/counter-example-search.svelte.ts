/** One search for the smallest input on which a program differs from the reference: its phases. */

import { type CheckerFailure, checkerFailureOf } from '../../checking/checker.ts';
import {
  type CounterExampleProgress,
  type CounterExampleTools,
  findCounterExample,
} from '../../checking/feedback/counter-example.ts';
import { Latest } from '../../platform/latest.ts';
import { withoutHidden } from '../../tasks/task.ts';
import type { TriedCall, Trial } from './own-inputs.svelte.ts';

/** `isBrief`: nobody asked for it, so it takes little time and gives way to everything else. */
export type CounterExamplePhase =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'searching';
      readonly progress: CounterExampleProgress | null;
      readonly isBrief: boolean;
    }
  | { readonly kind: 'found'; readonly tried: TriedCall }
  | {
      readonly kind: 'none';
      readonly tried: number;
      readonly isCut: boolean;
      readonly isBrief: boolean;
    }
  | { readonly kind: 'failed'; readonly failure: CheckerFailure };

/** For a search that nobody asked for. */
export const briefMs = 3_000;

export class CounterExampleSearch {
  #phase = $state.raw<CounterExamplePhase>({ kind: 'idle' });

  readonly #tools: CounterExampleTools;
  readonly #run = new Latest();

  constructor(tools: CounterExampleTools) {
    this.#tools = tools;
  }

  get phase(): CounterExamplePhase {
    return this.#phase;
  }

  /** The newest search wins. */
  find(trial: Trial): Promise<void> {
    return this.#search(trial, false);
  }

  /** For `briefMs` at most: most programs that differ do so on one of the first inputs. */
  glance(trial: Trial): Promise<void> {
    return this.#search(trial, true);
  }

  /** Ends a search that nobody asked for. */
  giveWay(): void {
    if (this.#phase.kind === 'searching' && this.#phase.isBrief) this.clear();
  }

  async #search({ task, program, functionName }: Trial, isBrief: boolean): Promise<void> {
    if (functionName === null) return;
    const signal = this.#run.begin();
    this.#phase = { kind: 'searching', progress: null, isBrief };
    const onProgress = (progress: CounterExampleProgress) => {
      if (!signal.aborted) this.#phase = { kind: 'searching', progress, isBrief };
    };
    const timer = isBrief ? setTimeout(() => this.#cut(signal), briefMs) : undefined;
    try {
      const request = { task: withoutHidden(task), functionName, program };
      const result = await findCounterExample(this.#tools, request, { signal, onProgress });
      if (signal.aborted) return;
      if (result.kind === 'none') {
        this.#phase = { ...result, isBrief };
      } else {
        const { call, expected, verdict } = result.example;
        const tried = { call, program, verdict, reference: expected, isRight: false };
        this.#phase = { kind: 'found', tried };
      }
    } catch (error) {
      if (signal.aborted) return;
      // Of what nobody asked for, nobody needs to hear that it failed.
      if (isBrief) this.#phase = { kind: 'idle' };
      else this.#phase = { kind: 'failed', failure: checkerFailureOf(error) };
    } finally {
      clearTimeout(timer);
    }
  }

  /** The time of a search is over. */
  #cut(signal: AbortSignal): void {
    if (signal.aborted || this.#phase.kind !== 'searching') return;
    const tried = this.#phase.progress?.tried ?? 0;
    this.#run.end();
    this.#phase = { kind: 'none', tried, isCut: true, isBrief: true };
  }

  /** Ends a search under way and forgets what was found. */
  clear(): void {
    this.#run.end();
    this.#phase = { kind: 'idle' };
  }
}
