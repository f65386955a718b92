/** Texts about why samples fail: the causes that they share, and programs that come again. */

import type { FailureCause, FailureGroup } from '../evaluation/results/failure-causes.ts';
import type { ValueKind } from '../evaluation/results/value-kind.ts';
import { count, grouped } from './format.ts';
import { outcomeName } from './status-texts.ts';

export const failureTexts = {
  title: 'Why samples fail',
  about: (failed: number, causes: number) =>
    `${count(failed, 'failed sample')}, ${count(causes, 'cause')}`,
  none: 'No sample failed.',
  reading: (done: number, total: number) =>
    `Reading ${grouped(done)} of ${count(total, 'sample')} …`,
  begin: 'Group the failures so far',
  cause: 'Cause',
  samples: 'Samples',
  tasks: 'Tasks',
  example: 'Example',
  exampleOf: (task: string) => `Task ${task}`,
  more: (causes: number) => `Show ${count(causes, 'more cause')}`,
  repeated: 'The same wrong program',
  repeatedAbout: 'Programs that several samples of one task share, word for word.',
  repeatedItem: (task: string, status: string, samples: number) =>
    `Task ${task}: ${status}, ${count(samples, 'sample')}`,
  byRun: (name: string, samples: number) => `${name}: ${grouped(samples)}`,
  unreadable: 'The samples could not be read. Reload the page to try again.',
} as const;

export function causeText(cause: FailureCause): string {
  switch (cause.kind) {
    case 'exception':
      return cause.shape === '' ? cause.type : `${cause.type}: ${cause.shape}`;
    case 'slip':
      return slipTexts[cause.slip];
    case 'wrong-type':
      return `Returns ${kindNames[cause.got]} where ${kindNames[cause.expected]} is expected`;
    case 'wrong-value':
      return `Another value: ${kindNames[cause.type]}`;
    case 'looks-equal':
      return cause.expected === cause.got
        ? 'Returns a value that prints like the expected one and is not equal to it'
        : `Prints like the expected value, but is of type ${cause.got}, not ${cause.expected}`;
    case 'comparison':
      return `Another value in a test with “${cause.operator}”`;
    case 'status':
      return outcomeName(cause.status);
    case 'no-reply':
      return cause.failure === 'prompt-too-long'
        ? 'No reply: the prompt is too long'
        : 'No reply: generation error';
  }
}

/** Null where that is not what is wrong: 2 and 2.0 are equal, and another kind of object may be. */
export function otherTypeText(expected: ValueKind, got: ValueKind): string | null {
  const numbers: readonly ValueKind[] = ['bool', 'int', 'float', 'complex'];
  if (expected === 'other' || got === 'other') return null;
  if (expected !== 'bool' && got !== 'bool' && numbers.includes(expected) && numbers.includes(got))
    return null;
  return `The test expects ${kindNames[expected]}, but the function returned ${kindNames[got]}.`;
}

const slipTexts: Readonly<
  Record<Extract<FailureGroup['cause'], { kind: 'slip' }>['slip'], string>
> = {
  'nothing-returned': 'Returns None',
  'text-or-value': 'Returns a string instead of the value, or the value instead of a string',
  'list-or-tuple': 'Returns the same items in a list instead of a tuple, or the reverse',
  'set-or-sequence': 'Returns the same items in a set instead of a list or tuple, or the reverse',
  wrapped: 'Returns the right value inside a container',
  unwrapped: 'Returns the right value without its container',
  'not-joined': 'Returns the parts instead of one string',
  'not-split': 'Returns one string instead of its parts',
  'pairs-or-dict': 'Returns pairs instead of a dictionary, or the reverse',
  rounding: 'Differs in the last digits',
  'rounded-off': 'Is rounded to too few or too many digits',
  sign: 'Differs in the sign',
  'letter-case': 'Differs in upper and lower case',
  blanks: 'Differs in spaces or line breaks',
  reversed: 'Returns the same items in reverse order',
  order: 'Returns the same items in another order',
  duplicates: 'Returns the same items, some of them too often or not often enough',
  'first-missing': 'Lacks the first item',
  'last-missing': 'Lacks the last item',
  'first-extra': 'Has one item too many at the start',
  'last-extra': 'Has one item too many at the end',
  empty: 'Returns an empty value',
  'off-by-one': 'Is off by one',
};

const kindNames: Readonly<Record<ValueKind, string>> = {
  none: 'None',
  bool: 'True or False',
  int: 'a whole number',
  float: 'a float',
  complex: 'a complex number',
  text: 'a string',
  bytes: 'bytes',
  list: 'a list',
  tuple: 'a tuple',
  set: 'a set',
  dict: 'a dictionary',
  other: 'an object',
};
