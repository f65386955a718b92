/**
 * Which sets of tasks are at hand, which of their tasks are found, and which one is in view. Owns
 * downloads of tasks and follows the address bar; what is done with a task belongs to `workspace`.
 */

import { anyOwnSet, isOwnSet } from '../../tasks/own-set-id.ts';
import type { OwnSets, OwnSource } from '../../tasks/own-sets.ts';
import { companionOf, subsetOf, taskSets } from '../../tasks/task-sets.ts';
import {
  TaskSourceError,
  type DownloadProgress,
  type TaskSet,
  type TaskSource,
  type TaskSourceFailure,
} from '../../tasks/task-source.ts';
import type { Task, TaskSetId } from '../../tasks/task.ts';
import {
  addressOf,
  home,
  isSharedHash,
  placeAt,
  unknownSetAt,
  viewAt,
  type AddressBar,
  type TaskPlace,
} from '../page/address.ts';
import { Latest } from '../../platform/latest.ts';
import { activeCount, findTasks, idsOf, noFilter, type TaskFilter } from './task-filter.ts';
import type { TaskProgress } from '../work/task-progress.svelte.ts';

export type TaskSetState =
  /** Not looked at yet, or being looked for on this device. */
  | { readonly kind: 'unopened' }
  /** Not on this device: a person decides whether it is fetched. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'loading'; readonly progress: DownloadProgress }
  | { readonly kind: 'ready'; readonly set: TaskSet }
  | { readonly kind: 'failed'; readonly failure: TaskSourceFailure };

/** Why a file was not opened, while a task stayed in view. */
export interface Refusal {
  readonly fileName: string;
  readonly failure: TaskSourceFailure;
}

export interface TaskBrowserParts {
  readonly sources: readonly TaskSource[];
  readonly ownSets: OwnSets;
  readonly bar: AddressBar;
  readonly progress: TaskProgress;
  /** Hears of the task in view, and of the set it comes from. */
  readonly onOpen: (task: Task | null, set: readonly Task[]) => void;
}

const unopened: TaskSetState = { kind: 'unopened' };
const absent: TaskSetState = { kind: 'absent' };
const noTasks: readonly Task[] = [];

export class TaskBrowser {
  query = $state('');
  filter = $state.raw<TaskFilter>(noFilter);
  /** Of those that were looked at. */
  #loadStates = $state.raw<Readonly<Record<TaskSetId, TaskSetState>>>({});
  #own = $state.raw<readonly OwnSource[]>([]);
  #place = $state.raw<TaskPlace>(home);
  #refusal = $state.raw<Refusal | null>(null);
  #unknownSet = $state<string | null>(null);

  readonly loadState = $derived(this.loadStateOf(this.#place.source));
  readonly tasks = $derived(this.loadState.kind === 'ready' ? this.loadState.set.tasks : noTasks);
  readonly task = $derived(this.tasks.find((task) => task.id === this.#place.id) ?? null);
  /** Of the set taken from the one in view; null unless that is on this device. */
  readonly subsetIds = $derived(this.#idsOf(subsetOf(this.#place.source)?.id));
  readonly found = $derived(findTasks(this.tasks, this.query, this.filter, this.filterContext));
  readonly isNarrowed = $derived(this.query.trim() !== '' || activeCount(this.filter) > 0);
  /** The task in view as the other published set has it; null where that is not on this device. */
  readonly twin = $derived(this.#twin());
  /** Sets that can be gone to: those that are known, then the person's own. */
  readonly sets: readonly TaskSetId[] = $derived([...taskSets, ...this.#own].map(({ id }) => id));
  /** Sets whose tasks are known on this visit. */
  readonly sourcesAtHand = $derived(
    this.sets.filter((id) => this.loadStateOf(id).kind === 'ready'),
  );
  readonly previous = $derived(this.#neighbour(-1));
  readonly next = $derived(this.#neighbour(1));

  readonly #sources: readonly TaskSource[];
  readonly #bar: AddressBar;
  /** What a shared address turned out to name: it stays until what it carries is shown. */
  #shared: { readonly hash: string; readonly place: TaskPlace } | null = null;
  readonly #onOpen: TaskBrowserParts['onOpen'];
  readonly #progress: TaskProgress;
  readonly #opening: Record<TaskSetId, Latest> = {};
  readonly #looking: Record<TaskSetId, Promise<readonly Task[] | null> | undefined> = {};
  readonly #ownSets: OwnSets;
  /** Resolves once the person's own sets of earlier visits are known. */
  readonly #listed: Promise<void>;

  constructor({ sources, ownSets, bar, onOpen, progress }: TaskBrowserParts) {
    this.#progress = progress;
    this.#sources = sources;
    this.#ownSets = ownSets;
    this.#bar = bar;
    this.#onOpen = onOpen;
    this.#listed = ownSets.list().then((own) => void (this.#own = own));
    bar.listen(() => void this.follow());
  }

  get source(): TaskSetId {
    return this.#place.source;
  }

  /** The id the address names, whether or not there is such a task. */
  get id(): string | null {
    return this.#place.id;
  }

  /** What fetching the set in view would take; null where it is part of the site or one's own. */
  /** Whether a person may give their own copy of what would be downloaded. */
  get takesFile(): boolean {
    return this.#sourceOf(this.source)?.take !== undefined;
  }

  get download(): TaskSource['download'] {
    return this.#sourceOf(this.source)?.download ?? null;
  }

  get filterContext() {
    return { progress: this.#progress, subsetIds: this.subsetIds };
  }

  /** Shows the task that the address bar names; elsewhere the one in view stays. */
  async follow(): Promise<void> {
    const place = this.#addressed;
    if (!place) return;
    const { source } = this;
    const { hash } = this.#bar;
    this.#place = place;
    if (!isSharedHash(hash)) this.#unknownSet = unknownSetAt(hash);
    // Another spelling of a place is no second address of it.
    const isSpelled = place.id === null || isSharedHash(hash) || this.#unknownSet !== null;
    if (!isSpelled) this.#bar.replace(addressOf(place));
    if (this.source !== source) this.filter = noFilter;
    const companion = companionOf(this.source);
    if (companion) void this.#peek(companion);
    if (this.source === anyOwnSet && (await this.#leadOn())) return;
    if (this.loadState.kind === 'unopened') await this.#open(this.source);
    else this.#settle();
  }

  /** Shows the task of a shared address that is unpacked by now. */
  async followShared(hash: string, place: TaskPlace): Promise<void> {
    this.#shared = { hash, place };
    await this.follow();
  }

  goTo(source: TaskSetId): void {
    this.query = '';
    this.#bar.go(addressOf({ source, id: null }));
  }

  /** Goes to a task found, or stays where there is none. */
  open(task: Task | null): void {
    if (task) this.#bar.go(addressOf(task));
  }

  /** A random one of the other tasks found. */
  openRandom(): void {
    const others = this.found.filter((task) => task !== this.task);
    this.open(others[Math.floor(Math.random() * others.length)] ?? null);
  }

  loadStateOf(id: TaskSetId): TaskSetState {
    return this.#loadStates[id] ?? (id === anyOwnSet ? absent : unopened);
  }

  /** As its file was called; null of a set that is not the person's own, or not known here. */
  ownName(id: TaskSetId): string | null {
    const own = this.#own.find((source) => source.id === id);
    if (!own) return null;
    const isShared = this.#own.some((other) => other !== own && other.name === own.name);
    return isShared ? `${own.name} (${id.slice(-4)})` : own.name;
  }

  /** The whole set as it is on this device, without any download; null where it is not. */
  async tasksOf(id: TaskSetId): Promise<readonly Task[] | null> {
    if (isOwnSet(id)) await this.#listed;
    // A plan of a time when own files had one name means whichever was opened last.
    const meant = id === anyOwnSet ? (this.#own.at(-1)?.id ?? id) : id;
    // A second question while the first looks would find the set neither here nor absent.
    const looking = this.#looking[meant] ?? this.#look(meant);
    this.#looking[meant] = looking;
    try {
      return await looking;
    } finally {
      this.#looking[meant] = undefined;
    }
  }

  async #look(id: TaskSetId): Promise<readonly Task[] | null> {
    if (this.loadStateOf(id).kind === 'unopened') await this.#peek(id);
    const source = this.#sourceOf(id);
    if (this.loadStateOf(id).kind === 'unopened' && source?.fetch && source.download === null) {
      await this.fetch(id);
    }
    const loadState = this.loadStateOf(id);
    return loadState.kind === 'ready' ? loadState.set.tasks : null;
  }

  /** Fetches a set, by default the one in view, from its public home where it has one. */
  async fetch(id = this.source): Promise<void> {
    const source = this.#sourceOf(id);
    const read = source?.fetch;
    if (!source || !read) return;
    const signal = this.#begin(source.id);
    const onProgress = (progress: DownloadProgress) => {
      if (!signal.aborted) this.#put(source.id, { kind: 'loading', progress });
    };
    onProgress({ loadedBytes: 0, totalBytes: source.download?.sizeBytes ?? null });
    await this.#fill(source.id, signal, () => read.call(source, { signal, onProgress }));
  }

  /** Ends the download of a set, by default the one in view; others go on. */
  cancel(id = this.source): void {
    this.#opening[id]?.end();
    if (this.loadStateOf(id).kind === 'loading') this.#put(id, absent);
  }

  /** What is said of the last file, until it is dismissed or another one is opened. */
  get refusal(): Refusal | null {
    return this.#refusal;
  }

  /** As the address calls a set that does not exist; null of any other address. */
  get unknownSet(): string | null {
    return this.#unknownSet;
  }

  dismissUnknownSet(): void {
    this.#unknownSet = null;
  }

  dismissRefusal(): void {
    this.#refusal = null;
  }

  /**
   * Says why a file is not opened: where one is asked for, or above the task in view, which nobody
   * wants to leave for that.
   */
  async refuse(fileName: string, failure: TaskSourceFailure): Promise<void> {
    if (this.task) {
      this.#refusal = { fileName, failure };
      return;
    }
    this.#put(anyOwnSet, { kind: 'failed', failure });
    this.#bar.go(addressOf({ source: anyOwnSet, id: null }));
    await this.follow();
  }

  /** Adds a person's own file to the sets and goes there, unless it is refused. */
  async openFile(file: File): Promise<void> {
    const signal = this.#begin(anyOwnSet);
    this.#refusal = null;
    const source = await this.#add(file);
    if (signal.aborted) return;
    if (typeof source !== 'string') return this.refuse(file.name, source);
    this.query = '';
    const { id } = this;
    // A person who comes back to a task of this file continues there.
    const isBack = source === this.source || this.source === anyOwnSet;
    const isThere = isBack && this.#tasksIn(source).some((task) => task.id === id);
    this.#bar.go(addressOf({ source, id: isThere ? id : null }));
    // The address may have been that one before, and then nobody hears of it.
    await this.follow();
  }

  /** Adds a person's own file to the sets; null where it is refused. */
  async addFile(file: File): Promise<TaskSetId | null> {
    const source = await this.#add(file);
    if (typeof source === 'string') return source;
    this.#put(anyOwnSet, { kind: 'failed', failure: source });
    return null;
  }

  async #add(file: File): Promise<TaskSetId | TaskSourceFailure> {
    await this.#listed;
    try {
      for (const { id, take } of this.#sources) {
        const set = await take?.(file);
        if (!set) continue;
        this.#put(id, { kind: 'ready', set });
        return id;
      }
      const { source, set } = await this.#ownSets.open(file);
      this.#own = [...this.#own.filter(({ id }) => id !== source.id), source];
      this.#put(anyOwnSet, absent);
      // What is open already stays as it is: it holds the same tasks.
      if (this.loadStateOf(source.id).kind !== 'ready')
        this.#put(source.id, { kind: 'ready', set });
      return source.id;
    } catch (error) {
      if (!(error instanceof TaskSourceError)) throw error;
      return error.failure;
    }
  }

  /**
   * An address of a time when all own files had one name leads to the newest that has such a task.
   * False where none has.
   */
  async #leadOn(): Promise<boolean> {
    await this.#listed;
    const place = this.#place;
    if (place.id === null) return false;
    for (const { id: source } of this.#own.toReversed()) {
      await this.#peek(source);
      if (this.#place !== place) return true;
      if (!this.#tasksIn(source).some(({ id }) => id === place.id)) continue;
      this.#bar.replace(addressOf({ source, id: place.id }));
      await this.follow();
      return true;
    }
    return false;
  }

  #tasksIn(id: TaskSetId | null): readonly Task[] {
    const loadState = id === null ? unopened : this.loadStateOf(id);
    return loadState.kind === 'ready' ? loadState.set.tasks : noTasks;
  }

  #begin(id: TaskSetId): AbortSignal {
    return (this.#opening[id] ??= new Latest()).begin();
  }

  async #open(id: TaskSetId): Promise<void> {
    this.#onOpen(null, noTasks);
    if (isOwnSet(id)) await this.#listed;
    const source = this.#sourceOf(id);
    const set = (await source?.openKept().catch(() => null)) ?? null;
    if (this.loadStateOf(id).kind !== 'unopened') return;
    this.#put(id, set ? { kind: 'ready', set } : absent);
    if (this.source !== id) return;
    if (set) this.#settle();
    else if (source?.fetch && source.download === null) await this.fetch();
  }

  /** Looks for a set on this device, without a network and without going there. */
  async #peek(id: TaskSetId): Promise<void> {
    if (this.loadStateOf(id).kind !== 'unopened') return;
    const set = await this.#sourceOf(id)
      ?.openKept()
      .catch(() => null);
    if (set && this.loadStateOf(id).kind === 'unopened') this.#put(id, { kind: 'ready', set });
  }

  async #fill(id: TaskSetId, signal: AbortSignal, read: () => Promise<TaskSet>): Promise<void> {
    try {
      const set = await read();
      if (!signal.aborted) this.#put(id, { kind: 'ready', set });
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof TaskSourceError)) throw error;
      this.#put(id, { kind: 'failed', failure: error.failure });
    }
    if (!signal.aborted && this.source === id) this.#settle();
  }

  /**
   * The place here that the address bar names; null where it names none. The evaluation has
   * addresses of its own, and what a shared one leads to is known once it is unpacked.
   */
  get #addressed(): TaskPlace | null {
    const { hash } = this.#bar;
    if (viewAt(hash) !== 'playground') return null;
    if (!isSharedHash(hash)) return placeAt(hash);
    return this.#shared?.hash === hash ? this.#shared.place : null;
  }

  /**
   * An address that names a set alone becomes that of its first task. Where a set arrives for
   * others while the address is theirs, it is settled when the address comes back. A browser tells
   * of a new address a moment late: where it leads elsewhere already, that is followed instead.
   */
  #settle(): void {
    const addressed = this.#addressed;
    if (addressed?.source !== this.source || addressed.id !== this.id) return;
    const first = this.tasks[0];
    if (this.id === null && first) {
      this.#place = { source: this.source, id: first.id };
      this.#bar.replace(addressOf(this.#place));
    }
    this.#onOpen(this.task, this.tasks);
  }

  #put(id: TaskSetId, loadState: TaskSetState): void {
    this.#loadStates = { ...this.#loadStates, [id]: loadState };
  }

  #sourceOf(id: TaskSetId): TaskSource | undefined {
    return [...this.#sources, ...this.#own].find((source) => source.id === id);
  }

  #neighbour(step: number): Task | null {
    if (!this.task) return null;
    const index = this.found.indexOf(this.task);
    if (index >= 0) return this.found[index + step] ?? null;
    // Filtered out, it still has its place in the set: those found before and behind it are next to it.
    const at = this.tasks.indexOf(this.task);
    const isBehind = (task: Task) => this.tasks.indexOf(task) > at;
    const isBefore = (task: Task) => this.tasks.indexOf(task) < at;
    return (step > 0 ? this.found.find(isBehind) : this.found.findLast(isBefore)) ?? null;
  }

  #idsOf(id: TaskSetId | undefined): ReadonlySet<string> | null {
    const loadState = id === undefined ? unopened : this.loadStateOf(id);
    return loadState.kind === 'ready' ? idsOf(loadState.set.tasks) : null;
  }

  #twin(): Task | null {
    const companion = companionOf(this.source);
    if (!this.task || companion === null) return null;
    return this.#tasksIn(companion).find((task) => task.id === this.id) ?? null;
  }
}
