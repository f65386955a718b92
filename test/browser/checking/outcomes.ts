/** How each test of a program ended, in a word. */

import type { Checker } from '../../../src/checking/checker.ts';
import type { TestResult } from '../../../src/checking/verdict.ts';
import { taskOf } from '../../support/tasks.ts';

export function outcomeWord({ outcome, isUnisolated }: TestResult): string {
  return isUnisolated ? `${outcome}, not isolated` : outcome;
}

/** `checker`: where no other is named. The program is its own reference. */
export function outcomesBy(checker: Pick<Checker, 'check'>) {
  return async (
    program: string,
    tests: readonly string[],
    { timeMs = 3_000, setupCode = '', by = checker } = {},
  ): Promise<string[]> => {
    const task = taskOf(tests, { setupCode, referenceCode: program });
    const verdict = await by.check({ task, program, limits: { timeMs } });
    return verdict.tests.map(outcomeWord);
  };
}
