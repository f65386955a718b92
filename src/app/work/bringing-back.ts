/** How what this tab still knows joins what is held, without undoing what is newer. */

import type { HeldRecords } from './held-records.ts';
import type { KnownRecords } from './known-records.ts';

/**
 * For a database that may have been deleted: what is missing there, or older, is held again. Work
 * that a person has deleted is not stored all the same, since it was known before that.
 */
export function bringBack(known: KnownRecords, held: HeldRecords): void {
  const isBroughtBack = true;
  for (const { value, knownAt } of known.programs) {
    if (held.get('programs', value.task)) continue;
    held.put({ store: 'programs', value, before: null, heldAt: knownAt, isBroughtBack });
  }
  for (const { value, knownAt } of known.attempts) {
    if (held.get('attempts', value.id)) continue;
    held.put({ store: 'attempts', value, heldAt: knownAt, isBroughtBack });
  }
  for (const record of known.settings) {
    const { name } = record;
    if (held.hasSetting(name)) continue;
    const changes = [(stored = record) => stored];
    held.put({
      store: 'settings',
      name,
      changes,
      isWhole: false,
      heldAt: record.changedAt ?? Date.now(),
    });
  }
}
