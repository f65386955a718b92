/** How a wrong value differs from the expected one, where that is one kind of thing alone. */

import type { ValueSlip } from '../checking/feedback/value-slips.ts';

export function slipText(slip: ValueSlip): string {
  return texts[slip];
}

const texts: Readonly<Record<ValueSlip, string>> = {
  'nothing-returned':
    'The function returned None. Often a return is missing, or print is used instead.',
  'text-or-value': 'One is a string, in quotes; the other is the value itself.',
  'list-or-tuple': 'The items are right, but one is a list [ ] and the other a tuple ( ).',
  'set-or-sequence':
    'The items are right, but one is a set { }, which has no order, and the other a list [ ] or tuple ( ).',
  wrapped: 'The value is right, but it is inside a list or another container.',
  unwrapped: 'The value is right, but the test expects it inside a list or another container.',
  'not-joined': 'The parts are right, but the test expects them as one string. Use join().',
  'not-split': 'The string is right, but the test expects its parts in a list or tuple.',
  'pairs-or-dict':
    'The keys and values are right, but one is a dictionary and the other has pairs.',
  rounding: 'They differ only in the last digits, because of rounding.',
  'rounded-off':
    'One is the other, rounded to fewer digits. Check how many digits the task asks for.',
  sign: 'Only the sign is wrong: one is the negative of the other.',
  'letter-case': 'They differ only in upper and lower case.',
  blanks: 'They differ only in spaces or line breaks.',
  reversed: 'Everything is there, but in reverse order.',
  order: 'The items are right, but in a different order.',
  duplicates: 'The items are right, but not how often each one occurs.',
  'first-missing': 'Only the first item is missing. Check where the loop or slice starts.',
  'last-missing': 'Only the last item is missing. A range or slice stops before its end.',
  'first-extra': 'There is one item too many at the start. Check where the loop or slice starts.',
  'last-extra': 'There is one item too many at the end. Check where the loop or slice stops.',
};
