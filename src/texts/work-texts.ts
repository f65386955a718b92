/** Texts about what is kept between visits, and about share links. */

import type { Keeping } from '../app/work/work-database.ts';
import type { LeftOut } from '../app/sharing/link-schema.ts';
import type { SharePhase } from '../app/sharing/share-state.svelte.ts';

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

export function sharingText({ kind }: SharePhase): string {
  switch (kind) {
    case 'idle':
      return '';
    case 'copied':
      return 'Link copied. It contains the task, the program and the dialog that led to it; nothing is uploaded.';
    case 'too-long':
      return 'This is too long for a link. Export your work as a file instead.';
    case 'made':
      return 'Could not access the clipboard. Copy this link:';
    case 'damaged':
    case 'too-large':
      return '';
  }
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
  importWork: 'Import work',
  workFile: 'File of exported work',
  deleteWork: 'Delete my work',
  confirmDelete: 'Delete all programs and attempts',
  keepWork: 'Keep my work',
  storage: 'Storage …',
  licences: 'Third-party licences',
  copyLink: 'Copy share link',
  link: 'Share link',
  mineIsKept: 'Your own program is kept under “Attempts”.',
  /** `number`: of the attempt in the list. */
  backToMine: (number: number) => `Back to my program (attempt ${number})`,
  showTheirs: 'Show the other version',
  keepMine: 'Keep this version',
} as const;
