/** What is told of a file of work that was imported. */

import { expect, test } from 'vitest';
import { importedText } from '../../../src/texts/notice-texts.ts';

const none = {
  kind: 'imported',
  ...{ programCount: 0, attemptCount: 0, planCount: 0, promptCount: 0, answerCount: 0 },
  ...{
    callCount: 0,
    draftCount: 0,
    ownTestCount: 0,
    clueCount: 0,
    lessonCount: 0,
    replayCount: 0,
    isStored: true,
    unreadableCount: 0,
  },
} as const;

test('a file is told to bring nothing only where it does', () => {
  expect(importedText(none)).toBe('Everything in this file is already here.');
  expect(importedText({ ...none, draftCount: 1 })).toBe(
    'Imported 0 programs, 0 attempts and 1 unfinished guess. Nothing here was replaced.',
  );
  expect(importedText({ ...none, ownTestCount: 1 })).toBe(
    'Imported 0 programs, 0 attempts and 1 test of your own. Nothing here was replaced.',
  );
  expect(importedText({ ...none, callCount: 2, draftCount: 2 })).toBe(
    'Imported 0 programs, 0 attempts, 2 typed calls and 2 unfinished guesses. Nothing here was replaced.',
  );
});
