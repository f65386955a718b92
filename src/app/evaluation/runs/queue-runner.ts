/** Works off the queue: one run after the other, each heard as it goes, until none waits. */

import type { RunEnd } from '../../../evaluation/running/run-end.ts';
import type { RunEvent } from '../../../evaluation/running/runner.ts';
import type { SampleOutcome } from '../../../evaluation/runs/run.ts';
import { isForAll, stateAfter } from './run-item.ts';
import type { RunItems } from './run-items.svelte.ts';
import { RunProgress } from './run-progress.svelte.ts';
import type { Queued, RunQueue } from './run-queue.svelte.ts';
import { takeTurn, type TurnParts } from './run-turn.ts';
import type { RunsElsewhere } from './runs-elsewhere.ts';

export interface QueueRunnerParts {
  readonly turn: TurnParts;
  readonly items: RunItems;
  readonly queue: RunQueue;
  readonly elsewhere: RunsElsewhere;
  now(): number;
  /** Null where it failed of something a person can mend. */
  attempt<Result>(work: () => Promise<Result>): Promise<Result | null>;
}

export class QueueRunner {
  readonly #parts: QueueRunnerParts;
  readonly #listeners: ((outcome: SampleOutcome) => void)[] = [];
  #isBusy = false;
  #stop: AbortController | null = null;
  /** Settles when the run under way has ended. */
  #ending: Promise<void> = Promise.resolve();

  constructor(parts: QueueRunnerParts) {
    this.#parts = parts;
  }

  /** Hears of each sample of the run under way as it is stored. Gives a way to stop hearing. */
  listen(listener: (outcome: SampleOutcome) => void): () => void {
    this.#listeners.push(listener);
    return () => void this.#listeners.splice(this.#listeners.indexOf(listener), 1);
  }

  /** Until the queue is empty; nothing where that is being done already. */
  async work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      for (let next = this.#take(); next; next = this.#take()) {
        this.#ending = this.#runOne(next);
        await this.#ending;
      }
    } finally {
      this.#isBusy = false;
    }
  }

  /** Stops the run under way where it is, and resolves when it has ended. */
  stop(): Promise<void> {
    this.#stop?.abort();
    return this.#ending;
  }

  #take(): Queued | null {
    return this.#parts.queue.take();
  }

  async #runOne({ id, isFailedAskedAgain }: Queued): Promise<void> {
    const { items, turn, now, attempt, elsewhere } = this.#parts;
    const item = items.of(id);
    if (!item) return;
    const progress = new RunProgress(item.run, now);
    const stop = (this.#stop = new AbortController());
    items.change(id, { state: { kind: 'running', progress } });
    let end: RunEnd | null = null;
    try {
      const onEvent = (event: RunEvent) => this.#hear(event, progress);
      const options = { signal: stop.signal, isFailedAskedAgain, onEvent };
      end = await attempt(() => takeTurn(item.run, turn, options));
    } finally {
      // A run that could not begin was not counted again.
      const tally = progress.isBegun ? progress.tally : item.tally;
      items.change(id, { run: progress.run, tally, state: stateAfter(end) });
      elsewhere.tell();
    }
    this.#leave(id, end);
  }

  #leave(id: string, end: RunEnd | null): void {
    const { items, queue, elsewhere } = this.#parts;
    // Another tab's run is in that tab's part of the queue.
    if (end?.kind === 'elsewhere') void elsewhere.look();
    else queue.remove(id);
    if (end?.kind !== 'paused' || !isForAll(end.reason)) return;
    for (const held of queue.hold()) items.change(held.id, { state: { kind: 'resting' } });
  }

  #hear(event: RunEvent, progress: RunProgress): void {
    progress.take(event);
    if (event.kind === 'begun') this.#parts.elsewhere.tell();
    // Its model has a name from here on, wherever the run is named.
    if (event.kind === 'loaded') this.#parts.items.change(event.run.id, { run: event.run });
    if (event.kind !== 'stored') return;
    for (const listener of this.#listeners) listener(event.outcome);
  }
}
