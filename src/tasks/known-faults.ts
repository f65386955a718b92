/**
 * What can be wrong with the tests of a published task. Which tasks have a fault stands with their
 * set (`sets`); each was looked at in the published file, and a test holds the mark by which to
 * recognise it there. Verdicts take no notice: a fault excuses a program, it does not pass it.
 */

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

export function faultsById(
  idsOf: Readonly<Partial<Record<KnownFault, readonly number[]>>>,
): ReadonlyMap<string, KnownFault> {
  return new Map(
    Object.entries(idsOf).flatMap(([fault, ids]) =>
      ids.map((id) => [String(id), fault as KnownFault] as const),
    ),
  );
}
