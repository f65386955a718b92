/**
 * Which sets of tasks are at hand: those of the site, those kept on this device or downloaded, and a
 * person's own files. Which of them is in view belongs to `task-browser`.
 */

import { Latest } from '../../platform/latest.ts';
import { anyOwnSet, isOwnSet } from '../../tasks/own-set-id.ts';
import type { OwnSets, OwnSource } from '../../tasks/own-sets.ts';
import { taskSets } from '../../tasks/task-sets.ts';
import {
  TaskSourceError,
  type DownloadProgress,
  type TaskSet,
  type TaskSource,
  type TaskSourceFailure,
} from '../../tasks/task-source.ts';
import type { Task, TaskSetId } from '../../tasks/task.ts';

export type TaskSetState =
  /** Not looked at yet, or being looked for on this device. */
  | { readonly kind: 'unopened' }
  /** Not on this device: a person decides whether it is fetched. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'loading'; readonly progress: DownloadProgress }
  | { readonly kind: 'ready'; readonly set: TaskSet }
  | { readonly kind: 'failed'; readonly failure: TaskSourceFailure };

const unopened: TaskSetState = { kind: 'unopened' };
const absent: TaskSetState = { kind: 'absent' };
export const noTasks: readonly Task[] = [];

export interface TaskSetLoaderParts {
  readonly sources: readonly TaskSource[];
  readonly ownSets: OwnSets;
  /** Hears of each set that was opened or fetched, or failed to be; not of one that was cancelled. */
  readonly onOpened: (id: TaskSetId) => void;
}

export class TaskSetLoader {
  /** Of those that were looked at. */
  #states = $state.raw<Readonly<Record<TaskSetId, TaskSetState>>>({});
  #own = $state.raw<readonly OwnSource[]>([]);

  /** Sets that can be gone to: those that are known, then the person's own. */
  readonly ids: readonly TaskSetId[] = $derived([...taskSets, ...this.#own].map(({ id }) => id));
  /** Sets whose tasks are known on this visit. */
  readonly ready = $derived(this.ids.filter((id) => this.stateOf(id).kind === 'ready'));

  /** Resolves once the person's own sets of earlier visits are known. */
  readonly listed: Promise<void>;
  readonly #parts: TaskSetLoaderParts;
  readonly #fetching: Record<TaskSetId, Latest> = {};
  readonly #looking: Record<TaskSetId, Promise<void> | undefined> = {};
  /** Of sets that are part of the site. */
  readonly #siteFetches: Record<TaskSetId, Promise<void> | undefined> = {};

  constructor(parts: TaskSetLoaderParts) {
    this.#parts = parts;
    this.listed = parts.ownSets.list().then((own) => void (this.#own = own));
  }

  /** The person's own sets, the one that was opened last at the end. */
  get own(): readonly OwnSource[] {
    return this.#own;
  }

  stateOf(id: TaskSetId): TaskSetState {
    return this.#states[id] ?? (id === anyOwnSet ? absent : unopened);
  }

  /** As far as they are at hand. */
  tasksIn(id: TaskSetId): readonly Task[] {
    const state = this.stateOf(id);
    return state.kind === 'ready' ? state.set.tasks : noTasks;
  }

  sourceOf(id: TaskSetId): TaskSource | undefined {
    return [...this.#parts.sources, ...this.#own].find((source) => source.id === id);
  }

  /** As its file was called; null of a set that is not the person's own, or not known here. */
  ownName(id: TaskSetId): string | null {
    const own = this.#own.find((source) => source.id === id);
    if (!own) return null;
    const isShared = this.#own.some((other) => other !== own && other.name === own.name);
    return isShared ? `${own.name} (${id.slice(-4)})` : own.name;
  }

  /** Looks for a set on this device, without a network: it is ready then, or still unopened. */
  async look(id: TaskSetId): Promise<void> {
    if (isOwnSet(id)) await this.listed;
    if (this.stateOf(id).kind !== 'unopened') return;
    await (this.#looking[id] ??= this.#openKept(id).finally(() => {
      this.#looking[id] = undefined;
    }));
  }

  async #openKept(id: TaskSetId): Promise<void> {
    const set = await this.sourceOf(id)
      ?.openKept()
      .catch(() => null);
    if (set && this.stateOf(id).kind === 'unopened') this.#put(id, { kind: 'ready', set });
  }

  /** Looks for a set, and fetches one that is part of the site: all others are absent then. */
  async open(id: TaskSetId): Promise<void> {
    await this.look(id);
    const { kind } = this.stateOf(id);
    if (kind === 'ready') return this.#parts.onOpened(id);
    if (kind !== 'unopened') return;
    this.#put(id, absent);
    await this.#fetchOfSite(id);
  }

  /** The whole set as it is on this device, without any download; null where it is not. */
  async tasksOf(id: TaskSetId): Promise<readonly Task[] | null> {
    if (isOwnSet(id)) await this.listed;
    // A plan of a time when own files had one name means whichever was opened last.
    const meant = id === anyOwnSet ? (this.#own.at(-1)?.id ?? id) : id;
    await this.look(meant);
    const isNew = this.stateOf(meant).kind === 'unopened';
    await (isNew ? this.#fetchOfSite(meant) : this.#siteFetches[meant]);
    const state = this.stateOf(meant);
    return state.kind === 'ready' ? state.set.tasks : null;
  }

  /** Whoever asks meanwhile waits for the same fetch: a second one would end it. */
  #fetchOfSite(id: TaskSetId): Promise<void> {
    if (this.sourceOf(id)?.download !== null) return Promise.resolve();
    return (this.#siteFetches[id] ??= this.fetch(id).finally(() => {
      this.#siteFetches[id] = undefined;
    }));
  }

  /** Fetches a set from its public home, where it has one. */
  async fetch(id: TaskSetId): Promise<void> {
    const source = this.sourceOf(id);
    const read = source?.fetch;
    if (!source || !read) return;
    const signal = this.begin(id);
    const onProgress = (progress: DownloadProgress) => {
      if (!signal.aborted) this.#put(id, { kind: 'loading', progress });
    };
    onProgress({ loadedBytes: 0, totalBytes: source.download?.sizeBytes ?? null });
    try {
      const set = await read.call(source, { signal, onProgress });
      if (!signal.aborted) this.#put(id, { kind: 'ready', set });
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof TaskSourceError)) throw error;
      this.refuse(id, error.failure);
    }
    if (!signal.aborted) this.#parts.onOpened(id);
  }

  /** Ends the download of a set; others go on. */
  cancel(id: TaskSetId): void {
    this.#fetching[id]?.end();
    if (this.stateOf(id).kind === 'loading') this.#put(id, absent);
  }

  /** The newest command about a set wins: its signal is aborted by the next one. */
  begin(id: TaskSetId): AbortSignal {
    return (this.#fetching[id] ??= new Latest()).begin();
  }

  /** Says of a set why it is not there. */
  refuse(id: TaskSetId, failure: TaskSourceFailure): void {
    this.#put(id, { kind: 'failed', failure });
  }

  /** Adds a person's own file to the sets, or takes it as a copy of a known one. */
  async add(file: File): Promise<TaskSetId | TaskSourceFailure> {
    await this.listed;
    try {
      for (const { id, take } of this.#parts.sources) {
        const set = await take?.(file);
        if (!set) continue;
        this.#put(id, { kind: 'ready', set });
        return id;
      }
      const { source, set } = await this.#parts.ownSets.open(file);
      this.#own = [...this.#own.filter(({ id }) => id !== source.id), source];
      this.#put(anyOwnSet, absent);
      // What is open already stays as it is: it holds the same tasks.
      if (this.stateOf(source.id).kind !== 'ready') this.#put(source.id, { kind: 'ready', set });
      return source.id;
    } catch (error) {
      if (!(error instanceof TaskSourceError)) throw error;
      return error.failure;
    }
  }

  #put(id: TaskSetId, state: TaskSetState): void {
    this.#states = { ...this.#states, [id]: state };
  }
}
