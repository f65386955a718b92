/** Texts for runs, on the page and in the commands: invalid plans, reasons to pause, logs. */

import type { MergeFault } from '../evaluation/log/log-merge.ts';
import type { PlanFault } from '../evaluation/plans/plan-reading.ts';
import type { PauseReason } from '../evaluation/running/run-end.ts';
import type { DamagedLine, LogRefusal } from '../evaluation/log/run-log-reading.ts';
import type { RunStoreTrouble } from '../evaluation/runs/run.ts';
import type { SelectionFault } from '../evaluation/plans/task-selection.ts';
import type { ModelSpecFault } from '../synthesis/model-kind.ts';
import { mostLogBytes, mostPlanBytes } from '../platform/text-limits.ts';
import { bytes, count } from './format.ts';
import { engineFailureText } from './engine-texts.ts';
import { checkerFailureText } from './verdict-texts.ts';

/** Why two runs of one plan may differ. */
export const repeatabilityText =
  'The same plan gives the same samples on the same machine, with three exceptions. The search has a time limit, so it finds less on a busy machine. Another GPU, driver, browser or model version may round differently. A server decides what a seed means.';

export function planFaultText(fault: PlanFault): string {
  switch (fault.kind) {
    case 'not-json':
      return 'This is not a plan: the file is not JSON. Repair it, or export a plan from the page.';
    case 'wrong-field':
      return fault.field === ''
        ? 'This is not a plan: the file must contain one JSON object. Export a plan from the page to see the format.'
        : `The plan’s field “${fault.field}” is missing or invalid. Correct it, or export the plan again.`;
  }
}

export function selectionFaultText(fault: SelectionFault): string {
  switch (fault.kind) {
    case 'unknown-ids':
      return fault.ids.length === 1
        ? `The set has no task ${listed(fault.ids)}. Remove it from the plan, or choose another set.`
        : `The set has no tasks ${listed(fault.ids)}. Remove them from the plan, or choose another set.`;
    case 'no-examples':
      return fault.ids.length === 1
        ? `The set has no solved task ${listed(fault.ids)} to show as an example. Name another one, or none for the usual ones.`
        : `The set has no solved tasks ${listed(fault.ids)} to show as examples. Name others, or none for the usual ones.`;
    case 'search-writes-programs':
      return 'The built-in search writes programs, and these tasks ask for something else. Choose a model.';
    case 'none-asked':
      return 'None of these tasks can be asked for that. Choose other tasks, or ask for what the tasks ask for.';
    case 'empty':
      return 'The plan selects no tasks from this set. Choose other tasks, or another set.';
  }
}

export function pauseReasonText(reason: PauseReason): string {
  switch (reason.kind) {
    case 'engine':
      return engineFailureText(reason.failure);
    case 'no-writer':
      return writerFaultText(reason.fault);
    case 'changed-file':
      return URL.canParse(reason.address)
        ? `The file at ${reason.address} has changed since this run began: its samples would be those of two models. Start a new run.`
        : `The file ${reason.address} is not the one this run began with: its samples would be those of two models. Resume with the earlier file, which the page asks for after a reload, or start a new run.`;
    case 'checker':
      return checkerFailureText(reason.failure);
    case 'no-hidden-inputs':
      return 'This run checks with the hidden inputs of an MBPP+ or HumanEval+ file, which the page does not store. Choose that file again to resume.';
    case 'storage':
      return runStoreText(reason.trouble);
  }
}

export const runsNotKeptText =
  'This browser does not let the page store anything, as in a private window. Runs last until you close this tab; export a run to keep it.';

export function runStoreText(trouble: RunStoreTrouble): string {
  switch (trouble) {
    case 'full':
      return 'This browser’s storage is full. Delete a run or free some space, then resume. All samples so far are kept.';
    case 'refused':
      return 'This browser does not let the page store anything, as in a private window. Open the page in a normal window, then resume.';
    case 'gone':
      return 'This run was deleted while it was running, in another tab or together with this site’s data. It has ended, and none of its samples are left.';
  }
}

function writerFaultText(fault: ModelSpecFault): string {
  switch (fault.kind) {
    case 'missing-file':
      return `This run needs the model file ${fault.fileName} (${bytes(fault.sizeBytes)}). Choose it again: the page cannot keep your files.`;
    case 'unknown-model':
      return `This version of Synthpad does not know the model ${fault.modelId}. Duplicate the plan and choose another model.`;
  }
}

export function logRefusalText(refusal: LogRefusal): string {
  switch (refusal.kind) {
    case 'not-a-run-log':
      return 'This file is not a run log: its first line does not describe a run.';
    case 'unknown-version':
      return `This log was written by a newer version of Synthpad (format ${refusal.version}). Update to open it.`;
    case 'already-here':
      return `This run is already here, as “${refusal.name}”, and was not changed. To replace it with the one in the file, delete it first, then open the file again.`;
    case 'in-use':
      return 'Another tab is using this run. Wait until it is done, then open the file again.';
  }
}

export const logTooLargeText = `The log is too large: at most ${bytes(mostLogBytes)} unpacked. Nothing was imported.`;
export const planTooLargeText = `The plan is too large: at most ${bytes(mostPlanBytes)}. Export it again from the page.`;

export function damagedLineText({ line, fault }: DamagedLine): string {
  switch (fault.kind) {
    case 'cut':
      return `Line ${line} is incomplete and was skipped.`;
    case 'not-json':
      return `Line ${line} is not JSON and was skipped.`;
    case 'too-long':
      return `Line ${line} is too long to be read and was skipped.`;
    case 'wrong-field':
      return `Line ${line} has an invalid field “${fault.field}” and was skipped.`;
    case 'not-of-run':
      return `Line ${line} has sample ${fault.index + 1} of task ${fault.task}, which the run does not ask for, and was skipped.`;
    case 'contradicts-tests':
      return `Line ${line} says that sample ${fault.index + 1} of task ${fault.task} passed, although one of its tests did not, and was skipped.`;
  }
}

/** Of thousands of lines the first say what is wrong. */
const mostNamedLines = 5;

export function damagedLinesText(lines: readonly DamagedLine[]): string {
  const named = lines.slice(0, mostNamedLines).map(damagedLineText);
  const more = lines.length - named.length;
  return [
    ...named,
    ...(more > 0 ? [`${count(more, 'more line')} ${more === 1 ? 'was' : 'were'} skipped.`] : []),
  ].join(' ');
}

export function mergeFaultText(fault: MergeFault): string {
  const [one, other = ''] = fault.names;
  switch (fault.kind) {
    case 'stray-sample':
      return `${one} contains sample ${fault.index + 1} of task ${fault.task}, which is not part of its run. Run that shard again.`;
    case 'lost-task':
      return `${one} has lost the line of task ${fault.task}. Run that shard again, or restore the file.`;
    case 'several-runs':
      return `${one} contains more than one log. Give each log as a file of its own.`;
    case 'mixed-plans':
      return `${one} and ${other} come from different plans. Merge only shards of one plan.`;
    case 'mixed-models':
      return `${one} and ${other} come from different models. Merge only shards of one model.`;
    case 'mixed-files':
      return `${one} and ${other} were written with different versions of the model file ${fault.file}. Merge only shards of one model.`;
    case 'mixed-hidden':
      return `${one} and ${other} were not checked with the same hidden inputs. Merge only shards that were run with one task file.`;
    case 'mixed-shards':
      return `${one} and ${other} divide the plan differently. Merge only shards with the same number of parts.`;
    case 'overlap':
      return `${one} and ${other} both contain task ${fault.task}. List each shard once.`;
  }
}

function listed(ids: readonly string[]): string {
  const most = 5;
  const more = ids.length - most;
  const shown = ids.slice(0, most).join(', ');
  return more > 0 ? `${shown} and ${count(more, 'other')}` : shown;
}
