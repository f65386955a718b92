/**
 * The work files of a class, as long as the tab is open: nothing of them is stored, and nothing
 * leaves the browser. Checks their programs again when asked, in the sandbox as any other.
 */

import type { Checker, CheckerFailure } from '../../checking/checker.ts';
import { CheckerError } from '../../checking/checker.ts';
import type { Verdict } from '../../checking/verdict.ts';
import { inTurns, inTurnsUntil } from '../../platform/in-turns.ts';
import { Latest } from '../../platform/latest.ts';
import type { Task, TaskSetId } from '../../tasks/task.ts';
import { kindOf } from '../page/file-kind.ts';
import { readWorkFile, type WorkFile } from '../work/work-file.ts';
import { classGrid, emptyGrid, tasksMet } from './class-grid.ts';
import { classTables, emptyTables } from './class-tables.ts';
import type { FileNews } from './file-news.ts';
import { KnownTasks } from './known-tasks.ts';
import { hasWork, pupilWork, type PupilWork, relationOf, unusedName } from './pupil-work.ts';
import { workAt, type WorkAt } from './work-at.ts';
import { stillToCheck } from './wrong-answers.ts';

export interface ClassWorkParts {
  readonly checker: Pick<Checker, 'check'>;
  /** Without any download; null where the set is not on this device. */
  readonly tasksOf: (set: TaskSetId) => Promise<readonly Task[] | null>;
}

export type Checking =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly done: number; readonly total: number }
  /** `failure` is null where it is not known what went wrong. */
  | { readonly kind: 'failed'; readonly failure: CheckerFailure | null };

const showEvery = 10;
const noPupils: readonly PupilWork[] = [];

export class ClassWork {
  #pupils = $state.raw(noPupils);
  #news = $state.raw<readonly FileNews[]>([]);
  #reading = $state.raw<{ done: number; total: number } | null>(null);
  #checking = $state.raw<Checking>({ kind: 'idle' });
  #tables = $state.raw(emptyTables);
  #grid = $state.raw(emptyGrid);
  /** Sets of which only the numbers of their tasks are known, because they are not on this device. */
  #unopenedSets = $state.raw<readonly TaskSetId[]>([]);
  /** Of the files that were added last, once they are read. */
  #takings = $state.raw<{ read: number; leftOut: number } | null>(null);
  /** Sets whose tasks are not on this device, so that their programs were not checked. */
  #missingSets = $state.raw<readonly TaskSetId[]>([]);
  /** Tasks that are not in their sets here, so that their programs were not checked. */
  #unknownTasks = $state.raw<readonly string[]>([]);

  readonly checkedCount = $derived(
    this.#tables.pupils.reduce((count, { checkedHere }) => count + checkedHere, 0),
  );
  readonly attemptCount = $derived(
    this.#tables.pupils.reduce((count, { attempts }) => count + attempts, 0),
  );

  // Read by counts that are started by hand: thousands of signals would serve nobody.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #rechecked = new Map<string, Verdict>();
  /** Looked up once for many counts. */
  #known: KnownTasks;
  readonly #parts: ClassWorkParts;
  #adding = new AbortController();
  readonly #check = new Latest();
  readonly #counting = new Latest();
  /** Files that come while others are read wait for them. */
  #added: Promise<void> = Promise.resolve();

  constructor(parts: ClassWorkParts) {
    this.#parts = parts;
    this.#known = new KnownTasks(parts.tasksOf);
  }

  get pupils(): readonly PupilWork[] {
    return this.#pupils;
  }

  get tables() {
    return this.#tables;
  }

  get grid() {
    return this.#grid;
  }

  get unopenedSets(): readonly TaskSetId[] {
    return this.#unopenedSets;
  }

  get news(): readonly FileNews[] {
    return this.#news;
  }

  get reading() {
    return this.#reading;
  }

  get takings() {
    return this.#takings;
  }

  get checking(): Checking {
    return this.#checking;
  }

  get missingSets(): readonly TaskSetId[] {
    return this.#missingSets;
  }

  get unknownTasks(): readonly string[] {
    return this.#unknownTasks;
  }

  /** As it is now: read again when the tables change. */
  workAt(pupilId: string, task: string): WorkAt | null {
    const pupil = this.#pupils.find(({ id }) => id === pupilId);
    return pupil ? workAt(pupil, task, this.#rechecked) : null;
  }

  /** Looks for the tasks again: a set may have been opened since. */
  async lookUp(): Promise<void> {
    this.#known = new KnownTasks(this.#parts.tasksOf);
    if (this.#pupils.length > 0) await this.#count();
  }

  /** One after the other: what is wrong with one keeps none of the others. */
  add(files: readonly File[]): Promise<void> {
    const { signal } = this.#adding;
    if (!this.#reading) this.#news = [];
    this.#added = this.#added.then(() => this.#read(files, signal));
    return this.#added;
  }

  async #read(files: readonly File[], signal: AbortSignal): Promise<void> {
    let leftOut = 0;
    for (const [done, file] of files.entries()) {
      if (signal.aborted) break;
      this.#reading = { done, total: files.length };
      const reading = await readWorkFile(file);
      if (signal.aborted) break;
      const isTaken = reading.kind === 'work' && this.#take(file.name, reading.file);
      if (!isTaken) leftOut++;
      if (reading.kind === 'no-work-file') {
        const is = await kindOf(file);
        if (signal.aborted) break;
        this.#say({ name: file.name, kind: reading.kind, is });
      } else if (reading.kind !== 'work') this.#say({ name: file.name, kind: reading.kind });
    }
    if (!signal.aborted) {
      this.#reading = null;
      this.#takings = { read: files.length, leftOut };
    }
    // Those that were read before a stop count.
    await this.#count();
  }

  /** Whether its work is among those that count. */
  #take(fileName: string, file: WorkFile): boolean {
    const used = this.#pupils.map((pupil) => pupil.name);
    const pupil = pupilWork(unusedName(fileName, used), file);
    const { name, unreadableCount } = pupil;
    if (unreadableCount > 0) this.#say({ name, kind: 'part-unreadable', count: unreadableCount });
    if (!hasWork(pupil)) {
      this.#say({ name, kind: 'empty' });
      return false;
    }
    for (const other of this.#pupils) {
      const relation = relationOf(pupil, other);
      if (relation === 'same') this.#say({ name, kind: relation, left: other.name });
      if (relation === 'earlier') this.#say({ name, kind: relation, left: other.name, pupil });
      if (relation === 'same' || relation === 'earlier') return false;
      if (relation === 'alike') this.#say({ name, kind: relation, left: other.name });
      if (relation !== 'later') continue;
      this.#say({ name: other.name, kind: 'earlier', left: name, pupil: other });
      this.#pupils = this.#pupils.filter((each) => each !== other);
    }
    this.#put(pupil);
    return true;
  }

  #put(pupil: PupilWork): void {
    this.#pupils = [...this.#pupils, pupil].sort((left, right) =>
      left.name.localeCompare(right.name, undefined, { numeric: true }),
    );
  }

  /** Counts what was taken for an earlier state of another's work. */
  async countToo(news: FileNews): Promise<void> {
    if (news.kind !== 'earlier') return;
    this.#news = this.#news.filter((each) => each !== news);
    const used = this.#pupils.map(({ name }) => name);
    this.#put({ ...news.pupil, name: unusedName(news.name, used) });
    await this.#count();
  }

  #say(news: FileNews): void {
    this.#news = [...this.#news, news];
  }

  dismissNews(): void {
    this.#news = [];
  }

  clear(): void {
    this.stopReading();
    this.stopChecking();
    this.#counting.end();
    this.#pupils = noPupils;
    this.#tables = emptyTables;
    this.#grid = emptyGrid;
    this.#unopenedSets = [];
    this.#news = [];
    this.#takings = null;
    this.#rechecked.clear();
    this.#missingSets = [];
    this.#unknownTasks = [];
  }

  /** Every program once, however many pupils wrote it. A second call while it runs does nothing. */
  async checkAgain(): Promise<void> {
    if (this.#checking.kind === 'running') return;
    const signal = this.#check.begin();
    this.#checking = { kind: 'running', done: 0, total: 0 };
    const known = new KnownTasks(this.#parts.tasksOf);
    try {
      const waiting = await inTurns(stillToCheck(this.#pupils, this.#rechecked));
      for (const [done, [key, attempt]] of waiting.entries()) {
        if (signal.aborted) return;
        this.#checking = { kind: 'running', done, total: waiting.length };
        const task = await known.find(attempt.task);
        if (signal.aborted) return;
        this.#missingSets = [...known.missingSets];
        this.#unknownTasks = [...known.unknownTasks];
        if (!task) continue;
        const { program } = attempt;
        const verdict = await this.#parts.checker.check({ task, program }, { signal });
        if (signal.aborted) return;
        this.#rechecked.set(key, verdict);
        // The tables are counted anew each time: not for every program.
        if (done % showEvery === showEvery - 1) await this.#count();
      }
      if (!signal.aborted) this.#checking = { kind: 'idle' };
    } catch (error) {
      if (signal.aborted) return;
      const failure = error instanceof CheckerError ? error.failure : null;
      this.#checking = { kind: 'failed', failure };
    } finally {
      await this.#count();
    }
  }

  /** What was read so far stays. */
  stopReading(): void {
    this.#adding.abort();
    this.#adding = new AbortController();
    this.#reading = null;
  }

  /** What was checked so far stays. */
  stopChecking(): void {
    this.#check.end();
    this.#checking = { kind: 'idle' };
  }

  async #count(): Promise<void> {
    const signal = this.#counting.begin();
    const pupils = this.#pupils;
    const met = await this.#known.inOrder(tasksMet(pupils));
    const grid = await inTurnsUntil(signal, classGrid(pupils, met.tasks, this.#rechecked));
    const tables = await inTurnsUntil(signal, classTables(pupils, this.#rechecked));
    if (!grid || !tables || signal.aborted) return;
    this.#unopenedSets = met.unopened;
    this.#grid = grid;
    this.#tables = tables;
  }
}
