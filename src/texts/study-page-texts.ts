/** The words of the views of studies: labels, buttons, and why something cannot be done. */

import type { StudyFault } from '../app/evaluation/studies/studies.svelte.ts';
import type { LogRefusal } from '../evaluation/log/run-log-reading.ts';
import type { UnfitTasks } from '../evaluation/studies/fit-tasks.ts';
import type { StudyImport } from '../evaluation/studies/study-file.ts';
import { bytes, count, grouped, listed } from './format.ts';
import { logRefusalText, selectionFaultText } from './run-texts.ts';
import { sourceName } from './task-texts.ts';

export function studyFaultText(fault: StudyFault): string {
  switch (fault.kind) {
    case 'absent':
      return `${sourceName(fault.source)} is not on this device. Download it first, under “Tasks”.`;
    case 'selection':
      return selectionFaultText(fault.fault);
    case 'no-examples':
      return `The task set does not have the examples of this study: tasks ${listed(fault.ids)}. Choose MBPP.`;
  }
}

const brokenOffText =
  'The file ends early or is damaged: only what stands before that was imported.';

function samplesAddedText(samples: number): string {
  const verb = samples === 1 ? 'was' : 'were';
  return `${count(samples, 'sample')} ${verb} added to runs that were here already.`;
}

export function unfitTasksText(unfit: UnfitTasks): string {
  switch (unfit) {
    case 'no-asserts':
      return 'This study needs programming tasks with asserts that a prompt can show. Choose tasks such as those of MBPP.';
    case 'no-held-out-tests':
      return 'This study needs tasks with challenge tests or hidden inputs, and none of these has any. Choose “Small, for a browser” for those of MBPP.';
    case 'no-challenge-tests':
      return 'This study needs tasks with challenge tests, and none of these has any. Choose “Small, for a browser” for those of MBPP.';
    case 'no-reference':
      return 'This study compares programs with the reference of each task, and none of these has one. Choose tasks such as those of MBPP.';
    case 'no-function':
      return 'This study asks what the reference solutions return, and some of these tasks have none. Choose tasks such as those of MBPP.';
    case 'no-calculations':
      return 'This study needs word problems with numbers. Choose MathQA-Python, or “Small, for a browser” for some of its problems.';
    case 'no-formulas':
      return 'Some of these problems have no formula, so that examples cannot show any. Choose MathQA-Python as this page makes it from the archive of MathQA.';
    case 'not-edited':
      return 'This study needs tasks that were edited. Choose MBPP sanitized: the same IDs are taken from MBPP for the original text.';
    case 'for-training':
      return 'Some of these tasks are for training or validation, and the fine-tuned model may have learned them by heart. Choose MBPP’s split “test”.';
    case 'graded-examples':
      return 'Some of these tasks are kept for the examples: tasks 1 to 10 of MBPP, or the first ten tasks of another set. Choose other tasks by their IDs, or MBPP’s split “test”.';
  }
}

/** What became of a study's file. */
export function studyImportText(read: StudyImport): string {
  switch (read.kind) {
    case 'not-a-study':
      return 'This is not a study that this version can read. Choose a file that was exported here with “Export study”.';
    case 'unknown-version':
      return `This study was written by a newer version of Synthpad (format ${read.version}). Update to open it.`;
    case 'imported': {
      const imported = read.logs.filter((log) => log.kind === 'imported');
      const runs = imported.filter(({ isNew }) => isNew).length;
      const samples = imported
        .filter(({ isNew }) => !isNew)
        .reduce((sum, { sampleCount }) => sum + sampleCount, 0);
      const refusals = read.logs.flatMap((log) =>
        log.kind === 'refused' && log.refusal.kind !== 'already-here' ? [log.refusal] : [],
      );
      // Of the line where a file breaks off, more is said below.
      const unread = imported.reduce((sum, { damaged }) => sum + damaged.length, 0);
      const lines = unread - (read.isBrokenOff ? 1 : 0);
      return [
        `Study imported, with ${count(runs, 'new run')}.`,
        ...(samples > 0 ? [samplesAddedText(samples)] : []),
        ...(lines > 0 ? [unreadLinesText(lines)] : []),
        ...(read.isBrokenOff ? [brokenOffText] : []),
        ...refusals.map((refusal: LogRefusal) => logRefusalText(refusal)),
      ].join(' ');
    }
  }
}

function unreadLinesText(lines: number): string {
  return `${count(lines, 'line')} could not be read and ${lines === 1 ? 'was' : 'were'} left out.`;
}

interface NamedFile {
  readonly fileName: string;
  readonly sizeBytes: number;
}

function fileText({ fileName, sizeBytes }: NamedFile): string {
  return `${fileName} (${bytes(sizeBytes)})`;
}

export const studyPageTexts = {
  title: 'Studies',
  about:
    'Experiments of the paper on program synthesis, to repeat with a model of your own. Each is a few runs with one thing changed.',
  link: 'Studies',
  all: 'All studies',
  runHere: 'Run it here',
  openNamed: (open: string, title: string) => `${open}: ${title}`,
  paperSays: (sentence: string) => `The paper reports: ${sentence}`,
  protocol: 'How it is done',
  reported: 'The paper reports',
  nothingReported: 'We could not check a figure of the paper for this study, so none is shown.',
  from: (reference: string) => `From ${reference}.`,
  started: 'Started studies',
  startedHere: (studies: number) => `${count(studies, 'study', 'studies')} started here`,
  notStarted: 'Not started yet',
  newStudy: 'New study',
  name: 'Name',
  nameAbout: 'for you and for others you give it to',
  model: 'Model',
  models: 'Models',
  addModel: 'Add this model',
  moreModels: 'Add another model to this study',
  added: (name: string) => `${name} ×`,
  removeModel: (name: string) => `Remove ${name}`,
  tasks: 'Tasks',
  samples: 'Samples',
  sizes: 'Size of the study',
  small: 'Small, for a browser',
  paperSize: 'As large as the paper’s',
  testTasks: (set: string) => `All test tasks of ${set}`,
  perTask: { name: 'Samples per task', about: 'each with its own seed' },
  maxTokens: { name: 'Max tokens', about: 'limit for a reply' },
  searchReadsNoPrompt:
    'The built-in search reads no prompt, and this study changes only the prompt or the sampling. Choose a model.',
  runsToDo: (runs: number, ready: number) =>
    ready === 0
      ? `${count(runs, 'run')}.`
      : `${count(runs, 'run')}, ${grouped(ready)} of them already here.`,
  neededFiles: (files: readonly NamedFile[]) =>
    `Before these runs can start, choose again what the page cannot keep: ${listed(files.map(fileText))}.`,
  wrongFile: (file: NamedFile) =>
    `No run of this study asks for ${fileText(file)}. Choose a file of the same name and size.`,
  scrollsSideways: 'Scroll the table sideways for more columns.',
  missingFile: 'Choose the model file above: the page cannot keep your files.',
  start: 'Start study',
  setUp: 'Set up without starting',
  willSee: (what: string) => `You will see: ${what}`,
  soFar: (finding: string) => `So far: ${finding}`,
  runSoFar: (name: string) => `${name} (so far)`,
  findingOf: (group: string, finding: string) => (group === '' ? finding : `${group}: ${finding}`),
  runs: 'Runs of this study',
  run: 'Run',
  state: 'State',
  progress: 'Samples',
  commands: 'Actions',
  notBegun: 'Not started',
  deleted: 'Deleted',
  samplesOf: (done: number, total: number) => `${grouped(done)} of ${grouped(total)}`,
  startRun: (name: string) => `Start ${name}`,
  pauseRun: (name: string) => `Pause ${name}`,
  startShort: 'Start',
  pauseShort: 'Pause',
  startAll: 'Start all',
  pauseAll: 'Pause all',
  compareRuns: 'Open runs side by side',
  exportStudy: 'Export study',
  importStudy: 'Import study',
  importFile: 'File of a study',
  compareWith: 'Compare with',
  nothing: 'Nothing',
  forget: 'Delete study',
  confirmForget: 'Delete study, keep its runs',
  keep: 'Keep study',
  results: 'Results',
  numbers: 'All runs in numbers',
  noResults: 'Results appear with the first checked sample.',
  needsSetToo: 'This study needs it too, and it is not on this device yet.',
  hardCoded: 'Hard-coded answers',
  lookForHardCoded: 'Look for hard-coded answers',
  saveNumbers: 'CSV of all runs in numbers',
  csv: 'CSV',
  columns: (header: string) => `${header.slice(0, 1).toUpperCase()}${header.slice(1)}`,
  unknown: 'There is no study at this address. Choose one from the list.',
  gone: 'This study is not on this device. Import its file, or start it anew.',
} as const;

/** A fine-tuned model and its base: how they are chosen, and the tasks that they solve. */
export const pairedModelsTexts = {
  tuned: 'Fine-tuned model',
  base: 'Its base',
  sameModel: 'These are one model. Choose the base that the fine-tuned model was made of.',
  prompt: 'Prompt',
  paperPrompt: 'Few-shot, as in the MBPP paper',
  instruction: 'Instruction, for chat models',
  title: 'Paired by task',
  models: (base: string, tuned: string) => `Base: ${base}. Fine-tuned: ${tuned}.`,
  solvedBy: 'Solved by',
  tasks: 'Tasks',
  share: 'Share',
  both: 'Both',
  onlyBase: 'Only the base',
  onlyTuned: 'Only the fine-tuned model',
  neither: 'Neither',
  difference: 'Difference in solved tasks',
  test: 'McNemar’s exact test',
  pValue: (p: number) => (p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`),
  notYet: 'once both runs are done',
  paper: 'The paper reports',
  paperGain: 'about +10 points (137B model, 374 training tasks)',
  saveAs: 'CSV of the tasks paired by model',
} as const;

/** The tasks that are solved in one version of their text only. */
export const oneVersionTexts = {
  title: 'Solved in one version only',
  key: 'Struck through: only in the original. Underlined: only in the edited version.',
  none: 'No task is solved in one version only so far.',
  task: (id: string, solvedIn: 'original' | 'edited') =>
    solvedIn === 'edited'
      ? `Task ${id}: only with the edited text`
      : `Task ${id}: only with the original text`,
  sameAsserts: (isSameText: boolean) =>
    isSameText
      ? 'Text and asserts are the same in both versions: the difference is chance, or comes from the examples.'
      : 'The asserts are the same in both versions.',
  saveAs: 'CSV of the tasks solved in one version only',
} as const;
