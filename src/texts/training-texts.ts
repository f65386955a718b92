/** Texts about fine-tuning a model elsewhere: the form, what was made, and the README beside it. */

import type { TrainingPhase } from '../app/evaluation/studies/training-data.svelte.ts';
import type { SharedPart } from '../evaluation/training/held-out.ts';
import type { TrainingFacts } from '../evaluation/training/training-files.ts';
import type {
  TrainingFault,
  TrainingFormat,
  TrainingRows,
} from '../evaluation/training/training-rows.ts';
import type { KnownTaskSet } from '../tasks/known-task-set.ts';
import { count, grouped, listed } from './format.ts';

export const trainingTexts = {
  title: 'Fine-tune a model yourself',
  about:
    'A browser cannot fine-tune a language model. Download what it takes elsewhere, as one zip file: MBPP’s training and validation tasks with the prompts that a run sends, a script (LoRA, 100 steps, one GPU), the same as a notebook, and a README. Come back with the adapter or the model that comes out, and compare it with its base.',
  format: 'Prompts',
  formats: {
    paper: { name: 'Few-shot', about: 'as in the MBPP paper, for any model' },
    chat: { name: 'Instruction', about: 'for chat models, as their template writes it' },
  } satisfies Record<TrainingFormat, { name: string; about: string }>,
  download: 'Download training data',
  making: 'Making the rows …',
  needsSet: 'MBPP is not on this device yet.',
} as const;

/** What became of the last download; null where there is nothing to say. */
export function trainingPhaseText(phase: TrainingPhase): string | null {
  switch (phase.kind) {
    case 'idle':
    case 'making':
      return null;
    case 'made':
      return trainingMadeText(phase.made);
    case 'fault':
      return trainingFaultText(phase.fault);
    case 'failed':
      return 'The files could not be made. Reload the page and try again; if that does not help, free some memory.';
    case 'no-python':
      return 'Python did not start here, so the functions of the tasks are not known. Reload the page and try again.';
  }
}

/** "368 training and 90 validation rows. Left out: …" */
export function trainingMadeText({ rows, shared, areSharedKept }: TrainingRows): string {
  const made = `${grouped(rows.train.length)} training and ${count(rows.validation.length, 'validation row')}.`;
  if (shared.length === 0) return made;
  const which = `${count(shared.length, 'task')} that share a text, a test or a reference with a test task: ${listed(shared.map(({ task }) => task))}.`;
  return `${made} ${areSharedKept ? 'With' : 'Without'} ${which}`;
}

export function trainingFaultText(fault: TrainingFault): string {
  switch (fault.kind) {
    case 'no-splits':
      return 'This task set is not divided into tasks for training, validation and testing. Choose MBPP or MBPP sanitized.';
    case 'no-programs':
      return 'A task for training has no reference to learn from, or asks for something other than a program. Choose MBPP or MBPP sanitized.';
    case 'all-shared':
      return `Nothing was made: every row contains ${sharedText(fault.shared)}, which is for testing. Its examples must be other tasks.`;
    case 'split-shared':
      return `Nothing was made: every ${fault.split} task shares a text, a test or a reference with a test task.`;
  }
}

function sharedText({ part, of }: SharedPart): string {
  switch (part) {
    case 'text':
      return `the text of task ${of}`;
    case 'test':
      return `a test of task ${of}`;
    case 'reference':
      return `the reference of task ${of}`;
  }
}

/** Under a free licence, for the first try; of the models that the page offers. */
const firstModel = 'Qwen/Qwen2.5-Coder-1.5B-Instruct';

/** The file beside the rows, in Markdown. */
export function trainingReadme(
  set: KnownTaskSet,
  fileSha256: string,
  madeWith: string,
  facts: TrainingFacts,
): string {
  const { format, files } = facts;
  const table = files.map(({ name, rows, sha256 }) => `| \`${name}\` | ${rows} | \`${sha256}\` |`);
  return `# Training data: ${set.name}

Made with ${madeWith} from ${set.name}: ${set.description} ${originText(set, fileSha256)}

| File | Rows | SHA-256 |
| --- | --- | --- |
${table.join('\n')}

The same tasks and the same format give the same bytes again.

## The rows

Each line is a JSON object with \`task_id\`, \`prompt\` and \`completion\`. ${formatText(format)}

${sharedPartsText(facts)}

## Training

\`\`\`sh
pip install torch transformers peft
python tune.py --model ${firstModel}
\`\`\`

\`tune.ipynb\` is the same as a notebook. Both train a LoRA adapter of rank 16 for 100 steps, with the
loss on the completion only, and print the loss on the validation rows before and after. One GPU is
enough. We could not run the training itself: only what reads the rows and hides the prompts from the
loss is tested.

At the end they print the command with which llama.cpp's \`convert_lora_to_gguf.py\` turns the adapter
into a GGUF file.

## Coming back

Use the GGUF file in Synthpad beside that of its base, or a server with both, and run the same plan with
each: ${set.name}, split “test”, ${styleText(format)}.
`;
}

function styleText(format: TrainingFormat): string {
  switch (format) {
    case 'paper':
      return 'prompt style “Few-shot” with 3 examples and all tests';
    case 'chat':
      return 'prompt style “Instruction” with all tests';
  }
}

function originText({ origin }: KnownTaskSet, fileSha256: string): string {
  const file = `The file of the tasks has SHA-256 \`${fileSha256}\``;
  return origin.kind === 'published' && origin.sha256 === fileSha256
    ? `${file}, as published at ${origin.address}.`
    : `${file}. It is not the published file.`;
}

function formatText(format: TrainingFormat): string {
  switch (format) {
    case 'paper':
      return 'The prompt is the text that a run with the prompt style “Few-shot”, 3 examples and all tests sends, to the character. The completion is the reference solution and `[DONE]`, where such a run stops.';
    case 'chat':
      return 'The prompt is the list of messages that a run with the prompt style “Instruction” and all tests sends, to the character. The completion is one message with the reference solution in a Markdown code block, as the instruction asks for.';
  }
}

function sharedPartsText({ shared, areSharedKept }: TrainingFacts): string {
  const none =
    'No text, test or reference of a task of the test split is in these rows, whatever its white space.';
  if (shared.length === 0) return none;
  const list = shared.map((each) => `- ${each.task}: ${sharedText(each)}`).join('\n');
  return areSharedKept
    ? `As published, these tasks share something with a task of the test split, and are in the rows all the same:\n\n${list}`
    : `${none} These tasks are left out, because they share something with one:\n\n${list}`;
}
