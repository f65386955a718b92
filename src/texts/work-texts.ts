/** Texts about what is kept between visits, and about share links. */

import type { StorageTrouble } from '../app/work/work-database.ts';
import type { SharePhase } from '../app/sharing/share-state.svelte.ts';

export function memoryTroubleText(trouble: StorageTrouble): string {
  switch (trouble) {
    case 'refused':
      return 'This browser does not let the page store anything, as in a private window. Your work is lost when you close this tab; export it to keep it.';
    case 'full':
      return 'This browser’s storage is full. New work is lost when you close this tab; export it, or free some space.';
  }
}

/** Next to the buttons that export and delete your work. */
export function workKeptText(trouble: StorageTrouble | null): string {
  return trouble === null
    ? 'Your programs and attempts are stored in this browser only.'
    : 'Your newest programs and attempts are kept only until you close this tab.';
}

export function sharingText({ kind }: SharePhase): string {
  switch (kind) {
    case 'idle':
      return '';
    case 'copied':
      return 'Link copied. It contains the task, prompt, reply and program; nothing is uploaded.';
    case 'too-long':
      return 'This is too long for a link. Export your work as a file instead.';
    case 'made':
      return 'Could not access the clipboard. Copy this link:';
    case 'damaged':
      return '';
  }
}

export const damagedLinkText = 'This link is incomplete or damaged. Ask the sender for a new one.';

export const changedElsewhereText =
  'You also changed this program in another tab. The version you do not choose is kept under “Attempts”.';
