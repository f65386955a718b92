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
  const extraction = await extractProgram(reply, { functionName: 'add' }, python);
  expect([extraction.program, extraction.rule]).toEqual([program, rule]);
});

const codePrompt = `from typing import List, Optional
import math


def halve(x: float) -> float:
    """ Half of it. """
    return x / 2


def mean(values: List[float]) -> float:
    """ The mean.
    >>> mean([1, 3])
    2.0
    """
`;
const body = '    return sum(values) / len(values)\n';
const whole = `def mean(values: List[float]) -> float:\n${body}`;
const prelude = codePrompt.slice(0, codePrompt.indexOf('def mean')).trim();

/** Replies of models that were asked to complete a function. */
test.each([
  ['the body alone, as it goes on', body, `${codePrompt}${body}`, 'completes-prompt'],
  [
    'the body, and what the stop strings would have ended',
    `${body}\n\ndef other(x):\n    return x\n`,
    `${codePrompt}${body}`,
    'completes-prompt',
  ],
  [
    'the body, then words to the person',
    `${body}\nThis is the mean.\n`,
    `${codePrompt}${body}`,
    'completes-prompt',
  ],
  [
    'the body whose first indentation was lost on the way',
    'if not values:\n        return 0\n    return sum(values)\n',
    `${codePrompt}    if not values:\n        return 0\n    return sum(values)\n`,
    'completes-prompt',
  ],
  [
    'the body in a fence, without its indentation',
    `Here is the rest:\n${fence}python\nif not values:\n    return 0\nreturn sum(values)\n${fence}`,
    `${codePrompt}    if not values:\n        return 0\n    return sum(values)\n`,
    'completes-prompt',
  ],
  [
    'a body with a function in it',
    `    def add(a, b):\n        return a + b\n    return add(*values)\n`,
    `${codePrompt}    def add(a, b):\n        return a + b\n    return add(*values)\n`,
    'completes-prompt',
  ],
  [
    'the whole function, without what it takes from the prompt',
    `${fence}python\n${whole}${fence}`,
    `${prelude}\n\n\n${whole}`,
    'defines-function',
  ],
  [
    'the whole of it',
    `${fence}python\n${prelude}\n\n${whole}${fence}`,
    `${prelude}\n\n${whole}`,
    'defines-function',
  ],
  [
    'the function under another name',
    `${fence}python\ndef average(values):\n    return sum(values) / len(values)\n${fence}`,
    'def average(values):\n    return sum(values) / len(values)\n',
    'only-parses',
  ],
  ['words alone', 'I cannot help with that.', null, 'no-code'],
  ['an indented word', '    Yes, certainly.', null, 'no-code'],
])('%s, for code to complete', async (_, reply, program, rule) => {
  const extraction = await extractProgram(reply, { functionName: 'mean', codePrompt }, python);
  expect([extraction.program, extraction.rule]).toEqual([program, rule]);
});
