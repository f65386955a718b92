/**
 * All that somebody needs to fine-tune a model elsewhere, as files: the rows, the script and the
 * same as a notebook. What is said about them is the caller's, who knows the words.
 */

import { sha256 } from '../../tasks/sha256.ts';
import { notebookOf } from './notebook.ts';
import { type TrainingRow, type TrainingRows, trainingSplits } from './training-rows.ts';
import tune from './tune.py?raw';

export interface TrainingFile {
  readonly name: string;
  readonly text: string;
}

/** A file of rows as a README names it. */
export interface RowFileFacts {
  readonly name: string;
  readonly rows: number;
  readonly sha256: string;
}

export interface TrainingFacts extends Omit<TrainingRows, 'rows'> {
  readonly files: readonly RowFileFacts[];
}

export async function trainingFiles(
  made: TrainingRows,
  readme: (facts: TrainingFacts) => string,
): Promise<readonly TrainingFile[]> {
  const rowFiles = trainingSplits.map((split) => ({
    name: `${split}.jsonl`,
    rows: made.rows[split].length,
    text: made.rows[split].map(lineOf).join(''),
  }));
  const { format, shared, areSharedKept } = made;
  const files = await Promise.all(
    rowFiles.map(async ({ name, rows, text }) => ({
      ...{ name, rows, sha256: await sha256(new TextEncoder().encode(text)) },
    })),
  );
  return [
    ...rowFiles.map(({ name, text }) => ({ name, text })),
    { name: 'tune.py', text: tune },
    { name: 'tune.ipynb', text: notebookOf(tune) },
    { name: 'README.md', text: readme({ format, shared, areSharedKept, files }) },
  ];
}

function lineOf(row: TrainingRow): string {
  return `${JSON.stringify(row)}\n`;
}
