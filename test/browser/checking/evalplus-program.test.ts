/** The program of a text as EvalPlus takes it. Its own results, worked out by running it, are whole. */

import { afterAll, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';

const checker = createChecker({ size: 1 });
afterAll(() => checker.close());

const halve = 'def halve(n):\n    return half(n) if n else ZERO';
const half = 'def half(n):\n    return n // 2';

test.each([
  [
    'imports, and of the rest what the function needs',
    `import math\n\nZERO = 0\nOTHER = 1\n\n${half}\n\n\n${halve}\n\nprint(halve(4))`,
    `import math\nZERO = 0\n${half}\n${halve}`,
  ],
  ['the first of several definitions', `${half}\n${halve}\n${half} + 0`, `${half}\n${halve}`],
  ['no prose around the code', `Here it is:\n\`\`\`python\n${halve}\n\`\`\`\nIt's done.`, halve],
  [
    'no function that returns nothing',
    `x = 1\ndef halve(n):\n    print(n)`,
    `x = 1\ndef halve(n):\n    print(n)`,
  ],
  ['nothing decorated', `import functools\n@functools.cache\n${halve}`, 'import functools'],
  [
    'not the code that a program ends with half-way',
    `${half}\n${halve}\nif (`,
    `${half}\n${halve}`,
  ],
  ['the first line where nothing is Python', 'This is\nno code at all.', 'This is'],
  ['nothing of nothing', '', ''],
])('%s', async (_, text, program) => {
  expect(await checker.readLongestCode(text, 'halve')).toBe(program);
});

test('all definitions where no function is named', async () => {
  expect(await checker.readLongestCode(`${half}\nONE = 1\n`, null)).toBe(`${half}\nONE = 1`);
});

test('no text breaks it', async () => {
  const deep = `${'('.repeat(100_000)}\n1`;
  const prose = 'Some words of prose, and more.\n'.repeat(3000);
  for (const text of [deep, prose, 'x = 1\0\ny = 2']) {
    expect((await checker.readLongestCode(text, 'halve')) ?? '').not.toContain('halve');
  }
});
