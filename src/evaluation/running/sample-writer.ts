/**
 * Has the model of a run write its samples, one request each, and knows what it has written before.
 * Which samples, and what becomes of them, belongs to `runner`.
 */

import type { GenerationRequest } from '../../synthesis/engine.ts';
import type { EngineFailure } from '../../synthesis/engine-failure.ts';
import { failureOf } from '../../synthesis/failures.ts';
import type { Sample } from '../runs/run.ts';
import type { SampleKey } from './remaining.ts';
import { writtenSample } from './requests.ts';
import { RunPause } from './run-end.ts';
import type { RunModel } from './run-model.ts';

export interface SampleWriterServices {
  readonly runId: string;
  readonly model: RunModel;
  readonly signal: AbortSignal;
  readonly requestOf: (key: SampleKey) => Promise<GenerationRequest>;
  readonly onBegin: (key: SampleKey) => void;
  readonly onText: (key: SampleKey, piece: string) => void;
}

/** `asked-all`: it never wrote anything, and was asked for all that there is to write. */
export type Answering = 'answers' | 'silent' | 'asked-all';

export class SampleWriter {
  readonly #services: SampleWriterServices;
  /** A sample that the model has written, on this visit or before. */
  answered: SampleKey | null = null;
  /** All that this visit writes, in its order. */
  toWrite: readonly SampleKey[] = [];
  #replyCount = 0;
  readonly #begun = new Set<string>();
  readonly #begunTasks = new Set<string>();
  readonly #underWay = new Set<Promise<Sample>>();

  constructor(services: SampleWriterServices) {
    this.#services = services;
  }

  /** With a reply or a failure. Rejects with a `RunPause` or the signal's reason. */
  write(key: SampleKey): Promise<Sample> {
    this.#begun.add(nameOf(key));
    this.#begunTasks.add(key.task);
    const writing = this.#write(key).finally(() => this.#underWay.delete(writing));
    this.#underWay.add(writing);
    return writing;
  }

  async #write(key: SampleKey): Promise<Sample> {
    const { runId, model, signal, onBegin, onText } = this.#services;
    const request = await this.#services.requestOf(key);
    try {
      const reply = await model.generate(request, {
        signal,
        onBegin: () => onBegin(key),
        onText: (piece) => onText(key, piece),
      });
      this.answered = key;
      this.#replyCount++;
      return writtenSample(runId, key, request, { reply, failure: null });
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof RunPause) throw error;
      return writtenSample(runId, key, request, { reply: null, failure: failureOf(error) });
    }
  }

  /**
   * How far the model still writes, after `failure`: what is under way, or once more what it has
   * written, or, where it has written nothing yet, one of two others. Nothing of that is kept.
   */
  async answering(failure: EngineFailure): Promise<Answering> {
    const before = this.#replyCount;
    await Promise.allSettled(this.#underWay);
    this.#services.signal.throwIfAborted();
    if (this.#replyCount > before) return 'answers';
    if (this.answered) return (await this.#answers(this.answered)) ? 'answers' : 'silent';
    // Where nobody is there, each would take its half minute.
    const others = failure.kind === 'server-unreachable' ? [] : this.#others();
    for (const key of others) {
      if (!(await this.#answers(key))) continue;
      this.answered = key;
      return 'answers';
    }
    const hasMore = this.toWrite.some(
      (key) => !this.#begun.has(nameOf(key)) && !others.includes(key),
    );
    return hasMore || !saysSomethingOfSamples(failure) ? 'silent' : 'asked-all';
  }

  /** Two that were not begun, of other tasks and far from those that were, where there are such. */
  #others(): readonly SampleKey[] {
    const left = this.toWrite.filter((key) => !this.#begun.has(nameOf(key)));
    const ofOtherTasks = left.filter(({ task }) => !this.#begunTasks.has(task));
    const choice = ofOtherTasks.length > 0 ? ofOtherTasks : left;
    const [middle, last] = [choice[Math.floor((choice.length - 1) / 2)], choice.at(-1)];
    return [...new Set([last, middle])].filter((key) => key !== undefined);
  }

  async #answers(key: SampleKey): Promise<boolean> {
    const { model, signal, requestOf } = this.#services;
    const request = await requestOf(key);
    try {
      await model.generate(request, { signal, onBegin: () => {}, onText: () => {} });
      return true;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof RunPause) throw error;
      return false;
    }
  }
}

/** Whether what failed may be what was asked, and not who was: then a person has to do something. */
function saysSomethingOfSamples({ kind }: EngineFailure): boolean {
  return [
    ...['server-error', 'server-fault', 'server-ended-reply', 'server-silent'],
    ...['server-broken-stream', 'server-unexpected-answer'],
  ].includes(kind);
}

function nameOf({ task, index }: SampleKey): string {
  return `${index}/${task}`;
}
