/**
 * Asks for the recording of one call of a program. The way through it belongs to a `StepWalk`, whose
 * code is fetched with the first recording.
 */

import {
  type Checker,
  type CheckerFailure,
  checkerFailureOf,
  partUnreachable,
  type RecordRequest,
} from '../../checking/checker.ts';
import type { Recording } from '../../checking/recording.ts';
import { Latest } from '../../platform/latest.ts';
import type { StepWalk } from './step-walk.svelte.ts';

export interface StepRequest extends RecordRequest {
  /** Of a test: what the call should return, as the test writes it. */
  readonly expected?: string | null;
  /** Whether it did, for the test; null where that is not known. */
  readonly isRight?: boolean | null;
  /** Index of the step to begin at; the first line where left out. */
  readonly at?: number;
  /** Lines to stop at. */
  readonly breakpoints?: readonly number[];
}

export type StepPhase =
  | { readonly kind: 'closed' }
  | { readonly kind: 'recording'; readonly request: StepRequest }
  | {
      readonly kind: 'recorded';
      readonly request: StepRequest;
      readonly recording: Recording;
      readonly walk: StepWalk;
    }
  | { readonly kind: 'failed'; readonly request: StepRequest; readonly failure: CheckerFailure };

export class StepSession {
  #phase = $state.raw<StepPhase>({ kind: 'closed' });
  readonly #recorder: Pick<Checker, 'record'>;
  readonly #loadWalk: () => Promise<typeof StepWalk>;
  readonly #run = new Latest();

  constructor(recorder: Pick<Checker, 'record'>, loadWalk = fetchWalk) {
    this.#recorder = recorder;
    this.#loadWalk = loadWalk;
  }

  get phase(): StepPhase {
    return this.#phase;
  }

  /** The newest request wins. */
  async open(request: StepRequest): Promise<void> {
    const signal = this.#run.begin();
    this.#leave({ kind: 'recording', request });
    const { program, setupCode, call } = request;
    try {
      const [recording, Walk] = await Promise.all([
        this.#recorder.record({ program, setupCode, call }, { signal }),
        this.#loadWalk().catch((cause: unknown) => {
          throw partUnreachable(cause);
        }),
      ]);
      if (signal.aborted) return;
      const walk = new Walk(recording, request.at, request.breakpoints);
      this.#phase = { kind: 'recorded', request, recording, walk };
    } catch (error) {
      if (!signal.aborted)
        this.#phase = { kind: 'failed', request, failure: checkerFailureOf(error) };
    }
  }

  /** Ends a recording under way and forgets the one there is. */
  close(): void {
    this.#run.end();
    this.#leave({ kind: 'closed' });
  }

  #leave(next: StepPhase): void {
    if (this.#phase.kind === 'recorded') this.#phase.walk.pause();
    this.#phase = next;
  }
}

async function fetchWalk(): Promise<typeof StepWalk> {
  return (await import('./step-walk.svelte.ts')).StepWalk;
}
