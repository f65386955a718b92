/** The starter tasks, which are part of the site itself. */

import type { KnownTaskSet } from '../known-task-set.ts';
import { mbppRow } from '../rows/mbpp-row.ts';

export const starter = {
  id: 'starter',
  name: 'Starter tasks',
  description: 'Written for Synthpad, from one-liners to small algorithms.',
  origin: { kind: 'site', file: 'starter-tasks.jsonl' },
  formats: [mbppRow],
  idPrefix: 'Starter',
} satisfies KnownTaskSet;
