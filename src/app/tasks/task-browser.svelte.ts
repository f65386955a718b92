/**
 * Which sets of tasks are at hand, which of their tasks are found, and which one is in view. Owns
 * downloads of tasks and follows the address bar; what is done with a task belongs to the desk.
 */

import { readOwnFile } from '../../tasks/own-file.ts';
import {
  TaskSourceError,
  type DownloadProgress,
  type TaskSet,
  type TaskSource,
  type TaskSourceFailure,
} from '../../tasks/task-source.ts';
import { taskSourceIds, type Task, type TaskSourceId } from '../../tasks/task.ts';
import {
  addressOf,
  isSharedHash,
  placeAt,
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

/** Hears of the task in view, and of the set it comes from. */
type OnOpen = (task: Task | null, set: readonly Task[]) => void;

type TaskSetStates = Readonly<Record<TaskSourceId, TaskSetState>>;

const unopened: TaskSetState = { kind: 'unopened' };
const noTasks: readonly Task[] = [];

/** The two forms in which MBPP is published: what one knows of a task adds to the other. */
const companions: Partial<Record<TaskSourceId, TaskSourceId>> = {
  mbpp: 'mbpp-sanitized',
  'mbpp-sanitized': 'mbpp',
};

export class TaskBrowser {
  query = $state('');
  filter = $state.raw<TaskFilter>(noFilter);
  #loadStates = $state.raw<TaskSetStates>({
    starter: unopened,
    mbpp: unopened,
    'mbpp-sanitized': unopened,
    'own-file': { kind: 'absent' },
  });
  #place = $state.raw<TaskPlace>({ source: 'starter', id: null });

  readonly loadState = $derived(this.#loadStates[this.#place.source]);
  readonly tasks = $derived(this.loadState.kind === 'ready' ? this.loadState.set.tasks : noTasks);
  readonly task = $derived(this.tasks.find((task) => task.id === this.#place.id) ?? null);
  /** Null unless the sanitized set is on this device: its ids are nowhere else. */
  readonly sanitizedIds = $derived(this.#idsOf('mbpp-sanitized'));
  readonly found = $derived(findTasks(this.tasks, this.query, this.filter, this.filterContext));
  readonly isNarrowed = $derived(this.query.trim() !== '' || activeCount(this.filter) > 0);
  /** The task in view as the other published set has it; null where that is not on this device. */
  readonly twin = $derived(this.#twin());
  /** Sets whose tasks are known on this visit. */
  readonly sourcesAtHand = $derived(
    taskSourceIds.filter((id) => this.#loadStates[id].kind === 'ready'),
  );
  readonly previous = $derived(this.#neighbour(-1));
  readonly next = $derived(this.#neighbour(1));

  readonly #sources: readonly TaskSource[];
  readonly #bar: AddressBar;
  readonly #onOpen: OnOpen;
  readonly #progress: TaskProgress;
  readonly #opening: Readonly<Record<TaskSourceId, Latest>> = {
    starter: new Latest(),
    mbpp: new Latest(),
    'mbpp-sanitized': new Latest(),
    'own-file': new Latest(),
  };

  constructor(
    sources: readonly TaskSource[],
    bar: AddressBar,
    onOpen: OnOpen,
    progress: TaskProgress,
  ) {
    this.#progress = progress;
    this.#sources = sources;
    this.#bar = bar;
    this.#onOpen = onOpen;
    bar.listen(() => void this.follow());
  }

  get source(): TaskSourceId {
    return this.#place.source;
  }

  /** The id the address names, whether or not there is such a task. */
  get id(): string | null {
    return this.#place.id;
  }

  /** What fetching the set in view would take; null where it is part of the site or one's own. */
  get download(): TaskSource['download'] {
    return this.#sourceOf(this.source)?.download ?? null;
  }

  get filterContext() {
    return { progress: this.#progress, sanitizedIds: this.sanitizedIds };
  }

  /** Shows the task that the address bar names; elsewhere the one in view stays. */
  async follow(): Promise<void> {
    // What a shared address leads to is known once it is unpacked, and then followed.
    if (viewAt(this.#bar.hash) !== 'playground' || isSharedHash(this.#bar.hash)) return;
    const { source } = this;
    this.#place = placeAt(this.#bar.hash);
    if (this.source !== source) this.filter = noFilter;
    const companion = companions[this.source];
    if (companion) void this.#peek(companion);
    if (this.loadState.kind === 'unopened') await this.#open(this.source);
    else this.#settle();
  }

  goTo(source: TaskSourceId): void {
    this.query = '';
    this.#bar.go(addressOf({ source, id: null }));
  }

  /** Goes to a task found, or stays where there is none. */
  open(task: Task | null): void {
    if (task) this.#bar.go(addressOf(task));
  }

  /** Another one of the tasks found, by chance. */
  openRandom(): void {
    const others = this.found.filter((task) => task !== this.task);
    this.open(others[Math.floor(Math.random() * others.length)] ?? null);
  }

  loadStateOf(id: TaskSourceId): TaskSetState {
    return this.#loadStates[id];
  }

  /** The whole set as it is on this device, without any download; null where it is not. */
  async tasksOf(id: TaskSourceId): Promise<readonly Task[] | null> {
    if (this.#loadStates[id].kind === 'unopened') await this.#peek(id);
    if (this.#loadStates[id].kind === 'unopened' && this.#sourceOf(id)?.download === null) {
      await this.fetch(id);
    }
    const loadState = this.#loadStates[id];
    return loadState.kind === 'ready' ? loadState.set.tasks : null;
  }

  /** Fetches a set, by default the one in view, from its public home where it has one. */
  async fetch(id = this.source): Promise<void> {
    const source = this.#sourceOf(id);
    if (!source) return;
    const signal = this.#opening[source.id].begin();
    const onProgress = (progress: DownloadProgress) => {
      if (!signal.aborted) this.#put(source.id, { kind: 'loading', progress });
    };
    onProgress({ loadedBytes: 0, totalBytes: source.download?.sizeBytes ?? null });
    await this.#fill(source.id, signal, () => source.fetch({ signal, onProgress }));
  }

  /** Ends the download of a set, by default the one in view; others go on. */
  cancel(id = this.source): void {
    this.#opening[id].end();
    if (this.#loadStates[id].kind === 'loading') this.#put(id, { kind: 'absent' });
  }

  async openFile(file: File): Promise<void> {
    const signal = this.#opening['own-file'].begin();
    await this.#fill('own-file', signal, () => readOwnFile(file));
    if (signal.aborted) return;
    this.query = '';
    // Whoever came back to a task of this file is there now.
    if (this.source === 'own-file' && this.task) return;
    this.#bar.go(addressOf({ source: 'own-file', id: null }));
  }

  async #open(id: TaskSourceId): Promise<void> {
    this.#onOpen(null, noTasks);
    const source = this.#sourceOf(id);
    const set = (await source?.openKept().catch(() => null)) ?? null;
    if (this.#loadStates[id].kind !== 'unopened') return;
    this.#put(id, set ? { kind: 'ready', set } : { kind: 'absent' });
    if (this.source !== id) return;
    if (set) this.#settle();
    else if (source?.download === null) await this.fetch();
  }

  /** Looks for a set on this device, without a network and without going there. */
  async #peek(id: TaskSourceId): Promise<void> {
    if (this.#loadStates[id].kind !== 'unopened') return;
    const set = await this.#sourceOf(id)
      ?.openKept()
      .catch(() => null);
    if (set && this.#loadStates[id].kind === 'unopened') this.#put(id, { kind: 'ready', set });
  }

  async #fill(id: TaskSourceId, signal: AbortSignal, read: () => Promise<TaskSet>): Promise<void> {
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

  /** An address that names a set alone becomes that of its first task. */
  #settle(): void {
    const first = this.tasks[0];
    if (this.id === null && first) {
      this.#place = { source: this.source, id: first.id };
      this.#bar.replace(addressOf(this.#place));
    }
    this.#onOpen(this.task, this.tasks);
  }

  #put(id: TaskSourceId, loadState: TaskSetState): void {
    this.#loadStates = { ...this.#loadStates, [id]: loadState };
  }

  #sourceOf(id: TaskSourceId): TaskSource | undefined {
    return this.#sources.find((source) => source.id === id);
  }

  #neighbour(step: number): Task | null {
    const index = this.found.findIndex((task) => task === this.task);
    return (index < 0 ? null : this.found[index + step]) ?? null;
  }

  #idsOf(id: TaskSourceId): ReadonlySet<string> | null {
    const loadState = this.#loadStates[id];
    return loadState.kind === 'ready' ? idsOf(loadState.set.tasks) : null;
  }

  #twin(): Task | null {
    const companion = companions[this.source];
    const loadState = companion ? this.#loadStates[companion] : unopened;
    if (!this.task || loadState.kind !== 'ready') return null;
    return loadState.set.tasks.find((task) => task.id === this.id) ?? null;
  }
}
