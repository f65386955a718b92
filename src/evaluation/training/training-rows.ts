/**
 * A task set's training and validation tasks as rows for fine-tuning: the prompt that an evaluation
 * sends, and what is right behind it. What test tasks share with them is found by `held-out`; which
 * files are made of the rows, in `training-files`.
 */

import type { ChatMessage, Prompt } from '../../synthesis/engine.ts';
import { fewShotAnswer, instructionAnswer } from '../../synthesis/prompt.ts';
import { functionNameOf } from '../../synthesis/prompt-settings.ts';
import type { PythonReader } from '../../tasks/python-reader.ts';
import { splitOf } from '../../tasks/task-sets.ts';
import type { Task } from '../../tasks/task.ts';
import type { Plan } from '../plans/plan.ts';
import { promptOf } from '../runs/asked-prompt.ts';
import { type RowText, type SharedPart, sharedParts } from './held-out.ts';

/** `paper`: the few-shot prompt, for any model. `chat`: an instruction, for models that chat. */
export const trainingFormats = ['paper', 'chat'] as const;

export type TrainingFormat = (typeof trainingFormats)[number];

/** As trainers know prompt and completion: both as texts, or as messages of a chat. */
export type TrainingRow = { readonly task_id: string } & (
  | { readonly prompt: string; readonly completion: string }
  | { readonly prompt: readonly ChatMessage[]; readonly completion: readonly ChatMessage[] }
);

/** The splits that are for training: no other task is in the rows. */
export const trainingSplits = ['train', 'validation'] as const;

export type TrainingSplit = (typeof trainingSplits)[number];

export interface TrainingRows {
  readonly format: TrainingFormat;
  readonly rows: Readonly<Record<TrainingSplit, readonly TrainingRow[]>>;
  /** Tasks of the splits that share something with a test task: left out, or kept on demand. */
  readonly shared: readonly SharedPart[];
  readonly areSharedKept: boolean;
}

export type TrainingFault =
  /** One of the two splits has no task. */
  | { readonly kind: 'no-splits' }
  /** The tasks ask for something else, or have no reference to learn from. */
  | { readonly kind: 'no-programs' }
  /** Every row has a part of a test task: the examples in its prompt have. */
  | { readonly kind: 'all-shared'; readonly shared: SharedPart }
  /** Every task of one split shares something with a test task. */
  | { readonly kind: 'split-shared'; readonly split: TrainingSplit };

export type TrainingReading =
  | ({ readonly kind: 'rows' } & TrainingRows)
  | { readonly kind: 'fault'; readonly fault: TrainingFault };

export interface TrainingOptions {
  readonly format: TrainingFormat;
  /** Keeps tasks that share something with a test task, as the published splits do. */
  readonly areSharedKept?: boolean;
  readonly signal?: AbortSignal;
}

/** As plans have it, unless a person chooses otherwise. */
function trainingPrompt(format: TrainingFormat): Plan['prompt'] {
  const style = format === 'paper' ? 'paper' : 'instruction';
  return { style, exampleCount: 3, shownTestCount: 3 };
}

/** `set` is the whole set: of its test tasks nothing may be in the rows. `inSteps` runs what is long. */
export async function trainingRows(
  set: readonly Task[],
  { format, areSharedKept = false, signal }: TrainingOptions,
  reader: Pick<PythonReader, 'readTests'>,
  inSteps: <Result>(steps: Generator<void, Result>) => Promise<Result>,
): Promise<TrainingReading> {
  const tasks = set.filter((task) => isForTraining(task));
  if (trainingSplits.some((split) => tasks.every((task) => splitOf(task) !== split))) {
    return { kind: 'fault', fault: { kind: 'no-splits' } };
  }
  if (tasks.some(({ asks, referenceCode }) => asks || referenceCode === '')) {
    return { kind: 'fault', fault: { kind: 'no-programs' } };
  }
  const all = new Map<Task, TrainingRow>();
  for (const task of tasks) {
    signal?.throwIfAborted();
    all.set(task, await rowOf(task, set, format, reader));
  }
  const texts = [...all.values()].map(textOf);
  const tests = set.filter((task) => splitOf(task) === 'test');
  const shared = await inSteps(sharedParts(texts, tests));
  const left = new Set(areSharedKept ? [] : shared.map(({ task }) => task));
  const [first] = shared;
  if (first && shared.length === all.size) {
    return { kind: 'fault', fault: { kind: 'all-shared', shared: first } };
  }
  const rowsOf = (split: TrainingSplit) =>
    [...all].flatMap(([task, row]) => (splitOf(task) === split && !left.has(task.id) ? [row] : []));
  const rows = { train: rowsOf('train'), validation: rowsOf('validation') };
  const empty = trainingSplits.find((split) => rows[split].length === 0);
  if (empty) return { kind: 'fault', fault: { kind: 'split-shared', split: empty } };
  return { kind: 'rows', format, rows, shared, areSharedKept };
}

function isForTraining(task: Task): boolean {
  return trainingSplits.some((split) => splitOf(task) === split);
}

async function rowOf(
  task: Task,
  set: readonly Task[],
  format: TrainingFormat,
  reader: Pick<PythonReader, 'readTests'>,
): Promise<TrainingRow> {
  const asked = { task, functionName: await functionNameOf(task, reader) };
  const prompt: Prompt = await promptOf(asked, trainingPrompt(format), set);
  const id = { task_id: task.id };
  if (prompt.kind === 'completion') {
    return { ...id, prompt: prompt.text, completion: fewShotAnswer(task) };
  }
  const completion = { role: 'assistant', content: instructionAnswer(task) } as const;
  return { ...id, prompt: prompt.messages, completion: [completion] };
}

function textOf({ task_id: task, prompt, completion }: TrainingRow): RowText {
  const parts = [prompt, completion].flatMap((part) =>
    typeof part === 'string' ? [part] : part.map(({ content }) => content),
  );
  return { task, text: parts.join('\n') };
}
