import { afterAll, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { extractProgram } from '../../../src/synthesis/extraction.ts';

const python = createChecker();
afterAll(() => python.close());

const fence = '```';

/** Replies as small models really write them, read by Python's own parser. */
test.each([
  [
    'prose, then the program, then its explanation, without a fence',
    `Sure! Here is the function.

def add(a, b):
    """Adds two numbers."""
    return a + b

This function adds a and b. It's simple.`,
    'def add(a, b):\n    """Adds two numbers."""\n    return a + b\n',
    'defines-function',
  ],
  [
    'an import before the function, and an example of use in a block of its own',
    `${fence}python\nprint(add(1, 2))  # the longest line of all, but it defines nothing at all\n${fence}
${fence}python\nimport math\n\ndef add(a, b):\n    return math.fsum([a, b])\n${fence}`,
    'import math\n\ndef add(a, b):\n    return math.fsum([a, b])\n',
    'defines-function',
  ],
  [
    'a program that breaks off in a bracket, without a fence',
    'def add(a, b):\n    total = a + b\n    return (total',
    'def add(a, b):\n    total = a + b\n',
    'defines-function',
  ],
  [
    'a fenced program with a fault',
    `${fence}python\ndef add(a, b)\n    return a + b\n${fence}`,
    'def add(a, b)\n    return a + b\n',
    'does-not-parse',
  ],
  [
    'another function',
    'def sub(a, b):\n    return a - b\n',
    'def sub(a, b):\n    return a - b\n',
    'only-parses',
  ],
  ['prose that is nearly Python', 'Yes', null, 'no-code'],
])('%s', async (_, reply, program, rule) => {
  const extraction = await extractProgram(reply, 'add', python);
  expect([extraction.program, extraction.rule]).toEqual([program, rule]);
});
