/** Choices of a study, and its runs made up of letters for their samples. */

import { runResults } from '../../src/evaluation/results/run-results.ts';
import type { StudyChoices, StudyGroup, StudyRun } from '../../src/evaluation/studies/study.ts';
import { outcomesOf, runOfLetters } from './made-up-runs.ts';

export const writer = { kind: 'gguf-file', fileName: 'a.gguf', sizeBytes: 7 } as const;

export const choices: StudyChoices = {
  writers: [writer],
  tasks: { source: 'mbpp', which: { kind: 'first', count: 4 } },
  samplesPerTask: 3,
  maxTokens: 99,
};

export function runWith(
  key: string,
  letters: Readonly<Record<string, string>>,
  fields: Partial<StudyRun> & { readonly modelParameters?: number } = {},
): StudyRun {
  const run = runOfLetters(key, letters, { modelParameters: fields.modelParameters ?? null });
  return {
    ...{ key, value: Number(key), name: `run ${key}`, samples: [] },
    results: runResults(run, outcomesOf(key, letters)),
    ...fields,
  };
}

export const groupOf = (...runs: StudyRun[]): StudyGroup => ({ name: '', runs });
