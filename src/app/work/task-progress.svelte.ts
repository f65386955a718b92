/**
 * What has been tried on each task and by whom. This is the interface the page asks, and the
 * implementation for as long as the page lives; keeping it for longer is for storage.
 */

import { SvelteMap } from 'svelte/reactivity';

export interface TaskState {
  readonly isAttempted: boolean;
  readonly isAttemptedByMe: boolean;
  readonly isSolvedByMe: boolean;
  readonly isSolvedByModel: boolean;
  readonly isSolvedBySearch: boolean;
}

export interface AttemptResult {
  readonly author: 'person' | 'model' | 'search';
  readonly isSolved: boolean;
}

export interface TaskProgress {
  /** Of the task with this key (`taskKey`). Reactive. */
  stateOf(key: string): TaskState;
  /** Hears of every verdict on a program. */
  note(key: string, attempt: AttemptResult): void;
}

export const untried: TaskState = {
  isAttempted: false,
  isAttemptedByMe: false,
  isSolvedByMe: false,
  isSolvedByModel: false,
  isSolvedBySearch: false,
};

export function afterAttempt(state: TaskState, { author, isSolved }: AttemptResult): TaskState {
  return {
    isAttempted: true,
    isAttemptedByMe: state.isAttemptedByMe || author === 'person',
    isSolvedByMe: state.isSolvedByMe || (isSolved && author === 'person'),
    isSolvedByModel: state.isSolvedByModel || (isSolved && author === 'model'),
    isSolvedBySearch: state.isSolvedBySearch || (isSolved && author === 'search'),
  };
}

/** What is left of it where nobody counts but the person. */
export function ofPerson({ isAttemptedByMe, isSolvedByMe }: TaskState): TaskState {
  return { ...untried, isAttempted: isAttemptedByMe, isAttemptedByMe, isSolvedByMe };
}

export class KnownProgress implements TaskProgress {
  readonly #states = new SvelteMap<string, TaskState>();

  stateOf(key: string): TaskState {
    return this.#states.get(key) ?? untried;
  }

  note(key: string, attempt: AttemptResult): void {
    this.#states.set(key, afterAttempt(this.stateOf(key), attempt));
  }

  clear(): void {
    this.#states.clear();
  }
}
