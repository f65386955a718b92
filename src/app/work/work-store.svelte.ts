/**
 * A person's work across visits: the program on each desk, attempts, and from them the progress
 * that the list of tasks shows. Storing belongs to `database`; this decides what and when.
 */

import * as v from 'valibot';
import { noOtherTabs, type OtherTabs } from '../../platform/other-tabs.ts';
import { type AttemptResult, KnownProgress, type TaskProgress } from './task-progress.svelte.ts';
import type { WorkDatabase, StorageTrouble } from './work-database.ts';
import { earlierOwnWork } from './earlier-own-work.ts';
import type { AttemptRecord, WorkExport } from './records.ts';

/** Typing is stored when it pauses. */
const pauseMs = 400;

const programChange = v.object({
  task: v.string(),
  /** What the program was before; "" where there was none. */
  before: v.string(),
  program: v.string(),
});

export type ProgramChange = Readonly<v.InferOutput<typeof programChange>>;

export class WorkStore implements TaskProgress {
  #trouble = $state.raw<StorageTrouble | null>(null);
  /** Called once all of it is deleted: what is shown of it should go as well. */
  onForgotten: () => void = () => undefined;
  /** Called when another tab has stored a program. */
  onChangedElsewhere: (change: ProgramChange) => void = () => undefined;
  readonly #database: WorkDatabase;
  readonly #tabs: OtherTabs;
  readonly #progress = new KnownProgress();
  // Nothing is shown of it, so nothing needs to react to it.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #unstored = new Map<string, string>();
  /** The program of each task as it was last read or stored here. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #known = new Map<string, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(database: WorkDatabase, tabs = noOtherTabs) {
    this.#database = database;
    this.#tabs = tabs;
    tabs.hear((message) => {
      const change = v.safeParse(programChange, message);
      if (change.success) this.onChangedElsewhere(change.output);
    });
  }

  /** Null while everything is kept for the next visit. */
  get trouble(): StorageTrouble | null {
    return this.#trouble;
  }

  noteTrouble(trouble: StorageTrouble): void {
    this.#trouble = trouble;
  }

  /** Takes up the progress of earlier visits. */
  async restore(): Promise<void> {
    for (const { task, author, status } of await this.#database.attempts()) {
      if (status !== null) this.note(task, { author: author.kind, isSolved: status === 'passed' });
    }
  }

  stateOf(key: string) {
    return this.#progress.stateOf(key);
  }

  note(key: string, attempt: AttemptResult): void {
    this.#progress.note(key, attempt);
  }

  async programOf(task: string): Promise<string | null> {
    const unstored = this.#unstored.get(task);
    if (unstored !== undefined) return unstored;
    const stored = await this.#database.programOf(task);
    this.know(task, stored ?? '');
    return stored;
  }

  /** That the program is stored, by whichever tab. */
  know(task: string, program: string): void {
    this.#known.set(task, program);
  }

  keepProgram(task: string, program: string): void {
    this.#unstored.set(task, program);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), pauseMs);
  }

  async attemptsOf(task: string): Promise<AttemptRecord[]> {
    const attempts = await this.#database.attemptsOf(task);
    const earlier = await earlierOwnWork(task, this.#database);
    return [...earlier.filter(({ id }) => !attempts.some((known) => known.id === id)), ...attempts];
  }

  keepAttempt(attempt: AttemptRecord): void {
    void this.#database.keepAttempt(attempt);
  }

  /** Stores at once what waits for a pause: the page is about to go. */
  flush(): void {
    clearTimeout(this.#timer);
    for (const [task, program] of this.#unstored) {
      void this.#database.keepProgram(task, program);
      this.#tabs.tell({ task, before: this.#known.get(task) ?? '', program });
      this.know(task, program);
    }
    this.#unstored.clear();
  }

  export(): Promise<WorkExport> {
    this.flush();
    return this.#database.export();
  }

  /** What is set on the page stays as it is for this visit. */
  forgetSettings(): Promise<void> {
    return this.#database.forgetSettings();
  }

  async forget(): Promise<void> {
    this.#unstored.clear();
    await this.#database.forgetWork();
    this.#progress.clear();
    this.onForgotten();
  }
}
