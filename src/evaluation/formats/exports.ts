/** Every file that a run can be taken out as: its name, its type, and its text piece by piece. */

import { harnessIdOf } from '../../tasks/task-sets.ts';
import { writeRunLog } from '../log/run-log.ts';
import type { Run, RunStore, RunTask } from '../runs/run.ts';
import { samplesCsv, tasksCsv } from './csv-files.ts';
import { harnessFile } from './harness-files.ts';
import { htmlReport, type Report } from './html-report.ts';

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

/** `report` is asked for only where a report is chosen. */
export function exportedFile(
  choice: ExportChoice,
  store: RunStore,
  run: Run,
  report: () => Report,
): ExportedFile {
  const base = fileBase(run.plan.name);
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
    case 'human-eval-results':
    case 'evalplus-results':
    case 'bigcode-generations':
    case 'cruxeval-generations': {
      const { ending, mediaType } = harnessNames[choice];
      return { name: `${base}${ending}`, mediaType, pieces: harnessFile(choice, store, run) };
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
  'evalplus-results': {
    ending: '_evalplus_samples_eval_results.json',
    mediaType: 'application/json',
  },
  'bigcode-generations': { ending: '_generations.json', mediaType: 'application/json' },
  'cruxeval-generations': { ending: '_cruxeval_generations.json', mediaType: 'application/json' },
} as const;

/** What every file system takes, and enough of it to tell runs apart. */
/** By what stands before a task's id in files of the field. */
const setsInTools: Readonly<Record<string, string>> = { Mbpp: 'mbpp', HumanEval: 'humaneval' };

/** What EvalPlus and bigcode call the set of a run's tasks; null where they know no such set. */
export function setInTools([first]: readonly RunTask[]): string | null {
  const [prefix = ''] = first ? harnessIdOf(first.task).split('/') : [];
  return setsInTools[prefix] ?? null;
}

export function fileBase(name: string): string {
  const plain = name.normalize('NFKD').replace(/[^\w.-]+/g, '-');
  return plain.replace(/^[-.]+|[-.]+$/g, '').slice(0, 60) || 'run';
}
