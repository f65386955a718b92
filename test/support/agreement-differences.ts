/** Where a verdict on the published completions differs from EvalPlus's, and why. */

export interface KnownDifference {
  readonly id: string;
  readonly reason: string;
  /** Takes a minute or more: only compared on demand. */
  readonly isSlow?: boolean;
}

const comparedExactly =
  'The completion returns the right members in another order. The published rule compares this ' +
  "task's outputs as sets, as done here; the stored verdict is that of an exact comparison.";

export const differencesFromEvalPlus: readonly KnownDifference[] = [
  { id: '2', reason: comparedExactly },
  {
    id: '123',
    reason:
      'The completion is right and slow: it passes the base inputs here, where a program may take ' +
      "as long as four times the reference, and ran out of EvalPlus's limit of one second each.",
    isSlow: true,
  },
  { id: '232', reason: comparedExactly },
  { id: '249', reason: comparedExactly },
  {
    id: '579',
    reason:
      'The completion returns a set of texts as a tuple, whose order depends on the hash seed of ' +
      'the run. The published rule compares as sets, as done here.',
  },
];
