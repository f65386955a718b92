/**
 * CRUXEval: 800 short functions, each with an input and its output (Gu et al. 2024, arXiv
 * 2401.03065). Asked for the output unless a plan or a person asks for the input.
 */

import { cruxEvalRow } from '../rows/cruxeval-row.ts';
import type { KnownTaskSet } from '../known-task-set.ts';

export const cruxEval = {
  id: 'cruxeval',
  name: 'CRUXEval',
  publishedIn: 2024,
  description: '800 functions whose output or input is to be predicted, by Meta (MIT).',
  origin: {
    kind: 'published',
    address: 'https://raw.githubusercontent.com/facebookresearch/cruxeval/main/data/cruxeval.jsonl',
    sizeBytes: 186_873,
    sha256: '8368b81047dc5014e4caf5a2f97604eff7644e0ecd7415e3ceeb184bbc2e0c96',
  },
  formats: [cruxEvalRow],
  idPrefix: 'CRUXEval',
  hasId: (id) => /^sample_\d{1,3}$/.test(id),
} satisfies KnownTaskSet;
