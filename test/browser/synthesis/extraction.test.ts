import { afterAll, expect, test } from 'vitest';
import { createChecker } from '../../../src/checking/create-checker.ts';
import { extractProgram } from '../../../src/synthesis/extraction.ts';

const python = createChecker();
afterAll(() => python.close());

const fence = '```';
const plainAdd = 'def add(a, b):\n    return a + b\n';

function withHelperBelow(comment: string): string {
  return `def add(a, b):\n    return plus(a, b)\n\n${comment}\ndef plus(a, b):\n    return a + b\n`;
}

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
  [
    'a helper below a comment',
    withHelperBelow('# Instruction: a helper'),
    withHelperBelow('# Instruction: a helper'),
    'defines-function',
  ],
  [
    'a helper below a heading',
    withHelperBelow('### Instruction: a helper'),
    withHelperBelow('### Instruction: a helper'),
    'defines-function',
  ],
  [
    'a turn of somebody else, who asks for another function',
    `${plainAdd}\n### Instruction:\nx = 1\n${plainAdd}`,
    plainAdd,
    'defines-function',
  ],
  ['prose that is nearly Python', 'Yes', null, 'no-code'],
])('%s', async (_, reply, program, rule) => {
  const extraction = await extractProgram(reply, { functionName: 'add' }, python);
  expect([extraction.program, extraction.rule]).toEqual([program, rule]);
});

/** What was done to find the program, as the page and the log tell it. */
test.each([
  ['nothing', `${fence}python\n${plainAdd}${fence}`, {}],
  [
    'lines that are no Python',
    `${fence}python\n!ls\n\n${plainAdd}\nThat is all.\n${fence}`,
    { steps: ['dropped-lines'], kept: { first: 3, last: 4, of: 6 } },
  ],
  [
    'a block that another one needs',
    `${fence}python\nimport math\n${fence}\n\n${fence}python\ndef add(a, b):\n    return math.fsum([a, b])\n${fence}`,
    { steps: ['joined-parts'], partCount: 2 },
  ],
  [
    'a draft',
    `${fence}\ndef add(a, b):\n    # at length\n    return a\n${fence}\n${fence}\n${plainAdd}${fence}`,
    { steps: ['took-last-of-several'] },
  ],
  ['prompts', '>>> def add(a, b):\n...     return a + b\n', { steps: ['removed-prompts'] }],
  ['a label', `${fence}lua\n${plainAdd}${fence}`, { steps: ['read-other-language'] }],
  ['a token', `${plainAdd}</s>`, { steps: ['removed-tokens'] }],
  ['another turn', `${plainAdd}\nUser: Thanks!\n`, { steps: ['removed-tokens'] }],
  ['escapes', JSON.stringify(plainAdd), { steps: ['unescaped'] }],
  [
    'numbers',
    plainAdd.replace(/^/gm, '1: ').replace('\n1', '\n2'),
    { steps: ['dropped-lines', 'removed-line-marks'], kept: { first: 1, last: 2, of: 3 } },
  ],
  ['a wide sign', plainAdd.replace('+', '＋'), { steps: ['replaced-characters'] }],
])('the steps to the program are told: %s', async (_, reply, steps) => {
  const { program, rule, from, isCutOff, hadThinking, ...told } = {
    ...{ from: null, isCutOff: null },
    ...(await extractProgram(reply, { functionName: 'add' }, python)),
  };
  expect([rule, from, isCutOff, hadThinking]).toEqual([
    'defines-function',
    reply.startsWith(fence) ? 'fence' : 'plain-text',
    ...[false, false],
  ]);
  expect(program).toContain('def add(a, b):');
  expect(told).toEqual(steps);
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
    'a body that begins with a function of its own and lost its first indentation',
    `def add(a, b):\n        return a + b\n    return add(*values)\n`,
    `${codePrompt}    def add(a, b):\n        return a + b\n    return add(*values)\n`,
    'completes-prompt',
  ],
  [
    'a body in a fence that has a function of its own and returns in a loop',
    `${fence}python\n    def last(x):\n        return x\n    for value in values:\n        return last(value)\n${fence}`,
    `${codePrompt}    def last(x):\n        return x\n    for value in values:\n        return last(value)\n`,
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
