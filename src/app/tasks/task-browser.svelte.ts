/**
 * Which task is in view, and which others are found beside it. Follows the address bar; how a set
 * comes to be at hand belongs to `task-set-loader`, what is done with a task to `workspace`.
 */

import { anyOwnSet } from '../../tasks/own-set-id.ts';
import type { OwnSets } from '../../tasks/own-sets.ts';
import { companionOf, subsetOf } from '../../tasks/task-sets.ts';
import type { TaskSource, TaskSourceFailure } from '../../tasks/task-source.ts';
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
import {
  activeCount,
  findTasks,
  idsOf,
  inForce,
  noFilter,
  type TaskFilter,
} from './task-filter.ts';
import { noTasks, TaskSetLoader, type TaskSetState } from './task-set-loader.svelte.ts';
import type { TaskProgress } from '../work/task-progress.svelte.ts';

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
  /** The person solves tasks alone. */
  readonly isSolo?: () => boolean;
  /** Hears of the task in view, and of the set it comes from. */
  readonly onOpen: (task: Task | null, set: readonly Task[]) => void;
}

export class TaskBrowser {
  query = $state('');
  #filter = $state.raw<TaskFilter>(noFilter);
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
  readonly previous = $derived(this.#neighbour(-1));
  readonly next = $derived(this.#neighbour(1));

  readonly #loader: TaskSetLoader;
  readonly #bar: AddressBar;
  /** What a shared address turned out to name: it stays until what it carries is shown. */
  #shared: { readonly hash: string; readonly place: TaskPlace } | null = null;
  readonly #onOpen: TaskBrowserParts['onOpen'];
  readonly #progress: TaskProgress;
  readonly #isSolo: () => boolean;

  constructor(parts: TaskBrowserParts) {
    const { sources, ownSets, bar, onOpen, progress, isSolo = () => false } = parts;
    this.#progress = progress;
    this.#isSolo = isSolo;
    const onOpened = (id: TaskSetId) => {
      if (this.source === id) this.#settle();
    };
    this.#loader = new TaskSetLoader({ sources, ownSets, onOpened });
    this.#bar = bar;
    this.#onOpen = onOpen;
    bar.listen(() => void this.follow());
  }

  get source(): TaskSetId {
    return this.#place.source;
  }

  /** The id the address names, whether or not there is such a task. */
  get id(): string | null {
    return this.#place.id;
  }

  /** Whether a person may give their own copy of what would be downloaded. */
  get takesFile(): boolean {
    return this.#loader.sourceOf(this.source)?.take !== undefined;
  }

  /** What fetching the set in view would take; null where it is part of the site or one's own. */
  get download(): TaskSource['download'] {
    return this.#loader.sourceOf(this.source)?.download ?? null;
  }

  get filterContext() {
    return { progress: this.#progress, subsetIds: this.subsetIds, isSolo: this.#isSolo() };
  }

  /** As far as it can be chosen now. */
  get filter(): TaskFilter {
    return inForce(this.#filter, { isSolo: this.#isSolo() });
  }

  set filter(filter: TaskFilter) {
    this.#filter = filter;
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
    if (companion) void this.#loader.look(companion);
    if (this.source === anyOwnSet && (await this.#leadOn())) return;
    if (this.loadState.kind !== 'unopened') return this.#settle();
    this.#onOpen(null, noTasks);
    await this.#loader.open(this.source);
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

  /** Sets that can be gone to: those that are known, then the person's own. */
  get sets(): readonly TaskSetId[] {
    return this.#loader.ids;
  }

  /** Sets whose tasks are known on this visit. */
  get sourcesAtHand(): readonly TaskSetId[] {
    return this.#loader.ready;
  }

  loadStateOf(id: TaskSetId): TaskSetState {
    return this.#loader.stateOf(id);
  }

  /** As its file was called; null of a set that is not the person's own, or not known here. */
  ownName(id: TaskSetId): string | null {
    return this.#loader.ownName(id);
  }

  /** The whole set as it is on this device, without any download; null where it is not. */
  tasksOf(id: TaskSetId): Promise<readonly Task[] | null> {
    return this.#loader.tasksOf(id);
  }

  /** Fetches a set, by default the one in view, from its public home where it has one. */
  fetch(id = this.source): Promise<void> {
    return this.#loader.fetch(id);
  }

  /** Ends the download of a set, by default the one in view; others go on. */
  cancel(id = this.source): void {
    this.#loader.cancel(id);
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
    this.#loader.refuse(anyOwnSet, failure);
    this.#bar.go(addressOf({ source: anyOwnSet, id: null }));
    await this.follow();
  }

  /** Adds a person's own file to the sets and goes there, unless it is refused. */
  async openFile(file: File): Promise<void> {
    const signal = this.#loader.begin(anyOwnSet);
    this.#refusal = null;
    const source = await this.#loader.add(file);
    if (signal.aborted) return;
    if (typeof source !== 'string') return this.refuse(file.name, source);
    this.query = '';
    const { id } = this;
    // A person who comes back to a task of this file continues there.
    const isBack = source === this.source || this.source === anyOwnSet;
    const isThere = isBack && this.#loader.tasksIn(source).some((task) => task.id === id);
    this.#bar.go(addressOf({ source, id: isThere ? id : null }));
    // The address may have been that one before, and then nobody hears of it.
    await this.follow();
  }

  /** Adds a person's own file to the sets; null where it is refused. */
  async addFile(file: File): Promise<TaskSetId | null> {
    const source = await this.#loader.add(file);
    if (typeof source === 'string') return source;
    this.#loader.refuse(anyOwnSet, source);
    return null;
  }

  /**
   * An address of a time when all own files had one name leads to the newest that has such a task.
   * False where none has.
   */
  async #leadOn(): Promise<boolean> {
    await this.#loader.listed;
    const place = this.#place;
    if (place.id === null) return false;
    for (const { id: source } of this.#loader.own.toReversed()) {
      await this.#loader.look(source);
      if (this.#place !== place) return true;
      if (!this.#loader.tasksIn(source).some(({ id }) => id === place.id)) continue;
      this.#bar.replace(addressOf({ source, id: place.id }));
      await this.follow();
      return true;
    }
    return false;
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
    if (id === undefined || this.loadStateOf(id).kind !== 'ready') return null;
    return idsOf(this.#loader.tasksIn(id));
  }

  #twin(): Task | null {
    const companion = companionOf(this.source);
    if (!this.task || companion === null) return null;
    return this.#loader.tasksIn(companion).find((task) => task.id === this.id) ?? null;
  }
}
