/** Who wrote an attempt, and of a search how much of the task it saw. */

import { expect, test } from 'vitest';
import { type AttemptRecord, newAttempt } from '../../../src/app/work/records.ts';
import { textAlone } from '../../../src/synthesis/generations.ts';
import { attemptBy } from '../../../src/texts/attempt-texts.ts';
import { searchAsked } from '../../../src/texts/search-texts.ts';

const counts = { tried: 9, level: 2, dropped: 1, held: 4, elapsedSeconds: 0.5, best: null };
const author = { kind: 'search', name: 'Built-in search' } as const;

function searched(shownTestCount: number): AttemptRecord {
  const settings = { shownTestCount, seconds: 10, seed: 1 };
  const search = { progress: counts, result: null, settings };
  const reply = { generation: textAlone('', 'stop'), isWhole: true, search };
  return { ...newAttempt('starter/1'), author, reply };
}

test.each([
  [2, 3, 'Built-in search, saw 2 of 3 tests'],
  [0, 3, 'Built-in search, saw 0 of 3 tests'],
  [2, 2, 'Built-in search'],
  // As many as can be shown are all.
  [3, 5, 'Built-in search'],
])('a search that saw %i of %i tests says so', (shown, tests, by) => {
  expect(attemptBy(searched(shown), tests)).toBe(by);
});

test('one that an earlier version stored with a prompt says so too', () => {
  const sampling = { temperature: 0.2, topP: 1, maxTokens: 512, seed: 1, stop: [] };
  const prompt = { kind: 'completion', text: '' } as const;
  const request = { prompt, sampling, shownTestCount: 1 };
  const attempt = { ...newAttempt('starter/1'), author, request };
  expect(attemptBy(attempt, 3)).toBe('Built-in search, saw 1 of 3 tests');
});

test('what a search was asked is one line', () => {
  expect(searchAsked(2, 3, 10)).toBe('It saw the first 2 of 3 tests. Time limit: 10 s.');
  expect(searchAsked(1, 3, null)).toBe('It saw the first of 3 tests.');
  expect(searchAsked(3, 3, null)).toBe('It saw all 3 tests.');
  expect(searchAsked(undefined, 3, null)).toBe('');
});
