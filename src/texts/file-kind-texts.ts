/** What kinds of file there are, and where each is opened. */

import type { FileKind } from '../app/page/file-kind.ts';

export type NamedKind = Exclude<FileKind, 'other' | 'unreadable'>;

export const fileKindTexts: Readonly<Record<NamedKind, { name: string; where: string }>> = {
  model: { name: 'a model file', where: 'Open it under “Your own model file”.' },
  work: { name: 'a file of exported work', where: 'Open it with “Import work” on the Playground.' },
  replay: { name: 'a replay', where: 'Open it on the Playground.' },
  lesson: { name: 'a lesson', where: 'Open it under “Lessons”.' },
  tasks: { name: 'a file of tasks', where: 'Open it on the Playground.' },
  study: { name: 'a study', where: 'Open it on the Evaluation page, under “Studies”.' },
  log: { name: 'the log of a run', where: 'Open it on the Evaluation page, under “Import”.' },
  plan: { name: 'the plan of a run', where: 'Open it on the Evaluation page, under “Import”.' },
  completions: {
    name: 'a file of completions',
    where: 'Open it on the Evaluation page, under “Import”.',
  },
};
