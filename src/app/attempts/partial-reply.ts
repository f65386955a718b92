/**
 * A reply that is being written, kept as an attempt while it grows: a visit that ends in its
 * middle loses no more than the last second of it.
 */

import type { Generation, GenerationRequest } from '../../synthesis/engine.ts';
import { textAlone } from '../../synthesis/generations.ts';
import type { SearchReport, SearchSettings } from '../../synthesis/search/search-state.ts';
import { type AttemptRecord, type Author, newAttempt, type SentRequest } from '../work/records.ts';
import { ReplyTiming } from './reply-timing.ts';

type Known = Pick<AttemptRecord, 'task' | 'round' | 'after' | 'hint'>;

type Asked = Pick<SentRequest, 'shownTestCount'> & { readonly searchSeconds: number };

const storeEveryMs = 1_000;

export class PartialReply {
  readonly #store: (attempt: AttemptRecord) => void;
  #attempt: AttemptRecord;
  #timing = new ReplyTiming();
  #storedAt = -Infinity;
  /** What a search is asked; null of a model. */
  #settings: SearchSettings | null = null;
  /** What is not stored yet. */
  #unstored: string | null = null;
  #isClosed = false;

  constructor(known: Known, store: (attempt: AttemptRecord) => void) {
    this.#store = store;
    this.#attempt = { ...newAttempt(known.task), ...known };
  }

  begin(author: Author, request: GenerationRequest & Asked): void {
    const { prompt, sampling, shownTestCount, searchSeconds: seconds } = request;
    this.#timing = new ReplyTiming();
    // A search reads no prompt, and of the sampling its seed alone.
    const isSearch = author.kind === 'search';
    this.#settings = isSearch ? { shownTestCount, seconds, seed: sampling.seed } : null;
    this.#attempt = {
      ...this.#attempt,
      author,
      request: isSearch ? null : { prompt, sampling, shownTestCount },
    };
  }

  get id(): string {
    return this.#attempt.id;
  }

  /** `reply` is all of it so far. */
  grow(reply: string): void {
    if (this.#isClosed) return;
    this.#timing.grow(reply.length);
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
      reply: {
        ...{ generation: textAlone(reply, 'stopped'), isWhole: false, search: null },
        timing: [...this.#timing.moments],
      },
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
  end(generation: Generation, program: string | null, report: SearchReport | null): AttemptRecord {
    const search = report && this.#settings ? { ...report, settings: this.#settings } : report;
    const status = program === null ? 'no-code' : null;
    this.#unstored = null;
    this.#attempt = {
      ...this.#attempt,
      reply: { generation, isWhole: true, search, timing: this.#timing.moments },
      program,
      status,
    };
    this.#store(this.#attempt);
    return this.#attempt;
  }
}
