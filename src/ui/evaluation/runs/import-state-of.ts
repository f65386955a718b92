/** The state of an import, as the import box shows it. */

import type { RunsFault, RunsWork } from '../../../app/evaluation/runs/runs-work.ts';
import type { TaskSetId } from '../../../tasks/task.ts';
import { otherTasksTexts } from '../../../texts/import-texts.ts';
import { runsFaultText } from '../../../texts/run-page-texts.ts';
import type { ImportState } from '../results/import-state.ts';

export function importStateOf(work: RunsWork, nameOf: (source: TaskSetId) => string): ImportState {
  switch (work.kind) {
    case 'idle':
    case 'stopped':
      return { kind: 'idle' };
    case 'working':
      return { kind: 'reading', done: work.done, total: work.total };
    case 'failed':
      return refusalOf(work.why, nameOf);
    case 'imported': {
      const { imported, reading } = work;
      return {
        ...{ kind: 'read', samples: imported.samples.length, tasks: imported.tasks.length },
        ...{ faults: reading.faults, unknownIds: imported.unknownIds },
        listsTooMany: imported.listsTooMany,
        filters: (reading.kind === 'samples' && reading.filters) || [],
      };
    }
  }
}

function refusalOf(why: RunsFault, nameOf: (source: TaskSetId) => string): ImportState {
  if (why.kind !== 'other-tasks') return { kind: 'refused', text: runsFaultText(why), ways: null };
  const { fault, source, fits } = why;
  const hasNone = fault.kind === 'other-ids' && fault.known === 0;
  return {
    ...{ kind: 'refused', text: otherTasksTexts(why, nameOf).join(' ') },
    ways: { fits, insistedOn: hasNone ? null : source },
  };
}
