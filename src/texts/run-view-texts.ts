/** Texts of the list of runs, of one run while it runs, and of imports. */

import { bytes, count, duration, grouped, listed, tokenRate } from './format.ts';

interface NamedFile {
  readonly fileName: string;
  readonly sizeBytes: number;
}

export const runListTexts = {
  runs: 'Runs',
  evaluation: 'Evaluation',
  newestFirst: 'Runs, newest first',
  newRun: 'New run',
  none: (isKept: boolean) =>
    isKept
      ? 'No runs yet. A run generates programs for many tasks, checks them all, and keeps every sample in this browser.'
      : 'No runs yet. A run generates programs for many tasks, checks them all, and keeps every sample until you close this tab.',
  passed: (passed: number, done: number) => `${grouped(passed)} of ${grouped(done)} passed`,
  compare: 'Compare',
  notHere: 'This run is not on this device. Choose one from the list, or import its log.',
} as const;

export const runTexts = {
  pause: 'Pause',
  resume: 'Resume',
  retry: (samples: number) => `Retry ${count(samples, 'failed sample')}`,
  allFailed: (samples: number) =>
    samples === 1
      ? 'The only sample of this run could not be generated.'
      : `None of the ${grouped(samples)} samples of this run could be generated.`,
  /** Unlike “Pause”, which can be resumed. */
  stop: 'Stop for good',
  confirmStop: 'Stop permanently',
  keepRunning: 'Do not stop',
  duplicate: 'Duplicate and edit',
  delete: 'Delete',
  confirmDelete: 'Delete run and samples',
  keep: 'Keep run',
  /** "Tiny. Running." */
  heading: (model: string, state: string) => `${model}. ${state}.`,
  promptsTo: (address: string) =>
    `The prompts of this run are sent to ${address}. Programs are checked here.`,

  chooseModelFile: 'Choose the model file again',
  modelFile: 'Model file of the run',
  missingFiles: (files: readonly NamedFile[]) =>
    `This run needs ${listed(files.map(({ fileName }) => fileName))}. Choose them one after the other.`,
  wrongModelFile: (given: File, { fileName, sizeBytes }: NamedFile) =>
    `This run began with ${fileName} of ${grouped(sizeBytes)} bytes, and ${given.name} has ${grouped(given.size)}. Choose the file that it began with.`,
  chooseInputs: 'Choose the file with hidden inputs again',
  inputs: 'Hidden inputs of the run',
  /** It stands beside the result wherever that is shown. */
  recheckedName: (name: string, isWithoutHidden: boolean) =>
    isWithoutHidden ? `${name}, re-checked without hidden tests` : `${name}, re-checked`,

  resumeLeft: (runs: number) => (runs === 1 ? 'Resume run' : 'Resume all runs'),
  dismissLeft: 'Dismiss',
} as const;

export const runLabelTexts = {
  edit: 'Name, tags and notes',
  title: 'Name',
  tags: 'Tags, separated by commas',
  tagsExample: 'greedy, second try',
  notes: 'Notes',
  about: 'They go along in the log, and the notes into reports.',
  save: 'Save',
  notNow: 'The run is under way. They can be saved once it is paused or finished.',
  notStored: 'They could not be stored. Try again.',
} as const;

export const runProgressTexts = {
  title: 'Progress of the run',
  done: 'Samples done',
  doneOf: (done: number, total: number) => `${grouped(done)} of ${grouped(total)} done`,
  passedSoFar: (passed: number, judged: number) =>
    `${grouped(passed)} of ${grouped(judged)} passed so far`,
  speed: (perSecond: number) => tokenRate(perSecond),
  left: (ms: number) => `${duration(ms)} left`,
  status: (name: string, samples: number) => `${name} ${grouped(samples)}`,
  failed: (samples: number) => count(samples, 'generation error'),
  loading: (stage: string, loadedBytes: number) =>
    loadedBytes > 0 ? `${stage}, ${bytes(loadedBytes)}` : stage,
  sample: (task: string, index: number) => `Task ${task}, sample ${index + 1}`,
} as const;

export const importTexts = {
  title: 'Import',
  about:
    'You can drop files anywhere on the Evaluation page: completions, logs, plans, studies, models.',
  isTaskFile:
    'This is a file of tasks, not of completions. As a task set, you can choose it in plans and studies, and for files of completions.',
  addTasks: 'Add as a task set',
  tasksAdded: (fileName: string) => `“${fileName}” is one of the task sets now.`,
  log: 'A run log, from this page or from “npm run evaluate”, or a plan.',
  openLog: 'Choose log or plan',
  logFile: 'Run log or plan',

  completions: 'Completions',
  completionsAbout:
    'Samples of human-eval, EvalPlus or lm-evaluation-harness, bigcode generations, results of a batch, or CSV; .gz works too. They are read and checked in this tab; nothing is uploaded.',
  tasks: 'Tasks',
  fittingSet: 'The set that fits',
  order: 'Lists without IDs',
  programs: 'Programs',
  openCompletions: 'Open a file of completions',
  completionsFile: 'File of completions',
  choose: (isAnother: boolean) => (isAnother ? 'Choose another file' : 'Choose file'),
  importFile: 'Import with these settings',
  importAs: (set: string) => `Import as “${set}”`,
  importAnyway: 'Import anyway',
  openSet: (set: string) => `Open “${set}”`,
  reading: (done: number, total: number) =>
    `${grouped(done)} of ${count(total, 'completion')} read`,
  read: (samples: number, tasks: number) =>
    `${count(samples, 'completion')} read, for ${count(tasks, 'task')}.`,
  skipped: (lines: number) => `${count(lines, 'line')} skipped:`,
} as const;
