import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  dialogOpening,
  fewShotPrefix,
  fewShotPrompt,
  instructionPrompt,
  type Example,
} from '../../../src/synthesis/prompt.ts';

const brief = {
  text: 'Write a function to double a number.',
  functionName: 'double',
  shownTests: ['assert double(1) == 2', 'assert double(2) == 4'],
  setupCode: '',
};
const example: Example = {
  text: 'Write a function to halve a number.',
  tests: ['assert halve(2) == 1', 'assert halve(4) == 2', 'assert halve(6) == 3'],
  referenceCode: 'def halve(n):\r\n    return n // 2',
};

describe('the few-shot prompt', () => {
  test('shows each example whole and the task up to where its program begins', () => {
    expect(fewShotPrompt(brief, [example])).toEqual({
      kind: 'completion',
      text: `You are an expert Python programmer, and here is your task: Write a function to halve a number. Your code should pass these tests:

assert halve(2) == 1
assert halve(4) == 2
assert halve(6) == 3
[BEGIN]
def halve(n):
    return n // 2
[DONE]

You are an expert Python programmer, and here is your task: Write a function to double a number. Your code should pass these tests:

assert double(1) == 2
assert double(2) == 4
[BEGIN]
`,
    });
  });

  test('without examples and asserts is the task alone', () => {
    expect(fewShotPrompt({ ...brief, shownTests: [] }, [])).toEqual({
      kind: 'completion',
      text: `You are an expert Python programmer, and here is your task: Write a function to double a number.
[BEGIN]
`,
    });
  });

  test('shows as many asserts of an example as asked', () => {
    expect(fewShotPrefix([example], 1))
      .toBe(`You are an expert Python programmer, and here is your task: Write a function to halve a number. Your code should pass these tests:

assert halve(2) == 1
[BEGIN]
def halve(n):
    return n // 2
[DONE]`);
  });
});

const mbpp = new URL('../../../../shared/data/mbpp/mbpp.jsonl', import.meta.url);

test.skipIf(!existsSync(mbpp))(
  "the prefix of MBPP's tasks 2, 3 and 4 has the paper's length (skipped without shared/data/mbpp)",
  () => {
    const rows = readFileSync(mbpp, 'utf8')
      .split('\n')
      .slice(1, 4)
      .map((line) => JSON.parse(line) as { text: string; code: string; test_list: string[] });
    const prefix = fewShotPrefix(
      rows.map(({ text, code, test_list }) => ({ text, referenceCode: code, tests: test_list })),
    );
    const carriageReturns = rows.map(({ code }) => code.split('\r').length - 1);
    expect({
      length: prefix.length,
      asStored: prefix.length + carriageReturns.reduce((sum, count) => sum + count),
    }).toEqual({ length: 1491, asStored: 1502 });
  },
);

describe('the instruction', () => {
  test('holds the text, the name, the asserts and what form the reply is to have', () => {
    expect(instructionPrompt(brief)).toEqual({
      kind: 'chat',
      messages: [
        { role: 'system', content: 'You are an expert Python programmer.' },
        {
          role: 'user',
          content: `Write a function to double a number.

The function must be called \`double\`.

Your code should pass these tests:

\`\`\`python
assert double(1) == 2
assert double(2) == 4
\`\`\`

Reply with the complete, self-contained Python code in one Markdown code block.`,
        },
      ],
    });
  });

  test('leaves out what a task does not have, and shows the setup code it has', () => {
    const bare = {
      text: 'Do.\r\n',
      functionName: null,
      shownTests: [],
      setupCode: 'import re\r\n',
    };
    expect(instructionPrompt(bare)).toEqual({
      kind: 'chat',
      messages: [
        { role: 'system', content: 'You are an expert Python programmer.' },
        {
          role: 'user',
          content: `Do.

This code runs before the tests:

\`\`\`python
import re
\`\`\`

Reply with the complete, self-contained Python code in one Markdown code block.`,
        },
      ],
    });
  });
});

describe('the beginning of a dialog', () => {
  test('is what people of the paper’s study wrote, and the asserts', () => {
    expect(dialogOpening(brief)).toEqual({
      kind: 'chat',
      messages: [
        {
          role: 'user',
          content: `I need to write a function called double. Here's a description: Write a function to double a number.

assert double(1) == 2
assert double(2) == 4`,
        },
      ],
    });
  });

  test('goes without a name or asserts where there are none', () => {
    const bare = { ...brief, functionName: null, shownTests: [] };
    expect(dialogOpening(bare)).toMatchObject({
      messages: [
        {
          content:
            "I need to write a function. Here's a description: Write a function to double a number.",
        },
      ],
    });
  });
});
