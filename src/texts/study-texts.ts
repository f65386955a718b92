/** Texts of the studies: each one's question, protocol, what the paper reports, and its figures. */

import type {
  FoundHardCoding,
  HardCodingState,
} from '../app/evaluation/hard-coding-search.svelte.ts';
import type { StudyFault } from '../app/evaluation/studies.svelte.ts';
import type { LogRefusal } from '../evaluation/log/run-log-reading.ts';
import type {
  FigureName,
  LineName,
  SeriesName,
  StudyFinding,
  StudyId,
} from '../evaluation/studies/study.ts';
import type { HeldOutKind } from '../evaluation/studies/sample-facts.ts';
import type { UnfitTasks } from '../evaluation/studies/fit-tasks.ts';
import type { StudyImport } from '../evaluation/studies/study-file.ts';
import { bytes, count, grouped, listed, percent } from './format.ts';
import { intervalText, pointsText } from './result-texts.ts';
import { logRefusalText, selectionFaultText } from './run-texts.ts';
import { sourceName } from './task-texts.ts';

export const paperReference = 'Austin et al. 2021, arXiv 2108.07732';

export interface StudyTexts {
  readonly title: string;
  /** One sentence. */
  readonly question: string;
  readonly protocol: readonly string[];
  /** Only what was checked against the paper; [] where nothing was. */
  readonly reported: readonly string[];
  /** Before there is anything to see. */
  readonly awaits: string;
  /** Of one of its runs; `key` and `value` are its plan's. */
  readonly runName: (key: string, value: number | null) => string;
}

const read = 'Replies are read as the paper reads them: the text up to [DONE], unchanged.';
const prompt = 'The paper’s prompt with 3 solved examples and 3 asserts, at temperature 0.5.';
const unchanged = 'Everything else stays the same in all runs.';

const texts: Readonly<Record<StudyId, StudyTexts>> = {
  'shown-asserts': {
    title: 'Asserts in the prompt',
    question: 'How much does it help to show a model the tests that its program must pass?',
    protocol: [
      'Four runs show the model 0, 1, 2 and 3 of the asserts of each task. All of them are graded with all asserts.',
      `${unchanged} ${read}`,
      'Without an assert the prompt does not say what the function is called, so most programs fail for their name alone.',
    ],
    reported: ['With 3 asserts in the prompt, only 3 tasks more were solved than with 1.'],
    awaits: 'The share of solved tasks for 0, 1, 2 and 3 asserts, each with its interval.',
    runName: (_key, value) => count(value ?? 0, 'assert'),
  },
  'example-count': {
    title: 'Number of examples',
    question: 'How many solved examples does a model need in its prompt?',
    protocol: [
      'Four runs show 0, 1, 2 and 3 solved tasks before the one to solve: of MBPP tasks 2, 3 and 4 in this order, of another set its usual ones.',
      `${unchanged} ${read}`,
      'Without an example a model has not seen where a program ends, so many replies go on too long.',
    ],
    reported: [],
    awaits: 'The share of solved tasks for 0, 1, 2 and 3 examples, each with its interval.',
    runName: (_key, value) => count(value ?? 0, 'example'),
  },
  temperature: {
    title: 'Temperature and budget',
    question:
      'Which temperature is best if you may take one sample, and which if you may take many?',
    protocol: [
      'Four runs at temperatures 0.2, 0.5, 0.8 and 1.1. Each takes its samples once; from that pool, pass@k says how many tasks k samples would solve.',
      `${unchanged} ${read}`,
    ],
    reported: [],
    awaits:
      'A curve for each temperature: the share of tasks solved with 1, 2, 3 and more samples.',
    runName: (_key, value) => `temperature ${value ?? 0}`,
  },
  'model-size': {
    title: 'Model size',
    question: 'How much better are larger models at writing programs?',
    protocol: [
      'One run for each model you choose, all on the same tasks. A task counts as solved if any of its samples passes.',
      `${prompt} ${read}`,
      'A model whose name does not say its size is left out of the chart until you give its size on the page of its run.',
    ],
    reported: [
      'The share of solved tasks grows about in proportion to the logarithm of the size, for models of 244 million to 137 billion parameters.',
      'The 137B model solved 59.6% of the 500 test tasks, with 80 samples for each task.',
    ],
    awaits:
      'Each model at its size, with the fitted line and its uncertainty from three models on, beside the paper’s largest model.',
    runName: (key) => key,
  },
  'which-examples': {
    title: 'Which examples',
    question: 'Does it matter which solved tasks stand in the prompt as examples?',
    protocol: [
      'Six runs. The random seed of each draws 3 examples from the tasks that are kept for prompts: tasks 1 to 10 of MBPP, or the first ten tasks of another set. These tasks are not graded.',
      `${unchanged} ${read}`,
      'Then all seeds together: a task counts as solved if any seed solves it.',
    ],
    reported: [
      'The best seed solved about 60% of the tasks, many seeds far less.',
      'The sets of solved tasks are not nested: a worse seed also solves tasks that a better one does not.',
    ],
    awaits: 'The share of solved tasks for each seed, sorted, and of all seeds together.',
    runName: (_key, value) => `seed ${value ?? 0}`,
  },
  'challenge-tests': {
    title: 'Challenge tests',
    question: 'Are programs that pass the tests right, or do they only fit these tests?',
    protocol: [
      'One run. 11 tasks of MBPP have harder challenge tests, which no prompt shows.',
      `${prompt} ${read}`,
      'A sample is over-credited if it passes all shown asserts and fails a challenge test.',
    ],
    reported: [
      'With challenge tests, 29 of 50 instead of 33 of 50 were solved.',
      'Task 11 was solved by deleting every occurrence, task 20 by comparing with 383, a number from its asserts.',
    ],
    awaits: 'How many samples pass both kinds of test, only the shown ones, or neither.',
    runName: () => 'All samples',
  },
  difficulty: {
    title: 'Difficulty and errors',
    question: 'Which tasks are hard, and which errors do models make?',
    protocol: [
      'One run for each model you choose, all on the same tasks; runs of the study of model sizes count here too.',
      `${prompt} ${read}`,
      'Tasks are grouped by the lines of their reference: short up to 4, medium up to 7, long beyond. The groups are ours. Errors are counted in the paper’s four classes.',
    ],
    reported: ['More than 63% of the largest model’s failures are failed assertions.'],
    awaits:
      'The share of samples that pass for short, medium and long tasks, and each model’s errors.',
    runName: (key) => key,
  },
};

export function studyTexts(id: StudyId): StudyTexts {
  return texts[id];
}

interface FigureWords {
  readonly title: string;
  readonly about: string;
  readonly x: string;
  readonly y: string;
}

const figures: Readonly<Record<FigureName, FigureWords>> = {
  asserts: {
    title: 'Solved by number of asserts in the prompt',
    about: 'Tasks solved by any sample, and samples that pass, with 95% intervals.',
    x: 'Asserts in the prompt',
    y: 'Share',
  },
  examples: {
    title: 'Solved by number of examples in the prompt',
    about: 'Tasks solved by any sample, and samples that pass, with 95% intervals.',
    x: 'Examples in the prompt',
    y: 'Share',
  },
  'pass-by-temperature': {
    title: 'pass@k by temperature',
    about:
      'The share of tasks solved if k samples are taken. Up to three curves have a band for their 95% intervals.',
    x: 'Samples taken (k)',
    y: 'pass@k',
  },
  'solved-by-size': {
    title: 'Solved tasks by model size',
    about:
      'Tasks solved by any sample, with 95% intervals; from two sizes on a fitted line, from three on its 95% band. The square is the paper’s 137B model with 80 samples for each task.',
    x: 'Parameters',
    y: 'Solved tasks',
  },
  seeds: {
    title: 'Solved tasks by seed of the examples',
    about: 'Tasks solved by any sample with each seed’s examples, best first, with 95% intervals.',
    x: 'Seed, best first',
    y: 'Solved tasks',
  },
  'held-out': {
    title: 'Shown asserts and challenge tests',
    about: 'Samples by the tests they pass.',
    x: '',
    y: '',
  },
  lengths: {
    title: 'Samples that pass by length of the reference',
    about: 'Short references have up to 4 lines, medium ones up to 7. With 95% intervals.',
    x: 'Length of the reference',
    y: 'Samples that pass',
  },
  errors: {
    title: 'Errors by model',
    about: 'Samples in the paper’s four classes.',
    x: '',
    y: '',
  },
};

export function studyFigureTexts(name: FigureName): FigureWords {
  return figures[name];
}

const metricNames = {
  'solved-tasks': 'Tasks solved at least once',
  'passing-samples': 'Samples that pass',
} as const;

export function seriesText({ group, metric }: SeriesName): string {
  return group === '' ? metricNames[metric] : group;
}

export function lineText(name: LineName): string {
  if (name.kind === 'paper') return 'Paper: best seed, about 60%';
  return name.group === '' ? 'Solved by any seed' : `${name.group}: solved by any seed`;
}

export const reportedModelName = 'Paper: 137B';

export function heldOutName(kind: HeldOutKind): string {
  switch (kind) {
    case 'held':
      return 'Passes all tests';
    case 'over-credited':
      return 'Passes the shown asserts only';
    case 'failed':
      return 'Fails a shown assert';
  }
}

export function findingText(finding: StudyFinding): string {
  switch (finding.kind) {
    case 'solved-more': {
      const { from, to, tasks, onlyFrom, onlyTo, pValue } = finding;
      const more = onlyTo.length - onlyFrom.length;
      const counts = `${grouped(onlyTo.length)} only with ${to}, ${grouped(onlyFrom.length)} only with ${from}`;
      return `${moreText(more, to, from)}, of ${grouped(tasks)}: ${counts} (McNemar’s exact test: p = ${pValue.toFixed(3)}).`;
    }
    case 'best-at': {
      const { k, name, rate, isApart, next, nextRate } = finding;
      const interval = `95% interval ${intervalText(rate)}`;
      if (isApart) {
        return `For ${count(k, 'sample')}, ${name} is best: ${percent(rate.value)} of the tasks (${interval}).`;
      }
      return `For ${count(k, 'sample')}, no difference is seen beyond chance: ${name} solves ${percent(rate.value)} of the tasks (${interval}), ${next} ${percent(nextRate)}.`;
    }
    case 'growth': {
      const { models, perDecade, interval, rSquared } = finding;
      const growth = `Ten times the size adds ${pointsText(perDecade)}, from ${count(models, 'model')}`;
      if (!interval) return `${growth}. Add a third size to see how certain that is.`;
      const low = pointsText(interval.low);
      const fit = rSquared === null ? '' : `; r² = ${rSquared.toFixed(2)}`;
      return `${growth} (95% interval ${low} to ${pointsText(interval.high)}${fit}).`;
    }
    case 'unsized':
      return `Not in the chart, because nothing says how large it is: ${listed(finding.names)}. Give the size on the page of its run, which the table of runs opens.`;
    case 'ensemble': {
      const { seeds, tasks, solvedByAny, solvedByAll, best, worst } = finding;
      const { unnestedPairs, pairs } = finding;
      return `Of ${count(tasks, 'task')}, ${best.name} solves ${grouped(best.solved)} and ${worst.name} ${grouped(worst.solved)}. All ${count(seeds, 'seed')} together solve ${grouped(solvedByAny)}; ${grouped(solvedByAll)} are solved with every seed. In ${grouped(unnestedPairs)} of ${count(pairs, 'pair')} of seeds, each solves a task that the other does not.`;
    }
    case 'error-share': {
      const { name, samples, failures, assertions } = finding;
      return `${name}: ${grouped(failures)} of ${count(samples, 'sample')} fail, ${grouped(assertions)} of them by a failed assertion (${percent(assertions / failures)}).`;
    }
    case 'over-credit': {
      const { samples, passedShown, overCredited, tasks, tasksSolved, tasksHeld } = finding;
      return `${grouped(passedShown)} of ${count(samples, 'sample')} pass the shown asserts, and ${grouped(overCredited)} of these fail a challenge test. Of ${count(tasks, 'task')}, ${grouped(tasksSolved)} are solved by the shown asserts alone and ${grouped(tasksHeld)} with the challenge tests.`;
    }
  }
}

function moreText(more: number, to: string, from: string): string {
  if (more === 0) return `With ${to}, as many tasks are solved as with ${from}`;
  const tasks = more > 0 ? 'more task' : 'fewer task';
  const verb = Math.abs(more) === 1 ? 'is' : 'are';
  return `With ${to}, ${count(Math.abs(more), tasks)} ${verb} solved than with ${from}`;
}

export function hardCodingText(state: HardCodingState): string {
  switch (state.kind) {
    case 'idle':
      return 'A hard-coded program holds constants of the shown asserts and is wrong on other inputs.';
    case 'looking':
      return `${grouped(state.done)} of ${count(state.total, 'program')} looked at.`;
    case 'done': {
      const { programs, sharing, found } = state;
      return `${count(programs, 'program')} looked at: ${grouped(found.length)} hard-coded. ${grouped(sharing)} more share a constant with an assert, but are right on all other inputs tried.`;
    }
    case 'failed':
      return `That failed: ${state.detail}. Try again.`;
  }
}

export function foundHardCodingText({ task, index, samples, found }: FoundHardCoding): string {
  const [first] = found.wrong;
  const wrong = first ? `${first.call} should return ${first.expected}` : '';
  return `Task ${task}, sample ${index + 1} (${count(samples, 'sample')} with this program): uses ${listed(found.constants)} from its asserts and is wrong on ${grouped(found.wrong.length)} of ${count(found.tried, 'other input')}: ${wrong}.`;
}

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
    case 'no-challenge-tests':
      return 'This study needs tasks with challenge tests, and none of these has any. Choose “Small, for a browser” for those of MBPP.';
    case 'graded-examples':
      return 'Some of these tasks are kept for the examples: tasks 1 to 10 of MBPP, or the first ten tasks of another set. Choose other tasks by their ids, or MBPP’s split “test”.';
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
      return [
        `Study imported, with ${count(runs, 'new run')}.`,
        ...(samples > 0 ? [samplesAddedText(samples)] : []),
        ...(read.isBrokenOff ? [brokenOffText] : []),
        ...refusals.map((refusal: LogRefusal) => logRefusalText(refusal)),
      ].join(' ');
    }
  }
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
  hardCoded: 'Hard-coded answers',
  lookForHardCoded: 'Look for hard-coded answers',
  saveNumbers: 'CSV of all runs in numbers',
  csv: 'CSV',
  columns: (header: string) => `${header.slice(0, 1).toUpperCase()}${header.slice(1)}`,
  unknown: 'There is no study at this address. Choose one from the list.',
  gone: 'This study is not on this device. Import its file, or start it anew.',
} as const;
