/** A property: whatever is around a right program and wherever the reply ends, it is that program. */

import { afterAll, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { extractProgram } from '../../../src/synthesis/extraction.ts';
import { wrappedReplies, type WrappedReply } from '../../support/wrapped-replies.ts';

const python = createChecker();
afterAll(() => python.close());

/** Comments and blank lines have no say, nor has what stands around the lines. */
function linesOf(code: string): string[] {
  const lines = code.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#'));
}

/** All of the program, or as much of it as the reply has; perhaps an example behind it. */
function isRight({ program, isWhole }: WrappedReply, read: string | null): boolean {
  const [right, found] = [linesOf(program), linesOf(read ?? '')];
  if (isWhole) return right.every((line, at) => found[at] === line);
  const last = found.length - 1;
  return (
    /^(?:async )?def work\(/m.test(read ?? '') &&
    found.every((line, at) =>
      right.some((own) => own === line || (at === last && own.startsWith(line))),
    )
  );
}

test.each([1, 2])('several thousand replies, from seed %i', async (seed) => {
  const all = wrappedReplies(seed);
  expect(all.length).toBeGreaterThan(2000);
  const wrong: unknown[] = [];
  const waiting = all.values();
  const lane = async () => {
    for (const each of waiting) {
      const extraction = await extractProgram(each.reply, { functionName: 'work' }, python);
      if (!isRight(each, extraction.program)) wrong.push([each, extraction]);
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  expect(wrong).toEqual([]);
});
