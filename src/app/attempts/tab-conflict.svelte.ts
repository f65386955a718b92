/**
 * One task on the desks of two tabs. What the other tab builds on the same program is taken over;
 * where both went their own way a person chooses, and the other program is kept as an attempt.
 */

import { SvelteMap } from 'svelte/reactivity';
import { taskKey } from '../../tasks/task.ts';
import type { Attempts } from './attempts.svelte.ts';
import type { Workspace } from '../workspace/workspace.svelte.ts';
import { newAttempt } from '../work/records.ts';
import type { ProgramChange, WorkStore } from '../work/work-store.svelte.ts';

export interface TabConflictParts {
  readonly workspace: Workspace;
  readonly attempts: Pick<Attempts, 'put'>;
  readonly work: Pick<WorkStore, 'onChangedElsewhere' | 'know'>;
}

export class TabConflict {
  /** The other tab's program where it parted from the one here, by task. */
  readonly #theirs = new SvelteMap<string, string>();
  /** Of the task on the desk; null where there is nothing to choose. */
  readonly theirs = $derived.by(() => (this.#key ? (this.#theirs.get(this.#key) ?? null) : null));
  readonly #parts: TabConflictParts;

  constructor(parts: TabConflictParts) {
    this.#parts = parts;
    parts.work.onChangedElsewhere = (change) => this.#hear(change);
  }

  /** Lays the other tab's program on the desk. */
  take(): void {
    this.#choose((mine, theirs, key) => {
      this.#keepAsAttempt(key, mine);
      this.#adopt(key, theirs);
    });
  }

  /** Goes on with the program here, which is then the one that is kept. */
  keep(): void {
    this.#choose((mine, theirs, key) => {
      this.#keepAsAttempt(key, theirs);
      this.#parts.workspace.edit(mine);
    });
  }

  get #key(): string | null {
    const { task } = this.#parts.workspace;
    return task && taskKey(task);
  }

  #choose(use: (mine: string, theirs: string, key: string) => void): void {
    const { theirs } = this;
    const key = this.#key;
    if (key === null || theirs === null) return;
    this.#theirs.delete(key);
    use(this.#parts.workspace.keptOf(key) ?? '', theirs, key);
  }

  #hear({ task, before, program }: ProgramChange): void {
    const mine = this.#parts.workspace.keptOf(task);
    // A task that was never opened here is read from the memory when it is.
    if (mine === null) return;
    if (mine === before || mine === program) {
      this.#theirs.delete(task);
      this.#adopt(task, program);
    } else this.#theirs.set(task, program);
  }

  #adopt(key: string, program: string): void {
    this.#parts.work.know(key, program);
    this.#parts.workspace.adopt(key, program);
  }

  #keepAsAttempt(key: string, program: string): void {
    if (program.trim() !== '') this.#parts.attempts.put({ ...newAttempt(key), program });
  }
}
