/** The title of the page. */

import type { View } from '../app/page/address.ts';
import type { Task } from '../tasks/task.ts';
import { sourceName } from './task-texts.ts';

export function pageTitle(view: View, task: Task | null): string {
  if (view === 'evaluation') return 'Evaluation – Synthpad';
  if (view === 'class') return 'Class – Synthpad';
  if (view === 'replays') return 'Replays – Synthpad';
  return task ? `Task ${task.id} – ${sourceName(task.source)} – Synthpad` : 'Synthpad';
}

export const pageTexts = {
  name: 'Synthpad',
  views: 'Views',
  playground: 'Playground',
  evaluation: 'Evaluation',
  solo: 'Solve it yourself',
  soloAbout: 'Solve it yourself: hide the model and the search',
  largeType: 'Large type',
  largeTypeAbout: 'Large type, for a projector',
  teach: 'In front of a class',
  shortcuts: 'Keyboard shortcuts',
  settings: 'Settings',
  tasks: 'Tasks',
  help: 'Help',
  skipTo: (view: View) => (view === 'playground' ? 'Skip to the task' : 'Skip to the content'),
  updateReady:
    'A new version of Synthpad is ready. Updating reloads the page; your programs are kept.',
  update: 'Update now',
  later: 'Later',
} as const;
