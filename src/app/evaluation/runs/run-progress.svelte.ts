/** What the run under way is doing: its tally, the sample being written, how fast, how long yet. */

import type { SampleKey } from '../../../evaluation/running/remaining.ts';
import type { Run } from '../../../evaluation/runs/run.ts';
import type { RunEvent } from '../../../evaluation/running/runner.ts';
import { TimeLeft } from '../../../evaluation/running/time-left.ts';
import {
  speedOfTally,
  type Tally,
  tallyOf,
  withStored,
} from '../../../evaluation/running/tally.ts';
import type { LoadProgress } from '../../../synthesis/engine.ts';

export type RunStage =
  | { readonly kind: 'starting' }
  | { readonly kind: 'loading'; readonly progress: LoadProgress }
  /** `stream` is the reply so far of the sample that was begun last. */
  | { readonly kind: 'writing'; readonly sample: SampleKey; readonly stream: string };

export class RunProgress {
  readonly runId: string;
  #run: Run;
  #tally: Tally;
  #stage: RunStage;
  /** What this visit adds to, to tell the speed of today from that of earlier visits. */
  #session: Tally;
  #msLeft: number | null;
  readonly #timeLeft: TimeLeft;
  #isBegun = false;
  readonly #now: () => number;

  constructor(run: Run, now: () => number) {
    this.runId = run.id;
    this.#now = now;
    this.#timeLeft = new TimeLeft(run, now());
    this.#run = $state.raw(run);
    this.#tally = $state.raw(tallyOf(run, []));
    this.#session = $state.raw(tallyOf(run, []));
    this.#stage = $state.raw({ kind: 'starting' });
    this.#msLeft = $state.raw(null);
  }

  /** With the name and size of its model, once it was loaded. */
  get run(): Run {
    return this.#run;
  }

  get tally(): Tally {
    return this.#tally;
  }

  /** Until then the tally knows nothing of earlier visits. */
  get isBegun(): boolean {
    return this.#isBegun;
  }

  get stage(): RunStage {
    return this.#stage;
  }

  /** Of one reply; null until the first reply of this visit whose tokens were counted. */
  get tokensPerSecond(): number | null {
    return speedOfTally(this.#session)?.tokensPerSecond ?? null;
  }

  /** Going by this visit's samples; null until there is one. */
  get msLeft(): number | null {
    return this.#msLeft;
  }

  take(event: RunEvent): void {
    switch (event.kind) {
      case 'begun':
        this.#isBegun = true;
        this.#tally = tallyOf(this.#run, event.outcomes);
        return;
      case 'loading':
        this.#stage = { kind: 'loading', progress: event.progress };
        return;
      case 'loaded':
        this.#run = event.run;
        this.#timeLeft.loaded(this.#now());
        return;
      case 'writing': {
        const { task, index } = event;
        this.#timeLeft.begun({ task, index }, this.#now());
        this.#stage = { kind: 'writing', sample: { task, index }, stream: '' };
        return;
      }
      case 'text':
        this.#addText(event);
        return;
      case 'stored':
        this.#tally = withStored(this.#tally, event.outcome);
        this.#session = withStored(this.#session, event.outcome);
        this.#timeLeft.stored(this.#session.done, this.#now());
        this.#msLeft = this.#timeLeft.msFor(this.#tally);
    }
  }

  /** Where a server writes several, one is enough to watch. */
  #addText({ task, index, piece }: Extract<RunEvent, { kind: 'text' }>): void {
    if (this.#stage.kind !== 'writing') return;
    const { sample, stream } = this.#stage;
    if (sample.task !== task || sample.index !== index) return;
    this.#timeLeft.spoke(this.#now());
    this.#stage = { kind: 'writing', sample, stream: stream + piece };
  }
}
