/** Texts about calls that a person tries on their program, and keeps as tests of their own. */

import type { TriedCall } from '../app/trying/own-inputs.svelte.ts';
import { isUnisolated } from '../checking/verdict.ts';
import { outcomeName } from './status-texts.ts';

export const tryingTexts = {
  title: 'Try your own input',
  about: 'any call, beside the reference',
  input: (name: string) => `Arguments for ${name}`,
  run: 'Run',
  running: 'Running …',
  /** `example`: arguments of a test; "" where none are known. */
  notACall: (name: string, example: string) =>
    `Write arguments for one call of ${name}, such as ${example || "1, 'two'"}.`,
  noProgram: 'Write a program first.',
  value: 'Value',
  reference: 'Reference',
  same: 'The reference returns the same.',
  different: 'The reference returns something else.',
  onlyReference: 'The reference returns a value.',
  unisolated:
    'Not isolated: this call had to run together with the program, so its value is not read.',
  isOutdated: 'The program has changed since. Run the call again.',
  returned: (call: string, value: string) => `${call} returned ${value}.`,
  ran: (call: string) => `${call} was run.`,
  ended: (call: string, status: string) => `${call}: ${status}.`,
  printed: 'Printed',
  kept: 'Your own tests',
  runKept: 'Run your tests',
  keep: 'Keep as a test',
  unquoted: (name: string) =>
    `${name} is the name of nothing here. To pass it as a string, write quotes around it: '${name}'.`,
  noTest: 'This call returned no value, so it cannot be kept as a test.',
  keepCall: (call: string) => `Keep ${call} as a test`,
  drop: 'Remove',
  /** Another was to be kept beside as many as there may be. */
  full: (most: number) =>
    `You keep ${most} tests of your own for this task already. Remove one to keep another.`,
  dropCall: (call: string) => `Remove ${call}`,
} as const;

/** How a call stands to the reference; null where nothing can be said. */
export function comparisonText({ verdict, isRight }: TriedCall): string | null {
  const [result] = verdict.tests;
  if (result && isUnisolated(result)) return tryingTexts.unisolated;
  if (isRight === null) return null;
  if (isRight) return tryingTexts.same;
  return result?.got === null ? tryingTexts.onlyReference : tryingTexts.different;
}

/** What one call came to, to be read aloud. */
export function triedText({ call, verdict }: TriedCall): string {
  const [result] = verdict.tests;
  if (result && result.got !== null) return tryingTexts.returned(call, result.got);
  if (result && isUnisolated(result)) return tryingTexts.ran(call);
  return tryingTexts.ended(call, outcomeName(verdict.status));
}
