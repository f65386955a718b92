/** Every file that a run can be taken out as: its name, its type, and its text piece by piece. */

import { isPrediction } from '../../tasks/task-kind.ts';
import { cruxEval } from '../../tasks/sets/cruxeval.ts';
import { writeRunLog } from '../log/run-log.ts';
import { type Run, type RunStore, type RunTask, titleOf } from '../runs/run.ts';
import { samplesCsv, tasksCsv } from './csv-files.ts';
import type { HiddenRows } from './evalplus-files.ts';
import { harnessFile } from './harness-files.ts';
import { htmlReport, type Report } from './html-report.ts';
import { bigcodeOrder, setInTools } from './tool-sets.ts';

/** In the order in which they are offered. */
export const exportChoices = [
  'run-log',
  'html-report',
  'samples-csv',
  'tasks-csv',
  'human-eval-samples',
  'human-eval-problems',
  'human-eval-results',
  'evalplus-samples',
  'evalplus-problems',
  'evalplus-results',
  'bigcode-generations',
  'cruxeval-generations',
] as const;

export type ExportChoice = (typeof exportChoices)[number];

export interface ExportedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly pieces: AsyncIterable<string>;
}

/** What decides which files of a run are offered, and with which command. */
export interface ExportFacts {
  /** As the tools call the set of its tasks; null where they know no such set. */
  readonly set: string | null;
  /** CRUXEval's answers have a file of their own; others are in no tool's files. */
  readonly answers: 'programs' | 'cruxeval' | 'other';
  /** What the file of CRUXEval's answers is called. */
  readonly cruxEvalName: string;
  readonly hasHiddenInputs: boolean;
  /** Whether the rows of those inputs are at hand. */
  readonly hasProblems: boolean;
  /** Tasks that bigcode's set does not have. */
  readonly notInBigcode: number;
}

export function exportFacts(
  run: Run,
  tasks: readonly RunTask[],
  rows: HiddenRows | null,
): ExportFacts {
  const first = tasks[0]?.task;
  const order = new Set(bigcodeOrder(first) ?? run.taskIds);
  const isAnswered = tasks.some(({ task }) => task.asks !== undefined);
  const isCruxEval = run.plan.tasks.source === cruxEval.id && isPrediction(first?.asks);
  return {
    set: setInTools(first),
    answers: isCruxEval ? 'cruxeval' : isAnswered ? 'other' : 'programs',
    cruxEvalName: cruxEvalBase(titleOf(run), run.plan.asks?.kind === 'input'),
    hasHiddenInputs: Boolean(run.hiddenInputs),
    hasProblems: rows !== null && run.taskIds.some((id) => rows.has(id)),
    notInBigcode: run.taskIds.filter((id) => !order.has(id)).length,
  };
}

/** In the order of `exportChoices`. */
export function offeredExports({ answers, hasProblems }: ExportFacts): readonly ExportChoice[] {
  return exportChoices.filter((choice) => {
    if (choice === 'cruxeval-generations') return answers === 'cruxeval';
    if (!(choice in harnessNames)) return true;
    if (choice === 'evalplus-problems' && !hasProblems) return false;
    return answers === 'programs';
  });
}

/** `report` is asked for only where a report is chosen, `rows` where problems are. */
export function exportedFile(
  choice: ExportChoice,
  store: RunStore,
  run: Run,
  report: () => Report,
  rows?: HiddenRows,
): ExportedFile {
  const base = fileBase(titleOf(run));
  const lines = 'application/jsonl';
  switch (choice) {
    case 'run-log':
      return { name: `${base}.jsonl`, mediaType: lines, pieces: writeRunLog(store, run.id) };
    case 'html-report':
      return { name: `${base}.html`, mediaType: 'text/html', pieces: htmlReport(report()) };
    case 'samples-csv':
      return { name: `${base}_samples.csv`, mediaType: 'text/csv', pieces: samplesCsv(store, run) };
    case 'tasks-csv':
      return { name: `${base}_tasks.csv`, mediaType: 'text/csv', pieces: tasksCsv(store, run) };
    case 'human-eval-samples':
    case 'human-eval-problems':
    case 'evalplus-samples':
    case 'evalplus-problems':
    case 'human-eval-results':
    case 'evalplus-results':
    case 'bigcode-generations': {
      const { ending, mediaType } = harnessNames[choice];
      return { name: `${base}${ending}`, mediaType, pieces: harnessFile(choice, store, run, rows) };
    }
    case 'cruxeval-generations': {
      const name = `${cruxEvalBase(titleOf(run), run.plan.asks?.kind === 'input')}.json`;
      return { name, mediaType: 'application/json', pieces: harnessFile(choice, store, run) };
    }
  }
}

/** As each tool looks for them: results beside the samples, under a name made of theirs. */
const harnessNames = {
  'human-eval-samples': { ending: '_human-eval_samples.jsonl', mediaType: 'application/jsonl' },
  'human-eval-problems': { ending: '_human-eval_problems.jsonl', mediaType: 'application/jsonl' },
  'human-eval-results': {
    ending: '_human-eval_samples.jsonl_results.jsonl',
    mediaType: 'application/jsonl',
  },
  'evalplus-samples': { ending: '_evalplus_samples.jsonl', mediaType: 'application/jsonl' },
  'evalplus-problems': { ending: '_evalplus_problems.jsonl', mediaType: 'application/jsonl' },
  'evalplus-results': {
    ending: '_evalplus_samples_eval_results.json',
    mediaType: 'application/json',
  },
  'bigcode-generations': { ending: '_generations.json', mediaType: 'application/json' },
} as const;

/**
 * What every file system takes, and enough of it to tell runs apart. Not the ending of a file that
 * the run is named after: EvalPlus puts another one wherever ".jsonl" stands.
 */
export function fileBase(name: string): string {
  const plain = name.replace(/\.(jsonl?|gz|csv)\b/gi, '').normalize('NFKD');
  const safe = plain.replace(/[^\w.-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '');
  return safe.slice(0, 60) || 'run';
}

/** CRUXEval takes answers for inputs where the name of their file has that word, else for outputs. */
export function cruxEvalBase(name: string, areInputs: boolean): string {
  const base = fileBase(name).replaceAll('input', 'in');
  return `${base}_cruxeval_${areInputs ? 'input' : 'output'}_generations`;
}
