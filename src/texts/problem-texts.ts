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

/** Tests by what the program's author knew of them; no model and no search sees the last two. */
export const testGroupTexts = {
  shown: { title: 'Tests', about: '' },
  unseen: { title: 'Tests not shown', about: 'Held back from the program’s author' },
  challenge: { title: 'Challenge tests', about: 'Harder, and never shown to a model' },
  hidden: { title: 'Hidden tests', about: 'Compared with what the reference solution returns' },
} as const;

export const testTexts = {
  noneShown: 'None was shown to the program’s author',

  printed: 'Printed',
  printedBefore: 'Printed before the tests',
  printedTooMuch:
    'The program printed more than is kept: only the first 64 kB of each call are shown.',
  traceback: 'Traceback',
  values: 'Values at that moment',
  sameException: (line: string) => `The same exception as in the first failing test: ${line}`,
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
