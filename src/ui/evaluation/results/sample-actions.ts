/** What a person can do with a sample in view, where the page around it allows it. */

import type { Verdict } from '../../../checking/verdict.ts';
import type { TestReading } from '../../../tasks/python-reader.ts';
import type { Run, RunTask, Sample, SampleOutcome } from '../../../evaluation/runs/run.ts';

export interface ShownRun {
  readonly run: Run;
  readonly outcomes: readonly SampleOutcome[];
  readonly tasks: readonly RunTask[];
}

export interface SampleInRun {
  readonly run: Run;
  readonly asked: RunTask;
  readonly sample: Sample;
}

/** A verdict of now, or in a sentence why there is none. */
export type Recheck =
  | { readonly kind: 'checked'; readonly verdict: Verdict }
  | { readonly kind: 'failed'; readonly text: string };

export interface SampleActions {
  /** Whether single keys mean something: speech input may press them by accident. */
  readonly hasKeys: boolean;
  /** Null where the playground has no such task. */
  openInPlayground(sample: SampleInRun): (() => void) | null;
  /** Steps through a call of the program. */
  step(sample: SampleInRun, call: string): void;
  /** What the tests of a task call. Never rejects. */
  callsOf(asked: RunTask): Promise<readonly Pick<TestReading, 'source' | 'call'>[]>;
  /** Checks the program again, as the run did. Nothing of it is stored. Never rejects. */
  recheck(sample: SampleInRun): Promise<Recheck>;
}
