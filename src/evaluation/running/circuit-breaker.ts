/**
 * Tells a server that writes no more from one that failed a single sample. What was asked in vain is
 * held back until the server answers again, and is then asked once more: only what fails a second
 * time, while the server answers others, is its sample's own failure. Where the server answers
 * nothing, nothing was asked, and the run waits for a person instead of failing all that is left;
 * but a run of so few samples that all were asked in vain has failed.
 */

import type { EngineFailure } from '../../synthesis/engine-failure.ts';
import type { SampleKey } from './remaining.ts';
import { RunPause } from './run-end.ts';
import type { Answering } from './sample-writer.ts';
import type { Sample } from '../runs/run.ts';

/** Each was asked for half a minute already. */
const mostInARow = 3;

export class CircuitBreaker {
  readonly #answering: (failure: EngineFailure) => Promise<Answering>;
  #held: Sample[] = [];
  #toAskAgain: SampleKey[] = [];
  readonly #askedAgain = new Set<string>();
  #confirming: Promise<readonly Sample[]> | null = null;

  /** `answering`: whether the server writes anything, after it failed so. */
  constructor(answering: (failure: EngineFailure) => Promise<Answering>) {
    this.#answering = answering;
  }

  /** The samples that can be stored now. Rejects with a `RunPause` where the server answers nothing. */
  async after(sample: Sample): Promise<readonly Sample[]> {
    if (!sample.failure || isOfItsPrompt(sample.failure)) return [...this.#release(), sample];
    this.#held.push(sample);
    return this.#held.length < mostInARow ? [] : this.#confirm();
  }

  /** The same once all were asked. */
  async end(): Promise<readonly Sample[]> {
    return this.#held.length === 0 ? [] : this.#confirm();
  }

  /** What is to be asked once more, each for the last time. */
  takeAgain(): readonly SampleKey[] {
    return this.#toAskAgain.splice(0);
  }

  /** Of several requests that fail meanwhile, each waits for the same answer. */
  async #confirm(): Promise<readonly Sample[]> {
    if (this.#confirming) {
      await this.#confirming;
      return [];
    }
    this.#confirming = this.#confirmed();
    try {
      return await this.#confirming;
    } finally {
      this.#confirming = null;
    }
  }

  async #confirmed(): Promise<readonly Sample[]> {
    const before = this.#held.at(-1)?.failure;
    const answering = before ? await this.#answering(before) : 'answers';
    if (answering === 'answers') return this.#release();
    // Nothing is left that could tell this server from one that works.
    if (answering === 'asked-all') return this.#held.splice(0);
    const failure = this.#held.at(-1)?.failure;
    if (failure) throw new RunPause({ kind: 'engine', failure });
    return [];
  }

  /** Those that fail for good. */
  #release(): readonly Sample[] {
    const forGood: Sample[] = [];
    for (const sample of this.#held.splice(0)) {
      const { task, index } = sample;
      const key = `${index}/${task}`;
      if (this.#askedAgain.has(key)) {
        forGood.push(sample);
      } else {
        this.#askedAgain.add(key);
        this.#toAskAgain.push({ task, index });
      }
    }
    return forGood;
  }
}

/** Whether it says something of this prompt and its reply, and nothing of the next ones. */
function isOfItsPrompt(failure: EngineFailure): boolean {
  return (
    failure.kind === 'prompt-too-long' ||
    (failure.kind === 'server-ended-reply' && failure.reason === 'content-filter')
  );
}
