/** MBPP as published: 974 tasks by Google Research, with the facts that the paper gives of them. */

import { mbppPlusRow } from '../rows/evalplus-row.ts';
import { faultsById } from '../known-faults.ts';
import type { KnownTaskSet } from '../known-task-set.ts';
import { mbppRow } from '../rows/mbpp-row.ts';
import type { Split } from '../splits.ts';

export const mbppHome =
  'https://raw.githubusercontent.com/google-research/google-research/master/mbpp/';

/** Tasks whose full and sanitized form expect different values of one call. */
export const disagreeingIds = [137, 468, 626, 756];

export const mbpp = {
  id: 'mbpp',
  name: 'MBPP',
  publishedIn: 2021,
  description: '974 beginner Python tasks by Google Research (CC BY 4.0).',
  origin: {
    kind: 'published',
    address: `${mbppHome}mbpp.jsonl`,
    sizeBytes: 563_743,
    sha256: 'ccf64ceae9c5403bf50a044cb6d505bfd2a2963ee58338ba268fd65beab92a9f',
  },
  formats: [mbppRow, mbppPlusRow],
  idPrefix: 'Mbpp',
  // Those the paper took (arXiv 2108.07732).
  exampleIds: ['2', '3', '4'],
  hasId: (id) => mbppSplitOf(id) !== null,
  splitOf: mbppSplitOf,
  knownFaults: faultsById({
    'half-compared': [313, 362, 436],
    'unnamed-sentence': [
      ...[16, 43, 44, 70, 178, 186, 285, 337, 396, 406, 433, 434, 454, 482, 595, 643, 669, 699],
      ...[719, 737, 787, 794, 879, 917, 930, 967],
    ],
    'value-as-text': [75, 117, 438, 537, 602, 757],
    'more-than-asked': [130, 160],
    'rough-pi': [139, 233, 276, 746],
    'sets-disagree': disagreeingIds,
    'wrong-value': [743],
  }),
} satisfies KnownTaskSet;

/** The published division, full or sanitized. */
export function mbppSplitOf(taskId: string): Split | null {
  const id = Number(taskId);
  if (!Number.isInteger(id) || id < 1 || id > 974) return null;
  if (id <= 10) return 'prompt';
  if (id <= 510) return 'test';
  return id <= 600 ? 'validation' : 'train';
}
