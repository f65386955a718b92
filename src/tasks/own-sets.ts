/**
 * Sets from a person's own files: read in the tab, sent nowhere, and kept on this device under a
 * hash of what they hold, so that a bookmark or a reload finds them. Any form that a known set has
 * will do, as text or packed with gzip.
 */

import { wholeText } from '../platform/file-text.ts';
import { mostWholeBytes, TooLargeError } from '../platform/text-limits.ts';
import type { KeptFiles } from './kept-files.ts';
import { ownSetId } from './own-set-id.ts';
import { readKeptTaskFile, readTaskFileInTurns, type TaskFileReading } from './task-file.ts';
import { TaskSourceError, type TaskSet, type TaskSource } from './task-source.ts';
import type { TaskSetId } from './task.ts';

/** A source whose tasks only a person can give again once they are gone from this device. */
export interface OwnSource extends TaskSource {
  /** As the file was called. */
  readonly name: string;
  readonly fetch: null;
}

/** Nothing is ever fetched from here: it is a name under which a file is kept. */
const home = 'https://own-tasks.invalid/';

export class OwnSets {
  readonly #kept: KeptFiles;

  constructor(kept: KeptFiles) {
    this.#kept = kept;
  }

  /** Those on this device. */
  async list(): Promise<OwnSource[]> {
    const addresses = await this.#kept.addresses();
    return addresses.flatMap((address) => {
      const place = ownPlaceAt(address);
      return place ? [this.#sourceOf(place, address)] : [];
    });
  }

  /** Rejects with a `TaskSourceError` where the file cannot be read or holds no tasks at all. */
  async open(file: File): Promise<{ readonly source: OwnSource; readonly set: TaskSet }> {
    const text = await textOf(file);
    const id = await ownSetId(text);
    const place = { id, name: file.name };
    const kept = (await this.list()).find((source) => source.id === id);
    const read = kept ? readKeptTaskFile : readTaskFileInTurns;
    const set = asSet(id, file.name, await read(text, id));
    if (kept) return { source: kept, set };
    const address = addressOf(place);
    const keepFault = await this.#kept.keep(address, new TextEncoder().encode(text));
    return { source: this.#sourceOf(place, address), set: { ...set, keepFault } };
  }

  #sourceOf({ id, name }: OwnPlace, address: string): OwnSource {
    return {
      ...{ id, name, download: null, fetch: null },
      openKept: async () => {
        const bytes = await this.#kept.read(address);
        const text = new TextDecoder().decode(bytes ?? undefined);
        // A copy damaged on disk is another set: forget it, so that it is asked for again.
        if (bytes && (await ownSetId(text)) === id) {
          const reading = await readKeptTaskFile(text, id);
          if (!isEmpty(reading)) return asSet(id, name, reading);
        }
        await this.#kept.forget(address);
        return null;
      },
    };
  }
}

/** Before December 2026 a file without any task became a set as well: nobody can use it. */
function isEmpty(reading: TaskFileReading): boolean {
  return reading.kind === 'refused' && reading.fault.kind === 'no-task';
}

interface OwnPlace {
  readonly id: TaskSetId;
  readonly name: string;
}

function addressOf({ id, name }: OwnPlace): string {
  return `${home}${id}/${encodeURIComponent(name)}`;
}

/** Which own set is kept at an address; null for anything else that is kept. */
export function ownPlaceAt(address: string): OwnPlace | null {
  if (!address.startsWith(home)) return null;
  const [id, name] = address.slice(home.length).split('/');
  return id && name ? { id, name: decodeURIComponent(name) } : null;
}

function asSet(source: TaskSetId, fileName: string, reading: TaskFileReading): TaskSet {
  if (reading.kind === 'refused') {
    throw new TaskSourceError({ kind: 'refused-file', fileName, fault: reading.fault });
  }
  const { tasks, faults, unreadScripts } = reading;
  return { source, tasks, faults, unreadScripts, keepFault: null };
}

async function textOf(file: File): Promise<string> {
  try {
    return await wholeText(file, mostWholeBytes);
  } catch (error) {
    if (error instanceof TooLargeError) {
      const fault = { kind: 'too-large' } as const;
      throw new TaskSourceError({ kind: 'refused-file', fileName: file.name, fault });
    }
    // A folder, a file that was moved after it was chosen, or damaged gzip.
    const failure = { kind: 'unreadable-file' as const, fileName: file.name };
    throw new TaskSourceError(failure, { cause: error });
  }
}
