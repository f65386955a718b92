/**
 * StepSession through one call of a program: asks for its recording and walks through it. Owns the
 * place in the recording; the recording itself is the checker's.
 */

import {
  CheckerError,
  type Checker,
  type CheckerFailure,
  type RecordRequest,
} from '../../checking/checker.ts';
import type { RecordedStep, Recording } from '../../checking/recording.ts';
import { Latest } from '../../platform/latest.ts';

export type StepPhase =
  | { readonly kind: 'closed' }
  | { readonly kind: 'recording'; readonly request: RecordRequest }
  | { readonly kind: 'recorded'; readonly request: RecordRequest; readonly recording: Recording }
  | {
      readonly kind: 'failed';
      readonly request: RecordRequest;
      readonly failure: CheckerFailure;
    };

/** A variable of the innermost function, with its value at the step before. */
export interface SteppedVariable {
  readonly name: string;
  readonly value: string;
  readonly change: 'same' | 'new' | 'changed';
}

const noSteps: readonly RecordedStep[] = [];

export class StepSession {
  #phase = $state.raw<StepPhase>({ kind: 'closed' });
  #at = $state(0);

  readonly steps = $derived(
    this.#phase.kind === 'recorded' ? this.#phase.recording.steps : noSteps,
  );
  readonly step = $derived(this.steps[this.#at] ?? null);
  readonly isAtStart = $derived(this.#at === 0);
  readonly isAtEnd = $derived(this.#at >= this.steps.length - 1);
  readonly variables = $derived(variablesAt(this.steps, this.#at));
  /** Where the exception that ended the call was raised; null where none did. */
  readonly failingAt = $derived(
    this.#phase.kind === 'recorded' ? failingStep(this.#phase.recording) : null,
  );

  readonly #recorder: Pick<Checker, 'record'>;
  readonly #run = new Latest();

  constructor(recorder: Pick<Checker, 'record'>) {
    this.#recorder = recorder;
  }

  get phase(): StepPhase {
    return this.#phase;
  }

  /** Index of the step in view. */
  get at(): number {
    return this.#at;
  }

  /** The newest request wins. */
  async open(request: RecordRequest): Promise<void> {
    const signal = this.#run.begin();
    this.#phase = { kind: 'recording', request };
    this.#at = 0;
    try {
      const recording = await this.#recorder.record(request, { signal });
      if (signal.aborted) return;
      this.#phase = { kind: 'recorded', request, recording };
      this.goTo(firstLine(recording.steps));
    } catch (error) {
      if (!signal.aborted) this.#phase = { kind: 'failed', request, failure: failureOf(error) };
    }
  }

  /** Ends a recording under way and forgets the one there is. */
  close(): void {
    this.#run.end();
    this.#phase = { kind: 'closed' };
  }

  /** Beyond either end is that end. */
  goTo(index: number): void {
    this.#at = Math.max(0, Math.min(this.steps.length - 1, index));
  }

  move(steps: number): void {
    this.goTo(this.#at + steps);
  }
}

/** The `def` line says nothing yet: begin at the first line that is about to run. */
function firstLine(steps: readonly RecordedStep[]): number {
  return Math.max(
    0,
    steps.findIndex((step) => step.kind === 'line'),
  );
}

function variablesAt(steps: readonly RecordedStep[], at: number): SteppedVariable[] {
  const before = sameFrameBefore(steps, at);
  return (steps[at]?.variables ?? []).map(({ name, value }) => {
    const old = before?.variables.find((variable) => variable.name === name);
    if (!old) return { name, value, change: 'new' };
    return { name, value, change: old.value === value ? 'same' : 'changed' };
  });
}

/** The last step before in the very same call, past the calls it made meanwhile. */
function sameFrameBefore(steps: readonly RecordedStep[], at: number): RecordedStep | null {
  const current = steps[at];
  if (!current || current.kind === 'call') return null;
  const depth = current.stack.length;
  for (let index = at - 1; index >= 0; index--) {
    const step = steps[index];
    if (!step || step.stack.length < depth) return null;
    if (step.stack.length === depth) return step;
  }
  return null;
}

/** An exception on its way out is told at each call it leaves: the first telling is its origin. */
function failingStep({ steps, end }: Recording): number | null {
  if (end.kind !== 'raised') return null;
  let origin: number | null = null;
  for (let index = steps.length - 1; index >= 0; index--) {
    const kind = steps[index]?.kind;
    if (kind === 'exception') origin = index;
    else if (kind !== 'return') break;
  }
  return origin;
}

function failureOf(error: unknown): CheckerFailure {
  if (error instanceof CheckerError) return error.failure;
  const detail = error instanceof Error ? error.message : String(error);
  return { kind: 'sandbox-refused', detail };
}
