/**
 * Runs in IndexedDB, in a database of their own. A sample and its outcome are written in one
 * transaction, and what resolved is on the disk: neither a killed browser nor a power cut takes
 * it back. The same transaction sees to it that their run is there, so that nothing is stored of
 * a run that another tab deleted. Large runs are read in batches, so that no single task of the
 * page is long.
 */

import { offered } from '../../platform/refusals.ts';
import { bytesOfRun, spread } from './run-bytes.ts';
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import {
  type SampleOutcome,
  outcomeOf,
  type Run,
  type RunStore,
  RunStoreError,
  type RunTask,
  type Sample,
} from './run.ts';

type SampleKey = [run: string, task: string, index: number];

/** A run that is begun and not put yet. Earlier versions stored its tasks and samples alone. */
type StoredRun = Run & { readonly isBegun?: true };

interface Schema extends DBSchema {
  runs: { key: string; value: StoredRun };
  tasks: { key: [run: string, task: string]; value: RunTask };
  samples: { key: SampleKey; value: Sample };
  outcomes: { key: SampleKey; value: SampleOutcome };
}

type StoreName = 'runs' | 'tasks' | 'samples' | 'outcomes';
type Writing = IDBPTransaction<Schema, StoreName[], 'readwrite'>;

/** Where there may be something of a run that is not there. */
const belongingStores = ['tasks', 'samples', 'outcomes'] as const;

/** A sample takes kilobytes, an outcome a hundred bytes. */
const batchSizes = { samples: 100, outcomes: 1000 };

export class IndexedRunStore implements RunStore {
  readonly #name: string;
  #database: Promise<IDBPDatabase<Schema>> | null = null;

  /** Another name is another store. */
  constructor(name = 'synthpad-runs') {
    this.#name = name;
  }

  async runs(): Promise<Run[]> {
    const stored = await this.#read((database) => database.getAll('runs'));
    const runs = stored.filter(({ isBegun }) => !isBegun);
    return runs.sort((left, right) => right.createdAt - left.createdAt);
  }

  async run(id: string): Promise<Run | null> {
    const stored = await this.#read((database) => database.get('runs', id));
    return stored && !stored.isBegun ? stored : null;
  }

  beginRun(run: Run): Promise<void> {
    return this.#write([], (transaction) => [
      transaction.objectStore('runs').put({ ...run, isBegun: true }),
    ]);
  }

  putRun(run: Run): Promise<void> {
    return this.#write([run.id], (transaction) => [transaction.objectStore('runs').put(run)]);
  }

  deleteRun(id: string): Promise<void> {
    return this.#write([], function* (transaction) {
      yield transaction.objectStore('runs').delete(id);
      for (const store of belongingStores) yield transaction.objectStore(store).delete(keysOf(id));
    });
  }

  /** In hops from run to run: what a run has in between is not looked at. */
  orphans(): Promise<string[]> {
    return this.#read(async (database) => {
      const runs = await database.getAll('runs');
      const orphans = new Set(runs.flatMap(({ id, isBegun }) => (isBegun ? id : [])));
      const known = new Set(runs.map(({ id }) => id));
      for (const store of belongingStores) {
        let cursor = await database.transaction(store).store.openKeyCursor();
        while (cursor) {
          const [run] = cursor.key;
          if (!known.has(run)) orphans.add(run);
          cursor = await cursor.continue(keysOf(run).upper);
        }
      }
      return [...orphans];
    });
  }

  tasks(run: string): Promise<RunTask[]> {
    return this.#read((database) => database.getAll('tasks', keysOf(run)));
  }

  putTasks(tasks: readonly RunTask[]): Promise<void> {
    return this.#write(runsOf(tasks), function* (transaction) {
      for (const task of tasks) yield transaction.objectStore('tasks').put(task);
    });
  }

  async outcomes(run: string): Promise<SampleOutcome[]> {
    const outcomes: SampleOutcome[] = [];
    for await (const batch of this.#batches('outcomes', run)) outcomes.push(...batch);
    return outcomes;
  }

  async sample(run: string, task: string, index: number): Promise<Sample | null> {
    const key: SampleKey = [run, task, index];
    return (await this.#read((database) => database.get('samples', key))) ?? null;
  }

  samples(run: string): AsyncIterable<readonly Sample[]> {
    return this.#batches('samples', run);
  }

  putSamples(samples: readonly Sample[]): Promise<void> {
    return this.#write(runsOf(samples), function* (transaction) {
      for (const sample of samples) {
        yield transaction.objectStore('samples').put(sample);
        yield transaction.objectStore('outcomes').put(outcomeOf(sample));
      }
    });
  }

  bytesOf(run: string): Promise<number> {
    return this.#read(async (database) => {
      const { store: tasks } = database.transaction('tasks');
      const taskKeys = await tasks.getAllKeys(keysOf(run));
      const measured = await Promise.all(spread(taskKeys).map((key) => tasks.get(key)));
      const { store: samples } = database.transaction('samples');
      const [sampleCount, ...first] = await Promise.all([
        samples.count(keysOf(run)),
        ...spread(taskKeys).map((key) => samples.get(IDBKeyRange.bound(key, [...key, []]))),
      ]);
      return bytesOfRun({
        ...{ taskCount: taskKeys.length, sampleCount },
        tasks: measured.filter((task) => task !== undefined),
        samples: first.filter((sample) => sample !== undefined),
      });
    });
  }

  async close(): Promise<void> {
    const database = await this.#database?.catch(() => null);
    this.#database = null;
    database?.close();
  }

  /** Each batch is a transaction of its own: one that waits for its reader would not stay open. */
  async *#batches<Name extends 'samples' | 'outcomes'>(
    store: Name,
    run: string,
  ): AsyncGenerator<Schema[Name]['value'][]> {
    const size = batchSizes[store];
    let range = keysOf(run);
    for (;;) {
      const batch = await this.#read((database) => database.getAll(store, range, size));
      if (batch.length > 0) yield batch;
      const last = batch.at(-1);
      if (!last || batch.length < size) return;
      range = IDBKeyRange.bound([run, last.task, last.index], [run, []], true, true);
    }
  }

  async #read<T>(read: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    try {
      return await read(await this.#opened());
    } catch (error) {
      throw storeError(error);
    }
  }

  /**
   * All of it or nothing, and nothing where one of the runs is not there. The requests need no
   * watching: their transaction says what failed.
   */
  async #write(
    runs: readonly string[],
    write: (transaction: Writing) => Iterable<Promise<unknown>>,
  ): Promise<void> {
    let transaction: Writing | undefined;
    try {
      const database = await this.#opened();
      transaction = database.transaction(['runs', ...belongingStores], 'readwrite', {
        durability: 'strict',
      });
      transaction.done.catch(() => undefined);
      const store = transaction.objectStore('runs');
      for (const run of runs) {
        if ((await store.getKey(run)) === undefined) throw new RunStoreError('gone');
      }
      for (const request of write(transaction)) request.catch(() => undefined);
      // Chromium finds out that the disk is full here, at the commit.
      await transaction.done;
    } catch (error) {
      abort(transaction);
      throw storeError(error);
    }
  }

  /** Opened again after a failure, and after another tab or the browser closed it. */
  #opened(): Promise<IDBPDatabase<Schema>> {
    if (!this.#database) {
      const forget = () => (this.#database = null);
      this.#database = openRuns(this.#name, forget);
      this.#database.catch(forget);
    }
    return this.#database;
  }
}

function runsOf(belongings: readonly { readonly run: string }[]): string[] {
  return [...new Set(belongings.map(({ run }) => run))];
}

/** Everything of one run: an array is above every text. */
function keysOf(run: string): IDBKeyRange {
  return IDBKeyRange.bound([run], [run, []]);
}

/** Some browsers throw instead of rejecting where storage is refused: async makes it one. */
async function openRuns(name: string, onClose: () => void): Promise<IDBPDatabase<Schema>> {
  if (!offered(() => globalThis.indexedDB as IDBFactory | undefined)) {
    throw new DOMException('There is no IndexedDB.', 'NotSupportedError');
  }
  return openDB<Schema>(name, 1, {
    upgrade(database) {
      database.createObjectStore('runs', { keyPath: 'id' });
      database.createObjectStore('tasks', { keyPath: ['run', 'task.id'] });
      database.createObjectStore('samples', { keyPath: ['run', 'task', 'index'] });
      database.createObjectStore('outcomes', { keyPath: ['run', 'task', 'index'] });
    },
    // A newer page in another tab wants to change the shape: let it.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      onClose();
    },
    terminated: onClose,
  });
}

function abort(transaction: Writing | undefined): void {
  try {
    transaction?.abort();
  } catch {
    // It has ended by itself already.
  }
}

/** Values that cannot be stored are a fault of ours, not of the storage. */
function storeError(error: unknown): unknown {
  if (!(error instanceof DOMException) || error.name === 'DataCloneError') return error;
  const kind = error.name === 'QuotaExceededError' ? 'full' : 'refused';
  return new RunStoreError(kind, { cause: error });
}
