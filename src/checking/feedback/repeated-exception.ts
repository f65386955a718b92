/** Whether a test failed by an exception that an earlier one tells of already. */

import type { TestResult } from '../verdict.ts';

export function isRepeatedException(result: TestResult, results: readonly TestResult[]): boolean {
  const first = results.find(({ exception }) => exception !== null);
  return first !== undefined && first !== result && isSame(first, result);
}

function isSame({ exception: one }: TestResult, { exception: other }: TestResult): boolean {
  if (!one || !other) return false;
  return one.type === other.type && one.message === other.message && one.line === other.line;
}
