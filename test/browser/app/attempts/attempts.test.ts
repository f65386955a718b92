/** The list of attempts while storage is slower than what happens on the page. */

import { expect, test } from 'vitest';
import { Attempts } from '../../../../src/app/attempts/attempts.svelte.ts';
import { type AttemptRecord, newAttempt } from '../../../../src/app/work/records.ts';
import { Held } from '../held.ts';

const task = 'starter/1';

test('a program that storage has as an attempt is listed before the list is read', async () => {
  const mine = { ...newAttempt(task), program: 'mine' };
  const reads: Held<readonly AttemptRecord[]>[] = [];
  const attempts = new Attempts({
    attemptsOf: () => {
      const read = new Held<readonly AttemptRecord[]>();
      reads.push(read);
      return read.promise;
    },
    keepAttempt: () => undefined,
  });
  const opening = attempts.open(task);
  const keeping = attempts.keep(task, 'mine');
  reads[1]?.finish([mine]);
  expect(await keeping).toEqual(mine);
  expect(attempts.all).toEqual([mine]);
  expect(attempts.numberOf(mine.id)).toBe(1);
  reads[0]?.finish([mine]);
  await opening;
  expect(attempts.all).toEqual([mine]);
});
