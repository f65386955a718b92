/**
 * One task open in two tabs. This tab follows what the other one builds on the same program; where
 * both went their own way a person chooses, and the other program is kept as an attempt.
 */

import { SvelteMap } from 'svelte/reactivity';
import { taskKey } from '../../tasks/task.ts';
import type { Attempts } from './attempts.svelte.ts';
import type { Workspace } from '../workspace/workspace.svelte.ts';
import type { ProgramChange, WorkStore } from '../work/work-store.svelte.ts';

export interface TabConflictParts {
  readonly workspace: Workspace;
  readonly attempts: Pick<Attempts, 'keep'>;
  readonly work: Pick<WorkStore, 'follow'>;
}

export class TabConflict {
  /** The other tab's program where it parted from the one here, by task. */
  readonly #theirs = new SvelteMap<string, string>();
  /** Of the open task; null where there is nothing to choose. */
  readonly theirs = $derived.by(() => (this.#key ? (this.#theirs.get(this.#key) ?? null) : null));
  readonly #parts: TabConflictParts;

  constructor(parts: TabConflictParts) {
    this.#parts = parts;
  }

  /** Goes on with the other tab's program. */
  take(): void {
    this.#choose((theirs, key) => {
      this.#parts.work.follow(key, theirs);
      void this.#parts.workspace.replaceByAdopted(theirs);
    });
  }

  /** Goes on with the program here, which is then the one that is kept. */
  keep(): void {
    this.#choose((theirs, key) => {
      const { attempts, work, workspace } = this.#parts;
      void attempts.keep(key, theirs);
      work.follow(key, theirs);
      workspace.store();
    });
  }

  /** All work is deleted: there is nothing to choose. */
  clear(): void {
    this.#theirs.clear();
  }

  get #key(): string | null {
    const { task } = this.#parts.workspace;
    return task && taskKey(task);
  }

  #choose(use: (theirs: string, key: string) => void): void {
    const { theirs } = this;
    const key = this.#key;
    if (key === null || theirs === null) return;
    this.#theirs.delete(key);
    use(theirs, key);
  }

  /** Another tab has stored a program. */
  hear({ task, before, program }: ProgramChange): void {
    const mine = this.#parts.workspace.keptOf(task);
    // A task that was never opened here is read from storage when it is.
    if (mine === null) return;
    if (mine === before || mine === program || mine.trim() === '') {
      this.#theirs.delete(task);
      this.#adopt(task, program);
    } else this.#theirs.set(task, program);
  }

  #adopt(key: string, program: string): void {
    this.#parts.work.follow(key, program);
    this.#parts.workspace.adopt(key, program);
  }
}
