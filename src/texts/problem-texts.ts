/** Texts of the problem and its tests: statement, reference, outcomes, values. */

import type { StepTarget } from '../app/stepping/step-target.ts';
import { duration } from './format.ts';

export const problemTexts = {
  title: (id: string) => `Task ${id}`,
  neighbours: 'Previous and next task',
  previous: 'Previous task',
  next: 'Next task',
  function: 'Function',
  example: (count: number) => (count > 1 ? 'Examples' : 'Example'),
  gives: 'gives',
  setupCode: 'Runs before the tests',

  wording: 'Wording',
  wordingAbout: 'original and sanitized',
  wordingKey: 'Struck through: only in the original. Underlined: only in the sanitized version.',

  reference: 'Reference solution',
  referenceAbout: 'outline first, then the code',
  outline: 'Outline of the reference solution',
  showCode: 'Show code',
  showOutline: 'Show outline',
} as const;

export const testTexts = {
  tests: 'Tests',
  noneShown: 'None was in the prompt',
  unseen: 'Tests not shown',
  unseenAbout: 'Left out of the prompt',
  challenge: 'Challenge tests',
  challengeAbout: 'Harder, and never shown to a model',
  hidden: 'Hidden tests',
  hiddenAbout: 'Compared with what the reference solution returns',

  printed: 'Printed',
  printedBefore: 'Printed before the tests',
  printedTooMuch:
    'The program printed more than is kept: only the first 64 kB of each call are shown.',
  traceback: 'Traceback',
  lineOf: (line: number) => `line ${line} of the program`,
  stepThrough: 'Step through',
  stepThroughCall: (call: string) => `Step through ${call}`,

  call: 'Call',
  expected: 'Expected',
  got: 'Got',

  nextTask: 'On to the next task',
  checkedIn: (ms: number) => `Checked in ${duration(ms)}.`,
  isOutdated: 'The program has changed since. Check it again.',
} as const;

/** Instead of the button, where you cannot step through a test. */
export function noStepText(why: Extract<StepTarget, { kind: 'none' }>['why']): string {
  switch (why) {
    case 'no-call':
      return 'This test does not call the program, so there are no steps.';
    case 'too-long':
      return 'Too long to step through.';
  }
}
