/** How a key is written beside what it does. */

import { keyCaps } from '../app/shortcuts/key-names.ts';

/** A key as text: "Ctrl Enter". */
export function keyText(name: string, isMac: boolean): string {
  return keyCaps(name, isMac).join(' ');
}
