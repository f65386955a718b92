/** What is offered for recording, and that who solves alone passes on nothing of a model. */
import { expect, test } from 'vitest';
import { Attempts } from '../../../../src/app/attempts/attempts.svelte.ts';
import { recordable } from '../../../../src/app/replaying/recording/recordable.ts';
import { type AttemptRecord, newAttempt } from '../../../../src/app/work/records.ts';

function attempt(id: string, fields: Partial<AttemptRecord> = {}): AttemptRecord {
  return { ...newAttempt('starter/3'), id, round: id, program: 'pass', ...fields };
}

const model = { author: { kind: 'model', name: 'Tiny' } } as const;

async function offered(list: readonly AttemptRecord[], inView: string | null, isSolo = false) {
  const attempts = new Attempts({ attemptsOf: async () => list, keepAttempt: () => undefined });
  await attempts.open('starter/3');
  attempts.view(inView);
  return recordable(attempts, isSolo).map(({ kind, attempts }) => [
    kind,
    attempts.map(({ id }) => id).join(''),
  ]);
}

// A model's program, a person's answer to it, and another of that press.
const mixed = [
  attempt('a', { ...model, round: 'r', startedAt: 1 }),
  attempt('b', { after: 'a', startedAt: 2 }),
  attempt('c', { after: 'b', startedAt: 3 }),
  attempt('d', { ...model, round: 'r', startedAt: 4 }),
];

test('the dialog, else the round, else the attempt in view comes first', async () => {
  expect(await offered(mixed, 'c')).toEqual([
    ['dialog', 'abc'],
    ['all', 'abcd'],
    ['task', ''],
  ]);
  expect((await offered(mixed, 'd'))[0]).toEqual(['round', 'ad']);
  expect(await offered([attempt('a')], 'a')).toEqual([
    ['attempt', 'a'],
    ['task', ''],
  ]);
  expect(await offered([], null)).toEqual([['task', '']]);
});

test('who solves alone passes on no model’s part of a dialog or a round', async () => {
  expect(await offered(mixed, 'c', true)).toEqual([
    ['dialog', 'bc'],
    ['task', ''],
  ]);
  expect(await offered(mixed, 'b', true)).toEqual([
    ['attempt', 'b'],
    ['all', 'bc'],
    ['task', ''],
  ]);
  expect(await offered(mixed, 'a', true)).toEqual([
    ['all', 'bc'],
    ['task', ''],
  ]);
});
