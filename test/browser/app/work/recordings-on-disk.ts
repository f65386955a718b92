/** Visits to playlists in real databases, and what they leave on the disk. */

import { deleteDB, openDB } from 'idb';
import { vi } from 'vitest';
import { Playlists } from '../../../../src/app/replaying/playlists.svelte.ts';
import type { Recording } from '../../../../src/app/replaying/recording/recording.ts';
import { WorkDatabase, type WorkDatabaseOptions } from '../../../../src/app/work/work-database.ts';

const names: string[] = [];
const open: WorkDatabase[] = [];

/** Two visits of one name are two tabs. */
export function visit(name: string, options: WorkDatabaseOptions = {}): WorkDatabase {
  names.push(name);
  const database = new WorkDatabase({ name, ...options });
  open.push(database);
  return database;
}

/** After each test. */
export async function leave(): Promise<void> {
  vi.restoreAllMocks();
  await Promise.all(open.splice(0).map((database) => database.close()));
  await Promise.all(names.splice(0).map((name) => deleteDB(name)));
  localStorage.clear();
}

export function recording(name: string, program = 'x = 1'): Recording {
  const task = { source: 'starter', id: '3', text: 'Say so.', referenceCode: '', setupCode: '' };
  const part = {
    ...({ author: { kind: 'model', name: 'Tiny' }, round: 0, after: null, hint: null } as const),
    ...{ request: null, reply: null, program, recorded: null },
  };
  return { name, recordedAt: 5, task: { ...task, tests: [], challengeTests: [] }, parts: [part] };
}

/** What is really on the disk. */
export async function stored(name: string): Promise<Map<string, unknown>> {
  const database = await openDB(name);
  const settings = (await database.getAll('settings')) as { name: string; value: unknown }[];
  database.close();
  return new Map(settings.map((setting) => [setting.name, setting.value]));
}

export async function playlistsOn(database: WorkDatabase): Promise<Playlists> {
  const playlists = new Playlists(database);
  await playlists.restore();
  return playlists;
}

export async function played(playlists: Playlists, list: string): Promise<unknown[]> {
  const items = playlists.byId(list)?.items ?? [];
  const all = await Promise.all(items.map((item) => playlists.recordingOf(list, item)));
  return all.map((each) => (typeof each === 'string' ? each : each.name));
}

/** No room for recordings of this name, until it is restored. */
export function leaveNoRoomFor(recordingName: string): () => void {
  const { put } = IDBObjectStore.prototype;
  const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    value: { value?: { name?: string } },
  ) {
    if (value.value?.name === recordingName) throw new DOMException('full', 'QuotaExceededError');
    return put.call(this, value);
  });
  return () => void full.mockRestore();
}
