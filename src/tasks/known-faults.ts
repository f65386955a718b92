/**
 * Tasks of MBPP whose tests are known to be at odds with their statement or with the sanitized
 * set. Each was looked at in the published file; `test/unit/tasks/known-faults.test.ts` holds the
 * mark by which to recognise it there. Verdicts take no notice: a fault excuses a program, it does
 * not pass it.
 */

import type { Task, TaskSourceId } from './task.ts';

/**
 * - `half-compared`: a comma makes the second half of the expected value the assert's message.
 * - `unnamed-sentence`: the tests expect words of which the statement says nothing.
 * - `value-as-text`: the tests expect the text of a value ("'3'", "'[(1, 2)]'") instead of it.
 * - `more-than-asked`: the tests expect more than the statement asks for.
 * - `rough-pi`: the tests expect all digits of a calculation with a rough value of pi.
 * - `sets-disagree`: MBPP and its sanitized set expect different values of the same call.
 * - `wrong-value`: an expected value is not what the statement asks for.
 */
export type KnownFault =
  | 'half-compared'
  | 'unnamed-sentence'
  | 'value-as-text'
  | 'more-than-asked'
  | 'rough-pi'
  | 'sets-disagree'
  | 'wrong-value';

const idsOfMbpp: Readonly<Partial<Record<KnownFault, readonly number[]>>> = {
  'half-compared': [313, 362, 436],
  'unnamed-sentence': [
    ...[16, 43, 44, 70, 178, 186, 285, 337, 396, 406, 433, 434, 454, 482, 595, 643, 669, 699],
    ...[719, 737, 787, 794, 879, 917, 930, 967],
  ],
  'value-as-text': [75, 117, 438, 537, 602, 757],
  'more-than-asked': [130, 160],
  'rough-pi': [139, 233, 276, 746],
  'sets-disagree': [137, 468, 626, 756],
  'wrong-value': [743],
};

/** The sanitized set mended the others; where the two disagree, either may be the wrong one. */
const idsOfSanitized: typeof idsOfMbpp = {
  'unnamed-sentence': [396, 595],
  'sets-disagree': idsOfMbpp['sets-disagree'] ?? [],
};

const faultsOf: Partial<Record<TaskSourceId, ReadonlyMap<string, KnownFault>>> = {
  mbpp: faultOfId(idsOfMbpp),
  'mbpp-sanitized': faultOfId(idsOfSanitized),
};

function faultOfId(ids: typeof idsOfMbpp): Map<string, KnownFault> {
  return new Map(
    Object.entries(ids).flatMap(([fault, each]) =>
      each.map((id) => [String(id), fault as KnownFault] as const),
    ),
  );
}

/** Null where no fault of the task's tests is known. */
export function knownFaultOf({ source, id }: Pick<Task, 'source' | 'id'>): KnownFault | null {
  return faultsOf[source]?.get(id) ?? null;
}
