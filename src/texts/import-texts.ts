/** Texts about imported files of completions: what is wrong with them, and where. */

import type {
  CompletionFault,
  CompletionFaultKind,
  CompletionsRefusal,
  UnreadableRows,
} from '../evaluation/formats/completions.ts';
import { mostCompletionsBytes, mostWholeBytes } from '../platform/text-limits.ts';
import type { RunsFault } from '../app/evaluation/runs/runs-work.ts';
import type { BelongingFault, ListOrder } from '../evaluation/formats/belonging.ts';
import type { TaskSetId } from '../tasks/task.ts';
import { bytes, count, grouped } from './format.ts';
import { sourceName } from './task-texts.ts';

type OtherTasks = Extract<RunsFault, { kind: 'other-tasks' }>;

/** "line 4: not JSON." */
export function completionFaultText({ place, kind }: CompletionFault): string {
  return `${place.unit} ${place.number}: ${faultText(kind)}`;
}

function faultText(kind: CompletionFaultKind): string {
  switch (kind) {
    case 'not-json':
      return 'not JSON.';
    case 'too-long':
      return 'too long to be read.';
    case 'not-an-object':
      return 'not an object.';
    case 'no-task-id':
      return '"task_id" is missing, or is neither a string nor a number.';
    case 'failed-request':
      return 'the request of this line failed, so it has no reply.';
    case 'no-completion':
      return 'neither "solution" nor "completion" is a string.';
    case 'not-a-list-of-texts':
      return 'not a list of strings.';
  }
}

export function refusedCompletionsText(fault: CompletionsRefusal): string {
  if (typeof fault === 'object') return unreadableRowsText(fault);
  switch (fault) {
    case 'not-text':
      return 'The file is not text, or is damaged. Choose a .jsonl or .json file, or one compressed as .gz.';
    case 'empty':
      return 'The file is empty: there is no completion in it.';
    case 'broken-array':
      return 'The JSON array is incomplete or invalid. Repair it and open the file again.';
    case 'parquet':
      return 'This is a Parquet file. Convert it to JSON Lines with pandas: read_parquet(file).to_json(name, orient="records", lines=True).';
    case 'arrow':
      return 'This is an Arrow file. Convert it to JSON Lines with the datasets library: Dataset.from_file(file).to_json(name).';
    case 'pickle':
      return 'This is a Python pickle, which cannot be opened safely. Load it where it was made and save the samples as JSON Lines.';
    case 'yaml':
      return 'This is a YAML file. Convert it to JSON with Python: json.dump(yaml.safe_load(open(name)), open(name + ".json", "w")).';
    case 'lfs-pointer':
      return 'This is only a pointer to a file that is kept elsewhere (Git LFS). Run “git lfs pull” where it comes from, or download the file itself, and open that.';
    case 'zip':
      return 'This is a zip archive, such as an Inspect log (.eval). Unpack it and open the file of samples; “inspect log dump” turns an Inspect log into JSON, whose samples you write as lines with task_id and completion.';
    case 'inspect':
      return 'This is a log of Inspect. Write each of its samples as a line with task_id (its ID) and completion (output.completion), and open that file.';
    case 'promptfoo':
      return 'This is an export of promptfoo. Write each of its results as a line with task_id and completion (response.output), and open that file.';
    case 'too-large':
      return `The file is too large: at most ${bytes(mostCompletionsBytes)} unpacked, or ${bytes(mostWholeBytes)} as a JSON array. Split it and open the parts.`;
  }
}

function unreadableRowsText({ name, rows, first }: UnreadableRows): string {
  if (first === null)
    return `The list “${name}” in this file is empty: there is nothing to import.`;
  return rows === 1
    ? `The only entry of “${name}” in this file is no completion: ${faultText(first)} Write it as an object with task_id and completion.`
    : `None of the ${grouped(rows)} entries of “${name}” in this file is a completion. The first: ${faultText(first)} Write each as an object with task_id and completion.`;
}

/** Of lm-evaluation-harness, in the order of the file. */
export function filtersText([read = '', ...others]: readonly string[]): string {
  const left = others.map((name) => `“${name}”`).join(', ');
  return `The file has each sample once for every filter. Those of “${read}” were read, those of ${left} were not. For another filter, leave only its lines in the file.`;
}

/** Null where every completion found its task. */
export function unknownTasksText(ids: readonly string[], listsTooMany: number): string | null {
  if (listsTooMany > 0) {
    return `The file has ${count(listsTooMany, 'more list')} than the set has tasks, so it belongs to another set or order. Choose the matching task set and open the file again.`;
  }
  if (ids.length === 0) return null;
  const some = ids.slice(0, 5).join(', ');
  const more = ids.length > 5 ? ` and ${ids.length - 5} more` : '';
  return `The set has no task ${some}${more}. Their completions were skipped. If they belong to another set, choose that set.`;
}

/** Why completions are not laid over a set of tasks, and what fits. */
export function belongingFaultText(
  fault: BelongingFault,
  source: TaskSetId,
  nameOf: (source: TaskSetId) => string = sourceName,
): string {
  const set = nameOf(source);
  switch (fault.kind) {
    case 'other-ids': {
      const known = knownIdsText(fault.known, fault.of, set);
      return fault.fits === null
        ? `${known} Choose the task set that the completions were made for.`
        : `${known} The IDs are those of “${nameOf(fault.fits)}”.`;
    }
    case 'other-length': {
      const parts = fault.parts.map(({ split, tasks }) => `${split}: ${grouped(tasks)}`);
      const sizes = [`all: ${grouped(fault.tasks)}`, ...parts].join(', ');
      return `The file is a list of ${grouped(fault.lists)} without task IDs, which is no part of “${set}” (${sizes}). Choose the matching task set, or the part that the list begins.`;
    }
    case 'other-functions':
      return fault.named === 0
        ? `None of the ${count(fault.of, 'program')} defines the function that its task in “${set}” asks for. The completions seem to be of another task set.`
        : `Of ${count(fault.of, 'program')}, only ${grouped(fault.named)} ${fault.named === 1 ? 'defines' : 'define'} the function that the task in “${set}” asks for. The completions seem to be of another task set.`;
  }
}

function knownIdsText(known: number, of: number, set: string): string {
  if (known === 0) return `None of the file’s task IDs is in “${set}”.`;
  return `Only ${grouped(known)} of ${count(of, 'task ID')} ${known === 1 ? 'is' : 'are'} in “${set}”.`;
}

/** The sentences about a file of completions that was not imported. */
export function otherTasksTexts(
  { fault, source, fits }: OtherTasks,
  nameOf: (source: TaskSetId) => string,
): string[] {
  const why = belongingFaultText(fault, source, nameOf);
  if (fits === null) return [why];
  const name = nameOf(fits.source);
  if (!fits.isHere) {
    return [
      why,
      `“${name}” is not on this device. Download it in the Playground, then import the file again.`,
    ];
  }
  const isNamed = fault.kind === 'other-ids' && fault.fits === fits.source;
  return isNamed ? [why] : [why, `They fit “${name}”.`];
}

export function listOrderName(order: ListOrder): string {
  switch (order) {
    case 'length':
      return 'by the length of the list';
    case 'all':
      return 'all tasks, from the first';
    case 'prompt':
    case 'test':
    case 'validation':
    case 'train':
      return `the ${order} split`;
  }
}
