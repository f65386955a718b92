/** A data set from its public home: downloaded once, checked against its hash, kept for good. */

import { download } from './download.ts';
import type { KeptFiles } from './kept-files.ts';
import type { PublishedFile } from './published-data.ts';
import { sha256 } from './sha256.ts';
import { readTaskFile } from './task-file.ts';
import { TaskSourceError, type KeepFault, type TaskSet, type TaskSource } from './task-source.ts';

export function publishedSource(file: PublishedFile, kept: KeptFiles): TaskSource {
  const { address, source, sizeBytes } = file;
  return {
    id: source,
    download: { host: new URL(address).host, sizeBytes },

    async openKept() {
      const bytes = await kept.read(address);
      if (!bytes) return null;
      // A copy damaged on disk is as good as none: forget it, so that the next download repairs it.
      if ((await sha256(bytes)) === file.sha256) return asSet(file, bytes, null);
      await kept.forget(address);
      return null;
    },

    async fetch(options) {
      const bytes = await download(address, sizeBytes, options);
      const isGenuine = (await sha256(bytes)) === file.sha256;
      options.signal.throwIfAborted();
      if (!isGenuine) throw new TaskSourceError({ kind: 'hash-mismatch', address });
      return asSet(file, bytes, await kept.keep(address, bytes));
    },
  };
}

function asSet(
  { source, address }: PublishedFile,
  bytes: Uint8Array,
  keepFault: KeepFault | null,
): TaskSet {
  const reading = readTaskFile(new TextDecoder().decode(bytes), source);
  if (reading.kind === 'refused') {
    throw new TaskSourceError({ kind: 'refused-file', fileName: address, fault: reading.fault });
  }
  return { source, tasks: reading.tasks, faults: reading.faults, keepFault };
}
