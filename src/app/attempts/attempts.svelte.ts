/**
 * The tries at the task on the desk, of this visit and of earlier ones, and which of them is in
 * view. Owns the list and its storing; how an attempt comes about belongs to `attemptSession`.
 */

import type { AttemptRecord } from '../work/records.ts';

export interface AttemptStore {
  /** Oldest first. */
  attemptsOf(task: string): Promise<readonly AttemptRecord[]>;
  keepAttempt(attempt: AttemptRecord): void;
}

const none: readonly AttemptRecord[] = [];

export class Attempts {
  #all = $state.raw(none);
  #inViewId = $state<string | null>(null);

  /** Oldest first. */
  readonly all = $derived(this.#all);
  readonly inView = $derived(this.#all.find(({ id }) => id === this.#inViewId) ?? null);
  /** The samples made together with the one in view. */
  readonly round = $derived(
    this.inView ? this.#all.filter(({ round }) => round === this.inView?.round) : none,
  );
  /** The dialog that led to the attempt in view, oldest first: it is the last one. */
  readonly thread = $derived(this.#threadTo(this.inView));

  readonly #store: AttemptStore;
  #task: string | null = null;

  constructor(store: AttemptStore) {
    this.#store = store;
  }

  /** Lays out what is remembered of a task. */
  async open(task: string | null): Promise<void> {
    this.#task = task;
    this.#inViewId = null;
    this.#all = none;
    if (task === null) return;
    const remembered = await this.#store.attemptsOf(task);
    if (this.#task !== task) return;
    const isNew = ({ id }: AttemptRecord) => this.#all.every((attempt) => attempt.id !== id);
    this.#all = [...remembered.filter(isNew), ...this.#all];
  }

  /** Adds the attempt or replaces the one with its id, and remembers it. */
  put(attempt: AttemptRecord): void {
    this.#store.keepAttempt(attempt);
    if (attempt.task !== this.#task) return;
    const isKnown = this.#all.some(({ id }) => id === attempt.id);
    this.#all = isKnown
      ? this.#all.map((known) => (known.id === attempt.id ? attempt : known))
      : [...this.#all, attempt];
  }

  byId(id: string): AttemptRecord | null {
    return this.#all.find((attempt) => attempt.id === id) ?? null;
  }

  view(id: string | null): void {
    this.#inViewId = id;
  }

  /** Drops what is shown; the memory is for others to clear. */
  clear(): void {
    this.#all = none;
    this.#inViewId = null;
  }

  #threadTo(last: AttemptRecord | null): readonly AttemptRecord[] {
    const thread: AttemptRecord[] = [];
    for (let at = last; at && !thread.includes(at); at = at.after ? this.byId(at.after) : null) {
      thread.unshift(at);
    }
    return thread;
  }
}

/** Samples of a round that say something about the model, and how many of them solve the task. */
export function countsOf(round: readonly AttemptRecord[]): { n: number; c: number } {
  const judged = round.filter(({ status }) => status !== null && status !== 'sandbox-fault');
  return { n: judged.length, c: judged.filter(({ status }) => status === 'passed').length };
}
