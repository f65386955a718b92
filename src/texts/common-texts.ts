/** Words that appear on many views: buttons, and the amounts of lists and waits. */

import { grouped } from './format.ts';

export const commonTexts = {
  cancel: 'Cancel',
  close: 'Close',
  /** Before a link that the browser did not let the page copy. */
  copyByHand: 'Could not access the clipboard. Copy this link:',
  linkUnmade: 'The link could not be made. Reload the page and try again.',
  delete: 'Delete',
  dismiss: 'Dismiss',
  dropHere: 'or drop it here',
  keep: 'Keep',
  notKnown: 'unknown',
  opening: 'Opening …',
  partMissing: 'Could not load this part of the page. Check your connection and reload.',
  stop: 'Stop',

  /** "Delete SmolLM2": a button's full name, for screen readers. */
  actionOn: (action: string, subject: string) => `${action} ${subject}`,
  /** "3 of 12" */
  amountOf: (amount: number, total: number) => `${grouped(amount)} of ${grouped(total)}`,
  /** At the end of a list that is cut: "and 12 more". */
  andMore: (rest: number) => `and ${grouped(rest)} more`,
} as const;
