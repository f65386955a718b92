/** Whether a test's report says more than how it went: it is then shown unasked. */
import { isUnisolated, type TestResult } from '../../checking/verdict.ts';

export function hasNote(result: TestResult): boolean {
  return isUnisolated(result) || result.asksNothing === true || result.lacksExpected === true;
}
