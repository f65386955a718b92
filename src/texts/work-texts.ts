/** Texts about what is kept between visits, and about share links. */

import type { Keeping } from '../app/work/work-database.ts';
import type { LeftOut, Solving } from '../app/sharing/link-schema.ts';
import type { LinkContent, SharePhase } from '../app/sharing/share-state.svelte.ts';
import { commonTexts } from './common-texts.ts';

/** Next to the buttons that export and delete your work. */
export function workKeptText(keeping: Keeping): string {
  switch (keeping.kind) {
    case 'opening':
      return 'Opening this browser’s storage …';
    case 'kept':
      return 'Your programs and attempts are stored in this browser only.';
    case 'tab-only':
      return 'Your newest programs and attempts are not stored yet and may be lost when you close this tab. The page keeps trying to store them.';
  }
}

export const notDeletedText =
  'Nothing was deleted, because this browser’s storage does not respond. Try again later.';

export function sharingText(phase: SharePhase, hasReference = true): string {
  switch (phase.kind) {
    case 'idle':
      return '';
    case 'copied':
      return `Link copied. ${linkContentText(phase, hasReference)}`;
    case 'too-long':
      return 'This is too long for a link. Export your work as a file instead.';
    case 'unmade':
      return commonTexts.linkUnmade;
    case 'made':
      return `Could not access the clipboard: copy the link below. ${linkContentText(phase, hasReference)}`;
    case 'damaged':
    case 'too-large':
      return '';
  }
}

function linkContentText({ solving, isTaskAlone }: LinkContent, hasReference: boolean): string {
  if (solving) return solvingLinkText(solving, hasReference);
  return isTaskAlone
    ? 'It contains the task alone, because there is no program to share; nothing is uploaded.'
    : 'It contains the task, the program and the dialog that led to it; nothing is uploaded.';
}

function solvingLinkText(solving: Solving, hasReference: boolean): string {
  const what = 'It opens the task in “Solve it yourself”, without any program';
  if (!hasReference) return `${what}.`;
  return solving === 'with-hints'
    ? `${what}. Hints are allowed.`
    : `${what}, hints or reference solution.`;
}

/** What a link that was made had no room for. */
export function sharedLeftOutText(leftOut: LeftOut): string {
  switch (leftOut) {
    case 'details':
      return 'The dialog is too long for a link: prompts and replies of earlier turns were left out.';
    case 'turns':
      return 'The dialog is too long for a link: its earliest turns were left out.';
  }
}

export const workTexts = {
  exportWork: 'Export my work',
  exported: (fileName: string) =>
    `Your work was saved as “${fileName}”, where this browser keeps downloads.`,
  exportedOfTab: (fileName: string) =>
    `“${fileName}” holds only what this tab knows of your work: this browser’s storage could not be read. Try again before you delete anything.`,
  notExported: 'Your work could not be read from this browser’s storage. Try again.',
  importWork: 'Import work',
  workFile: 'File of exported work',
  deleteWork: 'Delete my work',
  confirmDelete: 'Delete all programs and attempts',
  aboutDelete:
    'This deletes, for every task, your programs, attempts, tests of your own, predictions, edited prompts, which hints you opened and which links asked you to solve it yourself. Your playlists, lessons, evaluation plans, studies, runs, models, files of tasks and settings stay.',
  keepWork: 'Keep my work',
  storage: 'Storage …',
  licences: 'Third-party licences',
  copyLink: 'Copy share link',
  copySolving: 'Copy link to solve it',
  copySolvingAbout: 'Opens the task in “Solve it yourself”, without your program',
  allowHints: 'Hints allowed',
  link: 'Share link',
  mineIsKept: 'Your own program is kept under “Attempts”.',
  /** `number`: of the attempt in the list. */
  backToMine: (number: number) => `Back to my program (attempt ${number})`,
  showTheirs: 'Show the other version',
  keepMine: 'Keep this version',
} as const;
