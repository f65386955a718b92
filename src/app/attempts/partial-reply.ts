/**
 * A reply that is being written, kept as an attempt while it grows: a visit that ends in its
 * middle loses no more than the last second of it.
 */

import type { Generation, GenerationRequest } from '../../synthesis/engine.ts';
import { textAlone } from '../../synthesis/generations.ts';
import type { SearchReport } from '../../synthesis/search/search-state.ts';
import { type AttemptRecord, type Author, newAttempt, type SentRequest } from '../work/records.ts';

type Known = Pick<AttemptRecord, 'task' | 'round' | 'after' | 'hint'>;

const storeEveryMs = 1_000;

export class PartialReply {
  readonly #store: (attempt: AttemptRecord) => void;
  #attempt: AttemptRecord;
  #storedAt = -Infinity;
  /** What is not stored yet. */
  #unstored: string | null = null;
  #isClosed = false;

  constructor(known: Known, store: (attempt: AttemptRecord) => void) {
    this.#store = store;
    this.#attempt = { ...newAttempt(known.task), ...known };
  }

  begin(author: Author, request: GenerationRequest & Pick<SentRequest, 'shownTestCount'>): void {
    const { prompt, sampling, shownTestCount } = request;
    this.#attempt = {
      ...this.#attempt,
      author,
      request: { prompt, sampling, shownTestCount },
    };
  }

  get id(): string {
    return this.#attempt.id;
  }

  /** `reply` is all of it so far. */
  grow(reply: string): void {
    if (this.#isClosed) return;
    this.#unstored = reply;
    if (performance.now() - this.#storedAt >= storeEveryMs) this.flush();
  }

  /** Stores all there is: the reply is cut, or the page is about to go. */
  flush(): void {
    const reply = this.#unstored;
    if (reply === null) return;
    this.#unstored = null;
    this.#storedAt = performance.now();
    this.#store({
      ...this.#attempt,
      reply: { generation: textAlone(reply, 'stopped'), isWhole: false, search: null },
    });
  }

  /** The reply is cut: stores all there is, and nothing after that. */
  close(): void {
    this.flush();
    this.#isClosed = true;
  }

  /** The reply is deleted: stores nothing any more. */
  discard(): void {
    this.#unstored = null;
    this.#isClosed = true;
  }

  /** The reply is whole. */
  end(generation: Generation, program: string | null, search: SearchReport | null): AttemptRecord {
    const status = program === null ? 'no-code' : null;
    this.#unstored = null;
    this.#attempt = {
      ...this.#attempt,
      reply: { generation, isWhole: true, search },
      program,
      status,
    };
    this.#store(this.#attempt);
    return this.#attempt;
  }
}
