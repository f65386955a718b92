/** Sentences about what is kept between visits, and what travels by link. */

import type { StorageTrouble } from '../app/work/work-database.ts';
import type { SharePhase } from '../app/sharing/share-state.svelte.ts';

export function memoryTroubleText(trouble: StorageTrouble): string {
  switch (trouble) {
    case 'refused':
      return 'This browser does not let the page store anything here, as in a private window. Your work lasts until you close this tab; save it as a file to keep it.';
    case 'full':
      return 'The storage of this browser is full. What you do from now on lasts until you close this tab; save it as a file, or free some space.';
  }
}

/** Where a person saves or deletes their work. */
export function workKeptText(trouble: StorageTrouble | null): string {
  return trouble === null
    ? 'Your programs and attempts are kept in this browser, and nowhere else.'
    : 'Your newest programs and attempts are kept until you close this tab.';
}

export function sharingText({ kind }: SharePhase): string {
  switch (kind) {
    case 'idle':
      return '';
    case 'copied':
      return 'Copied. The link holds task, prompt, reply and program; nothing is stored elsewhere.';
    case 'too-long':
      return 'This is too much for a link. Save your work as a file instead.';
    case 'made':
      return 'The clipboard is out of reach. Copy the link from here:';
    case 'damaged':
      return '';
  }
}

export const damagedLinkText =
  'That link was cut or changed on its way, so there is nothing to show. Ask for it again.';

export const changedElsewhereText =
  'The program of this task was changed in another tab as well. Whichever you go on with, the other one is kept under “Attempts”.';
