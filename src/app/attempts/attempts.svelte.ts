/**
 * The attempts at the open task, of this visit and of earlier ones, and which of them is in view.
 * Owns the list and its storing; how an attempt comes about belongs to `attempt-session`.
 */

import { type AttemptRecord, newAttempt } from '../work/records.ts';

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
  readonly thread = $derived(this.threadTo(this.inView));

  readonly #store: AttemptStore;
  #task: string | null = null;
  #isLoaded = $state(false);
  /** What was put here: storage may still have an older state of it. */
  // Nothing is shown of it, so nothing needs to react to it.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #own = new Set<string>();

  readonly #isSolo: () => boolean;

  /** `isSolo`: whether the person wants to see nothing that others wrote, or may want that. */
  constructor(store: AttemptStore, isSolo = () => false) {
    this.#store = store;
    this.#isSolo = isSolo;
  }

  /** Whether the list holds what earlier visits stored. */
  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** Lists the attempts at a task. */
  async open(task: string | null): Promise<void> {
    this.#task = task;
    this.#inViewId = null;
    this.#all = none;
    this.#isLoaded = false;
    this.#own.clear();
    if (task !== null) await this.refresh(task);
  }

  /** Reads the list again, if it is of this task: another tab has added to it, or an import. */
  async refresh(task = this.#task): Promise<void> {
    if (task === null || task !== this.#task) return;
    const stored = await this.#store.attemptsOf(task);
    if (this.#task !== task) return;
    const own = this.#all.filter(({ id }) => this.#own.has(id));
    const others = stored.filter(({ id }) => !this.#own.has(id));
    this.#all = [...others, ...own].sort((left, right) => left.startedAt - right.startedAt);
    this.#isLoaded = true;
  }

  /**
   * Keeps a program that something else is about to replace, unless an attempt has it already.
   * Resolves with the attempt that has it, listed; null where there was nothing to keep.
   */
  async keep(task: string, program: string): Promise<AttemptRecord | null> {
    if (program.trim() === '') return null;
    const isListed = task === this.#task && this.#isLoaded;
    const known = isListed ? this.#all : await this.of(task);
    const holder = known.findLast((attempt) => attempt.program === program);
    if (holder) {
      this.#list(holder);
      return holder;
    }
    const attempt = { ...newAttempt(task), program };
    this.put(attempt);
    return attempt;
  }

  /** A person who works alone has written what a machine wrote too: it is theirs from now on. */
  claim(task: string, program: string): void {
    if (task !== this.#task || !this.#isLoaded || !this.hides(program)) return;
    this.put({ ...newAttempt(task), program });
  }

  /** All attempts at a task, oldest first, whichever is open. */
  async of(task: string): Promise<readonly AttemptRecord[]> {
    if (task === this.#task && this.#isLoaded) return this.#all;
    const stored = await this.#store.attemptsOf(task);
    if (task !== this.#task) return stored;
    return [...stored.filter(({ id }) => !this.#own.has(id)), ...this.#all];
  }

  /** The attempt with this program, that in view before others, the newest of those. */
  holderOf(program: string): AttemptRecord | null {
    const holders = this.#holdersOf(program);
    return holders.find((attempt) => attempt === this.inView) ?? holders.at(-1) ?? null;
  }

  /** Whether a program is not to be seen: a machine's, or not known to be anyone else's yet. */
  hides(program: string): boolean {
    if (!this.#isSolo() || program.trim() === '') return false;
    const isKnown = this.#all.some((attempt) => attempt.program === program);
    return this.#isLoaded ? isKnown && this.#holdersOf(program).length === 0 : true;
  }

  /** Adds the attempt or replaces the one with its id, and stores it. */
  put(attempt: AttemptRecord): void {
    this.#store.keepAttempt(attempt);
    if (attempt.task !== this.#task) return;
    this.#own.add(attempt.id);
    const isKnown = this.#all.some(({ id }) => id === attempt.id);
    this.#all = isKnown
      ? this.#all.map((known) => (known.id === attempt.id ? attempt : known))
      : [...this.#all, attempt];
  }

  byId(id: string): AttemptRecord | null {
    return this.#all.find((attempt) => attempt.id === id) ?? null;
  }

  /** By which the list calls it, counted from 1. */
  numberOf(id: string): number {
    return this.#all.findIndex((attempt) => attempt.id === id) + 1;
  }

  view(id: string | null): void {
    this.#inViewId = id;
  }

  /** Drops what is listed; storage is for others to clear. */
  clear(): void {
    this.#own.clear();
    this.#all = none;
    this.#inViewId = null;
  }

  /** The dialog that led to an attempt, oldest turn first. */
  threadTo(last: AttemptRecord | null): readonly AttemptRecord[] {
    const thread: AttemptRecord[] = [];
    for (let at = last; at && !thread.includes(at); at = at.after ? this.byId(at.after) : null) {
      thread.unshift(at);
    }
    return thread;
  }

  /** A person who writes alone what a machine wrote too has written it. */
  #holdersOf(program: string): readonly AttemptRecord[] {
    const isSolo = this.#isSolo();
    return this.#all.filter(
      (attempt) => attempt.program === program && (!isSolo || attempt.author.kind === 'person'),
    );
  }

  /** Lists an attempt that was found in storage before the list of the open task was read. */
  #list(attempt: AttemptRecord): void {
    if (attempt.task !== this.#task || this.byId(attempt.id)) return;
    this.#all = [attempt, ...this.#all].sort((left, right) => left.startedAt - right.startedAt);
  }
}

/** Samples of a round that say something about the model, and how many of them solve the task. */
export function countsOf(round: readonly AttemptRecord[]): { n: number; c: number } {
  const judged = round.filter(({ status }) => status !== null && status !== 'sandbox-fault');
  return { n: judged.length, c: judged.filter(({ status }) => status === 'passed').length };
}
