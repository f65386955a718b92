/**
 * The runs that wait their turn and the one whose turn it is. The queue is kept: what a closed
 * tab or a crash leaves of it is offered again on the next visit. Running them is for `runs`.
 */

import { isUnderWay } from '../../../evaluation/runs/run-lock.ts';
import { keptList, type KeptSettings } from '../../work/kept-settings.ts';
import { queueSetting } from '../../work/setting-names.ts';

export interface Queued {
  readonly id: string;
  readonly isFailedAskedAgain: boolean;
}

/** A browser takes a moment to release what a closed tab held. */
const letGoMs = 1000;

export class RunQueue {
  /** What is left of a queue that did not come to its end. */
  #left = $state.raw<readonly Queued[]>([]);
  #waiting: readonly Queued[] = [];
  /** Runs that were queued on this visit. */
  #own: readonly string[] = [];
  #isRestored = false;
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
    void this.#keep((kept) => [...withoutEntry(kept, queued.id), queued]);
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
    void this.#keep((kept) => withoutEntry(kept, id));
  }

  /** Nothing of it is offered again; what waits on this page goes on. */
  async clear(): Promise<void> {
    this.#left = [];
    await this.#keep(() => []);
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

  /** On what is kept by then: another tab has runs of its own in it. */
  async #keep(change: (kept: unknown) => unknown[]): Promise<void> {
    await this.#settings.changeSetting(queueSetting, change);
  }

  async #read(): Promise<readonly Queued[]> {
    const all = keptList(await this.#settings.setting(queueSetting)).flatMap(readQueued);
    return all.filter(({ id }, index) => all.findIndex((each) => each.id === id) === index);
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

/** What this version cannot read stays. */
function withoutEntry(kept: unknown, id: string): unknown[] {
  return keptList(kept).filter((entry) => readQueued(entry)[0]?.id !== id);
}

function readQueued(kept: unknown): Queued[] {
  if (typeof kept !== 'object' || kept === null) return [];
  if (!('id' in kept) || typeof kept.id !== 'string') return [];
  const isFailedAskedAgain = 'isFailedAskedAgain' in kept && kept.isFailedAskedAgain === true;
  return [{ id: kept.id, isFailedAskedAgain }];
}
