/** The hand-verified subset of MBPP: its tasks under its ids, often in other words. */

import { faultsById } from '../known-faults.ts';
import type { KnownTaskSet } from '../known-task-set.ts';
import { mbppRow } from '../rows/mbpp-row.ts';
import { disagreeingIds, mbpp, mbppHome, mbppSplitOf } from './mbpp.ts';

export const sanitizedMbpp = {
  id: 'mbpp-sanitized',
  name: 'MBPP sanitized',
  publishedIn: 2021,
  description: '427 MBPP tasks, checked and reworded by the authors (CC BY 4.0).',
  origin: {
    kind: 'published',
    address: `${mbppHome}sanitized-mbpp.json`,
    sizeBytes: 300_253,
    sha256: '7fec016546acaee11dbe14f9f0bb670e59f41919f7b522a59fba34871da78551',
  },
  formats: [mbppRow],
  idPrefix: mbpp.idPrefix,
  exampleIds: mbpp.exampleIds,
  splitOf: mbppSplitOf,
  // It mended the others; where the two disagree, either may be the wrong one.
  knownFaults: faultsById({ 'unnamed-sentence': [396, 595], 'sets-disagree': disagreeingIds }),
  subsetOf: mbpp.id,
} satisfies KnownTaskSet;
