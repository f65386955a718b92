/** How many hints were opened, as it is stored and as it comes in with a file of work. */

import { expect, test } from 'vitest';
import {
  newClueCount,
  readSeenClues,
  withSeenClues,
} from '../../../../src/app/clues/clue-records.ts';
import { readWorkFile } from '../../../../src/app/work/work-file.ts';

test('what cannot be a count is left out, and what a later version counts further is all of it', () => {
  const kept = { 'mbpp/2': 3, 'mbpp/3': 'two', 'mbpp/4': -1, 'mbpp/6': 1.5, 'mbpp/7': 9 };
  expect(readSeenClues(kept)).toEqual({ 'mbpp/2': 3, 'mbpp/7': 5 });
  expect(readSeenClues(undefined)).toEqual({});
  expect(readSeenClues([1])).toEqual({});
});

test('hints that were seen there or here are seen', () => {
  const here = { 'mbpp/2': 3, 'mbpp/3': 1, later: 'kept' };
  const arriving = { 'mbpp/2': 1, 'mbpp/3': 4, 'mbpp/6': 2 };
  expect(newClueCount(here, arriving)).toBe(5);
  const joined = withSeenClues(here, arriving);
  expect(joined).toEqual({ 'mbpp/2': 3, 'mbpp/3': 4, 'mbpp/6': 2, later: 'kept' });
  expect(newClueCount(joined, arriving)).toBe(0);
  expect(withSeenClues(joined, arriving)).toBe(joined);
});

test('a file of work says how many were seen; one of an earlier version says nothing', async () => {
  const fileOf = (settings: unknown[]) =>
    new Blob([
      JSON.stringify({
        format: 'synthpad-memory',
        version: 1,
        programs: [],
        attempts: [],
        settings,
      }),
    ]);
  const value = { 'mbpp/2': 2, 'mbpp/3': null };
  expect(await readWorkFile(fileOf([{ name: 'clues-seen', value }]))).toMatchObject({
    file: { clues: { 'mbpp/2': 2 }, unreadableCount: 0 },
  });
  expect(await readWorkFile(fileOf([]))).toMatchObject({ file: { clues: {} } });
});
