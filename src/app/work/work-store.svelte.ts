/**
 * A person's work across visits: the program of each task, attempts, and from them the progress
 * that the list of tasks shows. Storing belongs to `database`; this decides what and when, and
 * tells the other tabs.
 */

import * as v from 'valibot';
import { noOtherTabs, type OtherTabs } from '../../platform/other-tabs.ts';
import { type AttemptResult, KnownProgress, type TaskProgress } from './task-progress.svelte.ts';
import type { Keeping, WorkDatabase } from './work-database.ts';
import { earlierOwnWork } from './earlier-own-work.ts';
import type { ImportResult } from './joining-work.ts';
import { type AttemptRecord, isSolvedHere, type WorkExport } from './records.ts';
/** Typing is stored when it pauses. */
const pauseMs = 400;

const programChange = v.object({
  task: v.string(),
  /** What the program was before; "" where there was none. */
  before: v.string(),
  program: v.string(),
});

/** That there is another attempt at a task, or that one has changed. */
const attemptChange = v.object({ attemptsOf: v.string() });

/** `at`: when, in milliseconds since 1970; absent from tabs of earlier versions. */
const forgetting = v.object({ isForgotten: v.literal(true), at: v.optional(v.number()) });

export type ProgramChange = Readonly<v.InferOutput<typeof programChange>>;

/** Who shows work, and follows what happens to it. */
export interface WorkViewer {
  /** Another tab has stored a program. */
  programChanged(change: ProgramChange): void;
  /** There are other attempts at the task than were read before. */
  attemptsChanged(task: string): void;
  /** Storage can be read again, or more has come into it: what it has may be new. */
  readAgain(): void;
  /** All of it is about to be deleted: what is being written should end. */
  willForget(): void;
  /** All of it is deleted: what is shown of it should go as well. */
  forgotten(): void;
}

export class WorkStore implements TaskProgress {
  #keeping = $state.raw<Keeping>({ kind: 'opening' });
  #imported = $state.raw<ImportResult | null>(null);
  #viewer: WorkViewer | null = null;
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
    database.watch({
      keepingChanged: (keeping) => this.#noteKeeping(keeping),
      hasOverwritten: (task) => {
        this.#viewer?.attemptsChanged(task);
        this.#tabs.tell({ attemptsOf: task });
      },
    });
    tabs.hear((message) => this.#hear(message));
  }

  /** Whether work is kept for the next visit. */
  get keeping(): Keeping {
    return this.#keeping;
  }

  /** What became of the last file of work, until it is dismissed. */
  get imported(): ImportResult | null {
    return this.#imported;
  }

  dismissImported(): void {
    this.#imported = null;
  }

  /** There is one. */
  showTo(viewer: WorkViewer): void {
    this.#viewer = viewer;
  }

  /** Takes up the progress of earlier visits, or what there is of one task. */
  async restore(task?: string): Promise<void> {
    for (const attempt of await (task
      ? this.#database.attemptsOf(task)
      : this.#database.attempts())) {
      if (attempt.status === null) continue;
      this.note(attempt.task, { author: attempt.author.kind, isSolved: isSolvedHere(attempt) });
    }
  }

  /** Whether any program or attempt is here, of this visit or an earlier one. */
  async hasAny(): Promise<boolean> {
    const { programs, attempts } = await this.#database.export();
    return attempts.length > 0 || programs.some(({ program }) => program.trim() !== '');
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
    if (stored !== undefined) this.#known.set(task, stored ?? '');
    return stored ?? null;
  }

  /** Another tab has stored this program, and what is not stored yet here gives way to it. */
  follow(task: string, program: string): void {
    this.#unstored.delete(task);
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
    const { task } = attempt;
    void this.#database.keepAttempt(attempt).then(() => this.#tabs.tell({ attemptsOf: task }));
  }

  /** Stores what waits for a pause. */
  flush(): void {
    clearTimeout(this.#timer);
    for (const [task, program] of this.#unstored) {
      const before = this.#known.get(task) ?? null;
      void this.#database.keepProgram(task, program, before);
      this.#tabs.tell({ task, before: before ?? '', program });
      this.#known.set(task, program);
    }
    this.#unstored.clear();
  }

  /** The page is about to go, or may be. */
  setAside(): void {
    this.flush();
    this.#database.setAside();
  }

  export(): Promise<WorkExport> {
    this.flush();
    return this.#database.export();
  }

  /** Adds what is new in a file of work; nothing that is here is written over. */
  async import(file: Blob): Promise<ImportResult> {
    this.#imported = null;
    return (this.#imported = await this.#import(file));
  }

  async #import(file: Blob): Promise<ImportResult> {
    const { joinWork } = await import('./joining-work.ts');
    const joined = await joinWork(file, {
      database: this.#database,
      here: () => this.export(),
      // Full storage can be read, and what it does not take lasts as long as the tab.
      isReadable: () => this.#isKept || this.#isFull,
    });
    if (joined.kind !== 'joined') return joined;
    const { programs, attempts, counts } = joined;
    for (const { task, program } of programs) this.#tabs.tell({ task, before: '', program });
    for (const { task } of attempts) this.#tabs.tell({ attemptsOf: task });
    await this.#readAgain();
    return { kind: 'imported', ...counts, isStored: this.#isKept };
  }

  get #isFull(): boolean {
    return this.#keeping.kind === 'tab-only' && this.#keeping.trouble === 'full';
  }

  get #isKept(): boolean {
    return this.#keeping.kind === 'kept';
  }

  /** What is set on the page stays as it is for this visit. False where storage did not answer. */
  forgetSettings(): Promise<boolean> {
    return this.#database.forgetSettings();
  }

  /** All of it or, where storage does not answer, nothing: then false. */
  async forget(): Promise<boolean> {
    this.#imported = null;
    this.#viewer?.willForget();
    this.flush();
    const forgottenAt = await this.#database.forgetWork();
    if (forgottenAt === null) return false;
    this.#forgotten();
    this.#tabs.tell({ isForgotten: true, at: forgottenAt });
    return true;
  }

  #forgotten(): void {
    clearTimeout(this.#timer);
    this.#unstored.clear();
    this.#known.clear();
    this.#progress.clear();
    this.#viewer?.forgotten();
  }

  #noteKeeping(keeping: Keeping): void {
    const isBack = this.#keeping.kind === 'tab-only' && keeping.kind === 'kept';
    this.#keeping = keeping;
    if (isBack) void this.#readAgain();
  }

  async #readAgain(): Promise<void> {
    await this.restore();
    this.#viewer?.readAgain();
  }

  #hear(message: unknown): void {
    const program = v.safeParse(programChange, message);
    if (program.success) return this.#viewer?.programChanged(program.output);
    const attempt = v.safeParse(attemptChange, message);
    if (attempt.success) {
      const { attemptsOf } = attempt.output;
      void this.restore(attemptsOf);
      return this.#viewer?.attemptsChanged(attemptsOf);
    }
    const forgotten = v.safeParse(forgetting, message);
    if (!forgotten.success) return;
    this.#forgotten();
    // This tab may have been asleep: what was made since stays, and is shown.
    const { at = Date.now() } = forgotten.output;
    void this.#database.workForgotten(at).then(() => this.#readAgain());
  }
}
