/** The title of the page. */

import type { View } from '../app/page/address.ts';
import type { Task } from '../tasks/task.ts';
import { sourceName } from './task-texts.ts';

export function pageTitle(view: View, task: Task | null): string {
  if (view === 'evaluation') return 'Evaluation – Synthpad';
  return task ? `Task ${task.id} – ${sourceName(task.source)} – Synthpad` : 'Synthpad';
}
