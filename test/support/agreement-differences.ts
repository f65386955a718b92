/**
 * Where a verdict on the published completions differs from EvalPlus's, and why. The stored verdicts
 * are of EvalPlus 0.2, the only releases that read these inputs as theirs (MBPP+ 0.1.0): 0.2.1, run
 * on the same completions, gives each of them. EvalPlus 0.3.1 on the same inputs differs from them
 * in the tasks below and in no other, and says of each what is said here.
 */

export interface KnownDifference {
  readonly id: string;
  readonly reason: string;
}

const mended =
  'EvalPlus compares the outputs of this task as sets since 0.3.0, as is done here; 0.2 compared ' +
  'them exactly. ';

export const differencesFromEvalPlus: readonly KnownDifference[] = [
  { id: '2', reason: `${mended}The completion returns a set, the reference a tuple.` },
  { id: '232', reason: `${mended}The completion returns the largest items in ascending order.` },
  {
    id: '249',
    reason: `${mended}The completion returns the items sorted, the reference does not.`,
  },
  {
    id: '579',
    reason:
      `${mended}Completion and reference make the same tuple of a set of texts, whose order depends ` +
      'on the hash seed of the process: 0.2 had the expected values from another process.',
  },
];
