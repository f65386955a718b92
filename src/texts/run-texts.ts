/** Sentences about runs: plans that cannot be read, what pauses a run, logs that do not fit. */

import type { MergeFault } from '../evaluation/log/log-merge.ts';
import type { PlanFault } from '../evaluation/plans/plan-reading.ts';
import type { PauseReason } from '../evaluation/running/run-end.ts';
import type { DamagedLine, LogRefusal } from '../evaluation/log/run-log-reading.ts';
import type { SelectionFault } from '../evaluation/plans/task-selection.ts';
import type { WriterFault } from '../evaluation/running/writers.ts';
import { bytes, count } from './format.ts';
import { engineFailureText } from './engine-texts.ts';
import { checkerFailureText } from './verdict-texts.ts';

/** What keeps two runs of one plan from being the same, for the page that shows a plan. */
export const repeatabilityText =
  'The same plan gives the same samples on the same machine. Exceptions: the search stops by the clock, so a busy machine finds less; another GPU, driver or browser rounds differently, and so may another version of the model; a server decides for itself what a seed means.';

export function planFaultText(fault: PlanFault): string {
  switch (fault.kind) {
    case 'not-json':
      return 'This is not a plan: it is not JSON. Save one on the page, or mend the file.';
    case 'wrong-field':
      return fault.field === ''
        ? 'This is not a plan: it has to be one JSON object. Save one on the page to see its form.'
        : `The plan’s field “${fault.field}” is missing or wrong. Mend it, or save the plan anew.`;
  }
}

export function selectionFaultText(fault: SelectionFault): string {
  switch (fault.kind) {
    case 'unknown-ids':
      return `The set has no ${fault.ids.length === 1 ? 'task' : 'tasks'} ${listed(fault.ids)}. Take ${fault.ids.length === 1 ? 'it' : 'them'} out of the plan, or choose another set.`;
    case 'empty':
      return 'The plan means no task of this set. Choose other tasks, or another set.';
  }
}

export function pauseReasonText(reason: PauseReason): string {
  switch (reason.kind) {
    case 'engine':
      return engineFailureText(reason.failure);
    case 'no-writer':
      return writerFaultText(reason.fault);
    case 'checker':
      return checkerFailureText(reason.failure);
    case 'no-hidden-inputs':
      return 'This run is checked with the hidden inputs of a file, which the page does not keep. Choose that file of MBPP+ again, then it goes on.';
    case 'storage':
      return reason.trouble === 'full'
        ? 'The storage of this browser is full. Delete a run or free some space, then continue: everything so far is kept.'
        : 'This browser does not let the page store anything, as in a private window. Open the page in a usual window, then continue.';
  }
}

export function writerFaultText(fault: WriterFault): string {
  switch (fault.kind) {
    case 'missing-file':
      return `This run needs the model file ${fault.fileName} of ${bytes(fault.sizeBytes)}. Choose it again: the page may not keep files of yours.`;
    case 'unknown-model':
      return `The model ${fault.modelId} is not in this version’s list. Choose another one in a copy of the plan.`;
  }
}

export function logRefusalText(refusal: LogRefusal): string {
  switch (refusal.kind) {
    case 'not-a-run-log':
      return 'This file is not the log of a run: its first line does not say so.';
    case 'unknown-version':
      return `This log is of version ${refusal.version}, which a newer Synthpad wrote. Read it with that one.`;
    case 'already-here':
      return `This run is here already, as “${refusal.name}”, and was not changed. To have the file’s version of it, delete the run first, then open the file again.`;
  }
}

export function damagedLineText({ line, fault }: DamagedLine): string {
  switch (fault.kind) {
    case 'cut':
      return `Line ${line} was cut off and is left out.`;
    case 'not-json':
      return `Line ${line} is not JSON and is left out.`;
    case 'wrong-field':
      return `Line ${line} has a wrong field “${fault.field}” and is left out.`;
  }
}

export function mergeFaultText(fault: MergeFault): string {
  const [one, other] = fault.names;
  switch (fault.kind) {
    case 'mixed-plans':
      return `${one} and ${other} are of different plans. Merge only shards of one plan.`;
    case 'mixed-models':
      return `${one} and ${other} were written by different models. Merge only shards of one model.`;
    case 'mixed-shards':
      return `${one} and ${other} divide the plan differently. Merge only shards of one division.`;
    case 'overlap':
      return `${one} and ${other} both hold task ${fault.task}. Give each shard once.`;
  }
}

function listed(ids: readonly string[]): string {
  const most = 5;
  const more = ids.length - most;
  const shown = ids.slice(0, most).join(', ');
  return more > 0 ? `${shown} and ${count(more, 'other')}` : shown;
}
