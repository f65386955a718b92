/**
 * Where the known sets come from: a file of the site, or a public home from which it is downloaded
 * once, checked against its hash and kept for good.
 */

import { wholeText } from '../platform/file-text.ts';
import { isZip } from '../platform/zip-mark.ts';
import { mostWholeBytes } from '../platform/text-limits.ts';
import { download } from './download.ts';
import type { KeptFiles } from './kept-files.ts';
import type { KnownTaskSet, PublishedArchive, PublishedFile } from './known-task-set.ts';
import { sha256 } from './sha256.ts';
import { readTaskFileInTurns } from './task-file.ts';
import { taskSets } from './task-sets.ts';
import { TaskSourceError, type KeepFault, type TaskSet, type TaskSource } from './task-source.ts';
import type { TaskSetId } from './task.ts';

/** `base` is the address of the page: the site's own files lie next to it. */
export function taskSources(kept: KeptFiles, base: string): readonly TaskSource[] {
  return taskSets.map((set) => sourceOf(set, kept, base));
}

function sourceOf({ id, origin }: KnownTaskSet, kept: KeptFiles, base: string): TaskSource {
  switch (origin.kind) {
    case 'site':
      return siteSource(id, new URL(origin.file, base).href);
    case 'published':
      return publishedSource(id, origin, kept);
    case 'archive':
      return archiveSource(id, origin, kept);
  }
}

function siteSource(id: TaskSetId, address: string): TaskSource {
  return {
    id,
    download: null,
    openKept: async () => null,
    fetch: async (options) => asSet(id, address, await download(address, null, options), null),
  };
}

export function publishedSource(id: TaskSetId, file: PublishedFile, kept: KeptFiles): TaskSource {
  const { address, sizeBytes } = file;
  return {
    id,
    download: { address, sizeBytes },

    async openKept() {
      const bytes = await kept.read(address);
      if (!bytes) return null;
      // A copy damaged on disk is as good as none: forget it, so that the next download repairs it.
      if ((await sha256(bytes)) === file.sha256) return asSet(id, address, bytes, null);
      await kept.forget(address);
      return null;
    },

    async fetch(options) {
      const bytes = await download(address, sizeBytes, options);
      const isGenuine = (await sha256(bytes)) === file.sha256;
      options.signal.throwIfAborted();
      if (!isGenuine) throw new TaskSourceError({ kind: 'hash-mismatch', address });
      return asSet(id, address, bytes, await kept.keep(address, bytes));
    },
  };
}

/** What is kept are the tasks that were made of the archive, with their hash before them. */
function archiveSource(
  id: TaskSetId,
  { address, read }: PublishedArchive,
  kept: KeptFiles,
): TaskSource {
  const setOf = async (bytes: Uint8Array<ArrayBuffer>, fileName: string): Promise<TaskSet> => {
    const reading = await read(bytes);
    if (reading.kind === 'fault') {
      throw new TaskSourceError({ kind: 'refused-archive', fileName, fault: reading.fault });
    }
    const rows = new TextEncoder().encode(reading.text);
    const set = await asSet(id, address, rows, null);
    const sealed = new Blob([`${await sha256(rows)}\n`, rows]);
    return {
      ...set,
      keepFault: await kept.keep(address, new Uint8Array(await sealed.arrayBuffer())),
    };
  };
  return {
    id,
    download: { address, sizeBytes: null },

    async openKept() {
      const bytes = await kept.read(address);
      if (!bytes) return null;
      const end = bytes.indexOf(lineEnd);
      const rows = bytes.slice(end + 1);
      const seal = new TextDecoder().decode(bytes.subarray(0, Math.max(0, end)));
      if ((await sha256(rows)) === seal) return asSet(id, address, rows, null);
      await kept.forget(address);
      return null;
    },

    async fetch(options) {
      const bytes = await download(address, null, options);
      const set = await setOf(bytes, address);
      options.signal.throwIfAborted();
      return set;
    },

    async take(file) {
      const beginning = new Uint8Array(await file.slice(0, 4).arrayBuffer());
      if (!isZip(beginning)) return null;
      return setOf(new Uint8Array(await file.arrayBuffer()), file.name);
    },
  };
}

const lineEnd = 10;

/** Some hosts answer a missing file with a page of their own and status 200: that is refused. */
async function asSet(
  source: TaskSetId,
  address: string,
  bytes: Uint8Array<ArrayBuffer>,
  keepFault: KeepFault | null,
): Promise<TaskSet> {
  const text = await wholeText(new Blob([bytes]), mostWholeBytes);
  const reading = await readTaskFileInTurns(text, source);
  if (reading.kind === 'refused') {
    throw new TaskSourceError({ kind: 'refused-file', fileName: address, fault: reading.fault });
  }
  return { source, tasks: reading.tasks, faults: reading.faults, keepFault };
}
