/** How fast a reply grows. */

import { count } from './format.ts';

/** While the reply grows; the exact count is known at its end. */
export function paceOfWriting(perSecond: number): string {
  return perSecond < 0.95 && perSecond > 0
    ? `About ${Math.round(10 / perSecond) / 10} s per token`
    : `About ${count(Math.round(perSecond), 'token')} per second`;
}
