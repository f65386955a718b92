/** What is said of the mistakes of a program, as short lines to compare. */

import { expect } from 'vitest';
import type { Checker } from '../../src/checking/checker.ts';
import { mistakesRequest } from '../../src/checking/feedback/mistakes.ts';
import { mistakeText } from '../../src/texts/mistake-texts.ts';
import { taskOf } from './tasks.ts';

/** Of a function `f` under these tests, as "code line names". */
export async function saidOf(
  checker: Pick<Checker, 'check' | 'readMistakes'>,
  program: string,
  tests: readonly string[],
  timeMs = 3_000,
): Promise<string[]> {
  const task = taskOf(tests, { referenceCode: 'def f(x):\n    return x\n' });
  const verdict = await checker.check({ task, program, limits: { timeMs } });
  const mistakes = await checker.readMistakes(mistakesRequest(program, 'f', verdict));
  for (const mistake of mistakes) expect(mistakeText(mistake)).toMatch(/^\S.*[.?]$/);
  return mistakes.map(({ code, line, names }) => [code, line, ...names].join(' '));
}
