/** Texts of the form for a plan: its fields, its presets, and what you can do with it. */

import { commonTexts } from './common-texts.ts';
import { predictionKindNames, predictionViewNames } from './answer-texts.ts';
import { count, grouped } from './format.ts';

export const planFormTexts = {
  title: 'New run',
  about: 'Choose a preset, change what you like, and start. Every sample is kept.',
  damagedLink:
    'This link to a plan is incomplete or damaged. Ask the sender for a new one, or start from the plan below.',
  presets: 'Presets',
  replaced: 'This took the place of the plan you were putting together.',
  backToFormer: 'Back to your plan',
  plan: 'Plan',
  name: 'Name',
  model: 'Model',
  tasks: 'Tasks',
  question: 'Question',
  prompt: 'Prompt',
  samples: 'Samples',
  checking: 'Checking',
} as const;

export const planModelTexts = {
  choose: 'Models and servers …',
  chooseFile: 'Choose GGUF file',
  file: 'GGUF file for the run',
  seconds: 'Time limit per task (s)',
  promptsTo: (address: string) => `Prompts are sent to ${address}. Programs are checked here.`,
  parallel: { name: 'Parallel requests', about: 'up to the server’s limit' },
} as const;

export const planTaskTexts = {
  set: 'Task set',
  which: 'Which tasks',
  kinds: { all: 'All', split: 'A split', first: 'First N', random: 'Random N', ids: 'By ID' },
  split: 'Split',
  count: 'Number of tasks',
  seed: 'Random seed',
  ids: 'Task IDs, separated by spaces or commas',
  useFound: (tasks: number) => `Use the ${count(tasks, 'task')} found in the playground`,
  downloading: (set: string) => `Downloading ${set}`,
  download: (set: string) => `Download ${set}`,
  notHere: 'Not on this device yet.',
  openInPlayground: 'Open your file in the playground first. It is read in this browser only.',
  selected: (tasks: number) => `${count(tasks, 'task')}.`,
  /** Of a plan that asks for more. */
  allSelected: (tasks: number) => `${count(tasks, 'task')}: the set has no more.`,
} as const;

export const planAskTexts = {
  kind: 'Ask for',
  own: 'What the tasks ask for',
  kinds: {
    ...predictionKindNames,
    calculation: 'A program that works out a number',
    formula: 'A formula in MathQA’s operations',
  },
  shows: 'The prompt shows',
  views: predictionViewNames,
} as const;

export const planPromptTexts = {
  style: 'Style',
  styles: {
    instruction: 'Instruction, for chat models',
    paper: 'Few-shot, as in the MBPP paper',
    dialog: 'Dialog, as people began one in the paper’s study',
    'lm-eval': 'lm-evaluation-harness, mbpp',
    'lm-eval-instruct': 'lm-evaluation-harness, mbpp_instruct',
    evalplus: 'EvalPlus, for chat models',
    'evalplus-base': 'EvalPlus, for base models',
    bigcode: 'bigcode-evaluation-harness, mbpp',
  },
  /** What a harness's style is, and where a run of it differs here. */
  harness: {
    'lm-eval':
      'As lm-evaluation-harness 0.4.12 does: the paper’s prompt with tasks 2, 3 and 4 as examples, whose lines end as in Windows. Its 3 s limit and 256 tokens are in the preset. It does not run a task’s setup code, so task 367 fails there.',
    'lm-eval-instruct':
      'As lm-evaluation-harness 0.4.12 does with a chat template: 3 examples as earlier turns, and the reply begun with a code fence. Its 3 s limit and 256 tokens are in the preset. It does not run a task’s setup code, so task 367 fails there.',
    evalplus:
      'As EvalPlus 0.3.1 does with a chat template: the task’s docstring with its first test, and the reply begun with a code fence. With an MBPP+ file, prompts are the file’s and its base and plus inputs are run.',
    'evalplus-base':
      'As EvalPlus 0.3.1 does without a chat template: the task’s docstring with its first test, for the model to continue. With an MBPP+ file, prompts are the file’s and its base and plus inputs are run.',
    bigcode:
      'As bigcode-evaluation-harness does (commit 8fc5bae, July 2025): a docstring with the first test, for the model to continue. Its 3 s limit is in the preset; its 512 tokens count the prompt too. It does not run a task’s setup code, so task 367 fails there.',
  },
  beginsReplies:
    'Models in this browser begin every reply themselves: the prompt leaves out the begun reply, and so differs from the harness. A model on your server gets all of it.',
  examples: 'Examples',
  exampleIds: {
    name: 'Example tasks',
    about: 'up to 3 IDs, in order; empty: the usual ones',
  },
  shownTests: 'Shown tests',
  extraction: 'Programs',
  extractionOfAnswers: 'Answers',
} as const;

export const planSampleTexts = {
  perTask: { name: 'Samples per task', about: 'each with its own seed' },
  shownTests: { name: 'Shown tests', about: 'the search fits these; the others judge it' },
  temperature: { name: 'Temperature', about: '0 is greedy' },
  topP: { name: 'Top-p' },
  maxTokens: { name: 'Max tokens', about: 'limit for a reply' },
  thinks: {
    name: 'Let the model reason first',
    about:
      'for chat models that can. A server without this does as it is set. llama.cpp and vLLM end the reasoning at its limit; WebLLM has one limit for both, so a reply without reasoning may be longer.',
  },
  thinkingTokens: { name: 'Reasoning tokens', about: 'limit, besides max tokens' },
  baseSeed: { name: 'Base seed', about: 'what all seeds come from' },
  seedRule: {
    name: 'Seeds',
    about: 'plans before December 2026 share one per sample among all tasks',
    byTask: 'different for each task',
    shared: 'the same for all tasks',
  },
} as const;

/** How programs are checked: the same names for a new plan and for a re-check. */
export const checkingTexts = {
  limit: 'Time limit per program (s)',
  limitDefault: 'default: 10, more where the reference solution needs it',
  limitFault: 'Enter a number of seconds, or leave it empty.',
  tolerance: 'Float tolerance',
  toleranceDefault: 'default: exact',
  toleranceFault: 'Enter a number above 0, such as 0.000001, or leave it empty.',
  ignoreOrder: 'Ignore the order of lists',
} as const;

export const planStartTexts = {
  /** Why a run cannot start. */
  missingFile: 'Choose the model file above: the page cannot keep your files.',
  looking: 'Looking for the tasks on this device …',
  absent: 'Download the tasks above first.',
  absentOwn: 'Open your file of tasks first.',
  wrongTasks: 'Correct the choice of tasks above first.',
  counting: 'Counting what is asked …',
  preparing: (done: number, total: number) =>
    `Preparing task ${grouped(done)} of ${grouped(total)} …`,
  start: (isQueued: boolean) => (isQueued ? 'Add to queue' : 'Start'),
  save: 'Save plan',
  copyLink: 'Copy link',
  export: 'Export plan',
  link: 'Link to the plan',
  linkNews: {
    copied: 'Link copied.',
    'too-long': 'This plan is too long for a link. Export it as a file instead.',
    unmade: commonTexts.linkUnmade,
  },
  isRepeatable: 'Is a run repeatable?',
} as const;

export const savedPlanTexts = {
  title: 'Saved plans',
  open: 'Open',
  replace: 'Replace',
  replaceNamed: (name: string) => `Replace ${name} with the plan above`,
  duplicate: 'Duplicate',
} as const;
