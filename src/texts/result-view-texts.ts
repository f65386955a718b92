/** Texts of the results of runs: numbers, charts, tables, samples, exports and re-checks. */

import type { PredictionScores } from '../evaluation/results/prediction-scores.ts';
import type { ThoughtCost } from '../evaluation/results/run-results.ts';
import type { Interval } from '../evaluation/statistics/proportion.ts';
import { count, grouped, tokenRate } from './format.ts';
import { intervalText } from './result-texts.ts';

export const summaryTexts = {
  samplesTaken: 'Samples taken (k)',
  passAt: (k: number) => `pass@${k}`,
  interval: (interval: Interval) => `95% interval ${intervalText(interval)}`,
  /** `samples`: how many of each, where other tasks have fewer. */
  overTasks: (tasks: number, total: number, samples: number, isSoFar: boolean) => {
    const soFar = isSoFar ? ' so far' : '';
    if (tasks === total) return `over ${count(tasks, 'task')}${soFar}`;
    const which = samples === 1 ? '' : ` that have ${samples} samples`;
    return `over ${grouped(tasks)} of ${count(total, 'task')}${which}${soFar}`;
  },
  /** `over`: as `overTasks` says; where tasks differ in their number of samples. */
  withSamples: (over: string, fewest: number, most: number) =>
    `${over}, with ${fewest} to ${most} samples each`,
  /** Of a choice of k. */
  passAtOf: (k: number, tasks: number, total: number) =>
    tasks === total ? `pass@${k}` : `pass@${k} (${grouped(tasks)} of ${count(total, 'task')})`,
  nothingChecked: 'Nothing is checked yet. Results appear with the first checked sample.',
  solvedTasks: 'Tasks solved at least once',
  solvingSamples: 'Samples that pass',

  facts: 'Plan and cost',
  promptTokens: 'Prompt tokens',
  replyTokens: 'Reply tokens',
  thought: 'Reasoning in them',
  thoughtOf: ({ replies, characters, tokens }: ThoughtCost) =>
    tokens === null
      ? `${count(characters, 'character')} in ${count(replies, 'reply', 'replies')}; not every token was counted`
      : `${count(tokens, 'token')} in ${count(replies, 'reply', 'replies')}`,
  engine: 'Engine',
  revision: 'Model version',
  fileHashes: 'SHA-256 of its files',
  speed: 'Speed',
  tokensPerSecond: (rate: number) => tokenRate(rate, 1),
  generationTime: 'Generation time',
  checkTime: 'Checking time',
  modelSize: 'Model size',
  parameters: 'Parameters',
  parametersInBillions: 'Parameters in billions',
  billions: 'billion, for the chart by size',
} as const;

/** Of runs that ask what the calls in a task's tests return. */
const predictionScoreTexts = {
  any: 'Any call right (MAX1)',
  all: 'All calls right (ALL3)',
  copied: 'Copying another test’s value',
  ofTasks: (tasks: number, total: number) => `${grouped(tasks)} of ${count(total, 'task')}`,
  ofCalls: (calls: number, total: number) => `${grouped(calls)} of ${count(total, 'call')}`,
} as const;

/** As terms and values, for the page and the report. */
export function predictionScoreRows({
  tasks,
  any,
  all,
  copied,
}: PredictionScores): readonly (readonly [term: string, value: string])[] {
  const { ofTasks, ofCalls } = predictionScoreTexts;
  return [
    [predictionScoreTexts.any, ofTasks(any, tasks)],
    [predictionScoreTexts.all, ofTasks(all, tasks)],
    ...(copied.calls > 0
      ? [[predictionScoreTexts.copied, ofCalls(copied.right, copied.calls)] as const]
      : []),
  ];
}

/** Several runs as rows on one axis. */
export const runRowTexts = {
  title: 'Runs',
  about: 'Best first, with 95% intervals over tasks.',
  run: 'Run',
  plot: 'Interval on the common axis',
  interval: '95% interval',
  tasks: 'Tasks',
  overTasks: (tasks: number, total: number, isSoFar: boolean) => {
    const amount = tasks === total ? grouped(tasks) : `${grouped(tasks)} of ${grouped(total)}`;
    return isSoFar ? `${amount} so far` : amount;
  },
  noteOn: (name: string, texts: readonly string[]) => `${name}: ${texts.join(' ')}`,
  markOf: (mark: string, name: string) => `${mark}, ${name}`,
  facts: 'Plans and cost of each',
} as const;

export const figureTexts = {
  numbers: 'Numbers as a table',
  numbersOf: (title: string) => `Numbers of ${title}`,
  saveAs: (form: string, title: string) => `${form} of ${title}`,
  firstRows: (rows: number, total: number) =>
    `The first ${grouped(rows)} of ${grouped(total)} rows. The CSV file has all.`,

  pass: {
    title: 'pass@k',
    about: 'The share of tasks solved if k samples are taken, with 95% intervals.',
    x: 'Samples taken (k)',
    y: 'pass@k',
  },
  passInPart:
    'The share of tasks solved if k samples are taken, with 95% intervals. A curve ends where some of its tasks have fewer samples; the table goes on with the others.',
  size: {
    title: 'Pass rate by model size',
    about: 'pass@1 by number of parameters, with 95% intervals and a fitted line.',
    x: 'Parameters',
    y: 'pass@1',
  },
  otherRules:
    'Some of these runs were judged by different rules: the line is not about models alone.',
  outcomes: { title: 'Outcomes', about: 'Samples by status.' },
  classes: {
    title: 'The paper’s four classes',
    about: 'Samples as the paper counts them: everything that stops a program is a runtime error.',
  },
  rates: {
    title: 'Tasks from easy to hard',
    about: 'The share of samples that pass each task, sorted.',
    x: 'Tasks, easiest first',
    y: 'Samples that pass',
  },
} as const;

/** "first 5 samples of each" */
function firstSamplesOf({ low, high }: Interval): string {
  if (low < high) return `first ${grouped(low)} to ${grouped(high)} samples of each`;
  return high === 1 ? 'first sample of each' : `first ${grouped(high)} samples of each`;
}

export const comparisonTexts = {
  title: 'Comparison',
  common: (tasks: number) => `On the ${count(tasks, 'task')} that all runs have samples for.`,
  run: 'Run',
  passAt1: 'pass@1',
  samples: 'Samples',
  test: 'Test of pass@1',
  tasksApart: 'Tasks',
  onlyCounts: (onlyFirst: number, onlySecond: number, first: string, second: string) =>
    `solved only by ${first}: ${grouped(onlyFirst)}, only by ${second}: ${grouped(onlySecond)}`,
  pairById: (tasks: number) => `Pair ${count(tasks, 'more task')} by ID`,
  pairByIdAbout: (tasks: number) =>
    tasks === 1
      ? 'It has the same ID in these runs, but its text or tests may differ.'
      : 'They have the same IDs in these runs, but their texts or tests may differ.',
  byIdWarning:
    'Tasks are paired by ID, although their texts or tests may differ. A difference between the runs can come from the tasks instead of the models.',
  /** `samples`: where runs have more of each. */
  solvedTasksBy: (samples: Interval | null) =>
    samples === null ? 'Solved tasks' : `Solved tasks, ${firstSamplesOf(samples)}`,
  firstSamples: (samples: Interval) =>
    `Here a task counts as solved by the ${firstSamplesOf(samples)}, as many as all runs in view have.`,
  onlyBy: (name: string) => `Solved only by ${name}`,
  task: (id: string) => `Task ${id}`,
  tasks: (tasks: number) => count(tasks, 'task'),
} as const;

export const changeTexts = {
  title: 'Changed verdicts',
  became: 'became',
  samples: (samples: number) => count(samples, 'sample'),
  sample: (task: string, index: number) => `Task ${task}, sample ${index + 1}`,
  sampleNumber: (index: number) => `no. ${index + 1}`,
} as const;

export const tableTexts = {
  title: 'Tasks and samples',
  list: 'List',
  tasks: 'Tasks',
  samples: 'Samples',
  tasksOfRun: 'Tasks of the run',
  samplesOfRun: 'Samples of the run',
  tasksShown: (shown: number, total: number) => `${grouped(shown)} of ${count(total, 'task')}`,
  samplesShown: (shown: number, total: number) => `${grouped(shown)} of ${count(total, 'sample')}`,
  noTask: 'No matching tasks. Try fewer words or another status.',
  noSample: 'No matching samples. Try fewer words or another status.',
  cell: (task: string, run: string, how: string) => `Task ${task}, ${run}: ${how}`,
  columns: {
    task: 'Task',
    statement: 'Statement',
    passed: 'Passed',
    tokens: 'Tokens',
    sample: 'Sample',
    status: 'Status',
    generation: 'Generated in',
    check: 'Checked in',
  },

  filter: 'Filter the results',
  words: 'Task ID or words',
  status: 'Status',
  anyStatus: 'Any status',
  agreement: 'Agreement of the runs',
  anyResult: 'Any result',
  clear: 'Clear filter',
} as const;

export const exportMenuTexts = {
  title: 'Export',
  about: 'log, report, tables, or files for other harnesses',
  filesOf: (name: string) => `Files of ${name}`,
  save: 'Save',
  saving: 'Saving …',
} as const;

export const recheckTexts = {
  title: 'Re-check',
  about: 'same replies, different rules, saved as a new run',
  programs: 'Programs',
  kept: 'Keep the extracted programs',
  hidden: 'Hidden tests',
  hiddenAbout:
    'An MBPP+ or HumanEval+ file, whose inputs then count too. It is read in this tab and not stored.',
  hiddenKept: 'Those of this run count again, unless you choose another file.',
  hiddenMissing:
    'This run was checked with hidden tests, which are not at hand. Choose their file here, or when the new run asks for it.',
  withoutHidden: 'Check without hidden tests',
  copied: (done: number, total: number) =>
    `${grouped(done)} of ${count(total, 'reply', 'replies')} copied to the new run.`,
  stopped: 'Stopped. This run did not change, and no new run was made.',
} as const;

export const reportTexts = {
  lead: (date: string, intervals: string) => `Synthpad, ${date}. ${intervals}`,
  counted: 'Counted',
  countedSamples: (samples: number, tasks: number) =>
    `${count(samples, 'sample')} of ${count(tasks, 'task')}`,
  distinct: 'Programs',
  tags: 'Tags',
  nothingCounted: 'nothing counted yet',
  share: (share: string, interval: string) => `${share} (${interval})`,
  versus: (second: string, first: string) => `${second} compared with ${first}`,
  commonTasks: 'Common tasks',
  solvedDifference: (samples: Interval | null) =>
    samples === null
      ? 'Difference in solved tasks'
      : `Difference in solved tasks, ${firstSamplesOf(samples)}`,
  test: 'Sign-flip test of pass@1',
  passDifference: 'Difference in pass@1',
  none: 'none',
  redoable: (name: string) => `Can ${name} be repeated?`,
  tasksOf: (name: string) => `Tasks of ${name}`,
  allTasks: (tasks: number) => `All ${count(tasks, 'task')}`,
} as const;
