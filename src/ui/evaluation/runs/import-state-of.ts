/** The state of an import, as the import box shows it. */

import type { RunsWork } from '../../../app/evaluation/runs-work.ts';
import { runsFaultText } from '../../../texts/run-page-texts.ts';
import type { ImportState } from '../results/import-state.ts';

export function importStateOf(work: RunsWork): ImportState {
  switch (work.kind) {
    case 'idle':
    case 'stopped':
      return { kind: 'idle' };
    case 'working':
      return { kind: 'reading', done: work.done, total: work.total };
    case 'failed':
      return { kind: 'refused', text: runsFaultText(work.why) };
    case 'imported': {
      const { imported, reading } = work;
      return {
        ...{ kind: 'read', samples: imported.samples.length, tasks: imported.tasks.length },
        ...{ faults: reading.faults, unknownIds: imported.unknownIds },
        listsTooMany: imported.listsTooMany,
      };
    }
  }
}
