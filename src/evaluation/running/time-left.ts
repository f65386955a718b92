/**
 * How long a run will take yet, going by this visit's samples. Where a model reads a prompt once for
 * all samples of a task that follow one another, the first round reads each prompt for one sample
 * alone, and says little of how fast those after it will be: reading is then counted by itself.
 */

import type { Plan } from '../plans/plan.ts';
import { readsPromptOnce, type SampleKey } from './remaining.ts';

interface Left {
  readonly total: number;
  readonly done: number;
}

export class TimeLeft {
  readonly #plan: Plan;
  readonly #taskCount: number;
  #startedAt: number;
  #done = 0;
  #reads = 0;
  #readMs = 0;
  #elapsedMs = 0;
  #task: string | null = null;
  #readSince: number | null = null;

  constructor({ plan, taskIds }: { plan: Plan; taskIds: readonly string[] }, now: number) {
    this.#plan = plan;
    this.#taskCount = taskIds.length;
    this.#startedAt = now;
  }

  /** Loading a model is not what the next sample will take. */
  loaded(now: number): void {
    if (this.#done === 0) this.#startedAt = now;
  }

  begun({ task }: SampleKey, now: number): void {
    this.#readSince = task === this.#task ? null : now;
    this.#task = task;
  }

  /** Text of the sample that was begun last: its prompt is read. */
  spoke(now: number): void {
    if (this.#readSince === null) return;
    this.#reads++;
    this.#readMs += now - this.#readSince;
    this.#readSince = null;
  }

  /** `done`: samples of this visit. */
  stored(done: number, now: number): void {
    this.#done = done;
    this.#elapsedMs = now - this.#startedAt;
  }

  /** Null until there is a sample. */
  msFor({ total, done }: Left): number | null {
    if (this.#done === 0) return null;
    const left = total - done;
    if (!readsPromptOnce(this.#plan) || this.#reads === 0) {
      return left * (this.#elapsedMs / this.#done);
    }
    const writing = (this.#elapsedMs - this.#readMs) / this.#done;
    return left * writing + this.#readsFor({ total, done }) * (this.#readMs / this.#reads);
  }

  /** Once a task in the first round, and once more for all others of the task. */
  #readsFor({ total, done }: Left): number {
    const inRound = Math.max(0, Math.min(this.#taskCount, total) - done);
    const later = total - done - inRound;
    return inRound + Math.ceil(later / Math.max(1, this.#plan.samplesPerTask - 1));
  }
}
