/**
 * The runs that wait their turn and the one whose turn it is. The queue is kept: what a closed
 * tab or a crash leaves of it is offered again on the next visit. Running them is for `runs`.
 */

import { isUnderWay } from '../../evaluation/runs/run-lock.ts';
import type { KeptSettings } from '../work/kept-settings.ts';

export interface Queued {
  readonly id: string;
  readonly isFailedAskedAgain: boolean;
}

const settingName = 'evaluation-queue';
/** A browser takes a moment to release what a closed tab held. */
const letGoMs = 1000;

export class RunQueue {
  /** What is left of a queue that did not come to its end. */
  #left = $state.raw<readonly Queued[]>([]);
  #waiting: readonly Queued[] = [];
  /** Runs that were queued on this visit. */
  #own: readonly string[] = [];
  #isRestored = false;
  #keeping: Promise<void> = Promise.resolve();
  readonly #settings: KeptSettings;

  constructor(settings: KeptSettings) {
    this.#settings = settings;
  }

  /** In the order of the queue they were in; of runs that may be gone or finished meanwhile. */
  get left(): readonly Queued[] {
    return this.#left;
  }

  /** Takes up what an earlier visit left. Once: from then on this queue knows better. */
  async restore(): Promise<void> {
    if (this.#isRestored) return;
    this.#isRestored = true;
    const kept = await this.#read();
    // Another tab is working them off, unless it is one that was closed a moment ago.
    if ((await isAnyUnderWay(kept)) && !(await isLetGo(kept))) return;
    this.#left = kept.filter(({ id }) => !this.#own.includes(id));
  }

  /** Of what is left: the others are gone or done meanwhile. */
  keepOnly(ids: readonly string[]): void {
    for (const { id } of this.#left) if (!ids.includes(id)) this.remove(id);
  }

  has(id: string): boolean {
    return this.#waiting.some((queued) => queued.id === id);
  }

  /** At the end. */
  add(queued: Queued): void {
    this.#leave(queued.id);
    this.#own = [...this.#own, queued.id];
    this.#waiting = [...this.#waiting, queued];
    this.#keep((kept) => [...without(kept, queued.id), queued]);
  }

  /** The next one, which is kept until it is removed; null where none waits. */
  take(): Queued | null {
    const [next = null, ...others] = this.#waiting;
    this.#waiting = others;
    return next;
  }

  /** It is the other tab's to keep: that one is running it. */
  leaveToOthers(id: string): void {
    this.#waiting = without(this.#waiting, id);
  }

  /** For good: it is done, or nobody waits for it any more. */
  remove(id: string): void {
    this.#leave(id);
    this.#waiting = without(this.#waiting, id);
    this.#keep((kept) => without(kept, id));
  }

  /** What waits is left for a person to take up again; gives it. */
  hold(): readonly Queued[] {
    const held = this.#waiting;
    this.#left = [...this.#left, ...held];
    this.#waiting = [];
    return held;
  }

  #leave(id: string): void {
    if (this.#left.some((queued) => queued.id === id)) this.#left = without(this.#left, id);
  }

  /** One change after the other, on what is kept now: another tab has runs of its own in it. */
  #keep(change: (kept: readonly Queued[]) => readonly Queued[]): void {
    this.#keeping = this.#keeping.then(async () => {
      await this.#settings.keepSetting(settingName, change(await this.#read()));
    });
  }

  async #read(): Promise<readonly Queued[]> {
    const kept = await this.#settings.setting(settingName);
    return Array.isArray(kept) ? kept.flatMap(readQueued) : [];
  }
}

async function isAnyUnderWay(queue: readonly Queued[]): Promise<boolean> {
  const all = await Promise.all(queue.map(({ id }) => isUnderWay(id)));
  return all.includes(true);
}

async function isLetGo(queue: readonly Queued[]): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, letGoMs));
  return !(await isAnyUnderWay(queue));
}

function without(queue: readonly Queued[], id: string): readonly Queued[] {
  return queue.filter((queued) => queued.id !== id);
}

function readQueued(kept: unknown): Queued[] {
  if (typeof kept !== 'object' || kept === null) return [];
  if (!('id' in kept) || typeof kept.id !== 'string') return [];
  const isFailedAskedAgain = 'isFailedAskedAgain' in kept && kept.isFailedAskedAgain === true;
  return [{ id: kept.id, isFailedAskedAgain }];
}
