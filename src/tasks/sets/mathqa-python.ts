/**
 * MathQA-Python: word problems whose answer a short program works out. Made here from MathQA (Amini
 * et al. 2019) by the rules of Austin et al. 2021 (arXiv 2108.07732), who did not publish theirs.
 */

import type { KnownTaskSet } from '../known-task-set.ts';
import { mathQaRow } from '../rows/mathqa-row.ts';
import type { Split } from '../splits.ts';

export const mathQaPython = {
  id: 'mathqa-python',
  name: 'MathQA-Python',
  publishedIn: 2021,
  description:
    'Word problems with numbers, each solved by a short calculation. Made in this browser from MathQA (Apache-2.0).',
  origin: {
    kind: 'archive',
    address: 'https://math-qa.github.io/math-QA/data/MathQA.zip',
    read: async (bytes) => (await import('../mathqa/archive.ts')).readMathQaArchive(bytes),
  },
  formats: [mathQaRow],
  idPrefix: 'MathQA',
  hasId: (id) => /^(train|validation|test)-\d+$/.test(id),
  splitOf: (id) => splits[/^(train|validation|test)-/.exec(id)?.[1] ?? ''] ?? null,
  paperSplits: { train: 19_209, validation: 2_822, test: 1_883 },
} satisfies KnownTaskSet;

const splits: Readonly<Record<string, Split>> = {
  train: 'train',
  validation: 'validation',
  test: 'test',
};
