/** The starter tasks, which are part of the site itself. */

import { download } from './download.ts';
import { readTaskFile } from './task-file.ts';
import { TaskSourceError, type TaskSource } from './task-source.ts';

export function starterSource(address: string): TaskSource {
  return {
    id: 'starter',
    download: null,
    openKept: async () => null,
    async fetch(options) {
      const bytes = await download(address, null, options);
      const reading = readTaskFile(new TextDecoder().decode(bytes), 'starter');
      if (reading.kind === 'refused') {
        // Some hosts answer a missing file with a page of their own and status 200.
        const { fault } = reading;
        throw new TaskSourceError({ kind: 'refused-file', fileName: address, fault });
      }
      const { tasks, faults } = reading;
      return { source: 'starter', tasks, faults, keepFault: null };
    },
  };
}
