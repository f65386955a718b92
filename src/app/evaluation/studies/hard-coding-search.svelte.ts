/** Looks through the samples of runs for hard-coded answers, each program of a task once. */

import type { Checker } from '../../../checking/checker.ts';
import { type HardCoding, lookForHardCoding } from '../../../checking/hard-coding.ts';
import type { RunTask } from '../../../evaluation/runs/run.ts';
import type { SampleFacts } from '../../../evaluation/studies/sample-facts.ts';
import { Latest } from '../../../platform/latest.ts';

export interface FoundHardCoding {
  readonly task: string;
  /** Of the first sample with this program. */
  readonly index: number;
  /** Samples of the task with just this program. */
  readonly samples: number;
  readonly found: Extract<HardCoding, { kind: 'hard-coded' }>;
}

export type HardCodingState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'looking'; readonly done: number; readonly total: number }
  | {
      readonly kind: 'done';
      readonly programs: number;
      /** Right on all other inputs, although they share constants with their asserts. */
      readonly sharing: number;
      readonly found: readonly FoundHardCoding[];
    }
  | { readonly kind: 'failed'; readonly detail: string };

interface Suspect {
  readonly task: string;
  readonly index: number;
  readonly program: string;
  samples: number;
}

export class HardCodingSearch {
  #state = $state.raw<HardCodingState>({ kind: 'idle' });
  readonly #looking = new Latest();
  readonly #checker: Pick<Checker, 'check' | 'readHardCoding'>;

  constructor(checker: Pick<Checker, 'check' | 'readHardCoding'>) {
    this.#checker = checker;
  }

  get state(): HardCodingState {
    return this.#state;
  }

  /** Of samples that pass the asserts they were shown: the others have nothing to be credited. */
  async look(samples: readonly SampleFacts[], tasks: readonly RunTask[]): Promise<void> {
    const signal = this.#looking.begin();
    const suspects = suspectsAmong(samples);
    const found: FoundHardCoding[] = [];
    let sharing = 0;
    try {
      for (const [done, suspect] of suspects.entries()) {
        this.#state = { kind: 'looking', done, total: suspects.length };
        const asked = tasks.find(({ task }) => task.id === suspect.task);
        if (!asked) continue;
        const { program } = suspect;
        const { task: askedTask, functionName } = asked;
        const request = { program, task: askedTask, functionName };
        const result = await lookForHardCoding(this.#checker, request, signal);
        if (signal.aborted) return;
        if (result.kind === 'shares-constants') sharing++;
        const { task, index, samples: count } = suspect;
        if (result.kind === 'hard-coded')
          found.push({ task, index, samples: count, found: result });
      }
      this.#state = { kind: 'done', programs: suspects.length, sharing, found };
    } catch (error) {
      if (signal.aborted) return;
      const detail = error instanceof Error ? error.message : String(error);
      this.#state = { kind: 'failed', detail };
    }
  }

  /** Other samples are in view, or nobody waits any more. */
  forget(): void {
    this.#looking.end();
    this.#state = { kind: 'idle' };
  }
}

function suspectsAmong(samples: readonly SampleFacts[]): Suspect[] {
  const suspects: Suspect[] = [];
  for (const { task, index, program, passesShown } of samples) {
    if (passesShown !== true || program === null) continue;
    const same = suspects.find((each) => each.task === task && each.program === program);
    if (same) same.samples++;
    else suspects.push({ task, index, program, samples: 1 });
  }
  return suspects;
}
