/** What a tab brings back where everything was deleted under it, and what stays deleted. */

import { expect, test } from 'vitest';
import { bringBack } from '../../../../src/app/work/bringing-back.ts';
import { HeldRecords, isWork } from '../../../../src/app/work/held-records.ts';
import { KnownRecords } from '../../../../src/app/work/known-records.ts';

test('a list that belongs to the work counts as of its last change, and not as new', () => {
  const known = new KnownRecords();
  const held = new HeldRecords();
  known.noteSetting({ name: 'predictions', value: { person: {} }, changedAt: 5 });
  known.noteProgram({ task: 'starter/1', program: 'x = 1', changedAt: 5 });
  bringBack(known, held);
  const [predictions] = held.all.filter((record) => record.store === 'settings');
  expect(predictions && [isWork(predictions), predictions.heldAt]).toEqual([true, 5]);
});
