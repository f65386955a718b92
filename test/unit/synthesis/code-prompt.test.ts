import { expect, test } from 'vitest';
import { completedCode, withPrelude } from '../../../src/synthesis/code-prompt.ts';
import { instructionPrompt } from '../../../src/synthesis/prompt.ts';
import {
  briefOf,
  defaultPromptSettings,
  promptFor,
  stopStringsFor,
} from '../../../src/synthesis/prompt-settings.ts';
import { examplesFor } from '../../../src/synthesis/examples.ts';
import { docstringExamples } from '../../../src/synthesis/search/docstring-examples.ts';
import { taskOf } from '../../support/tasks.ts';

const codePrompt =
  'from typing import List\n\n\ndef last(xs: List[int]) -> int:\n    """ Its last. """\n';
const wanted = { functionName: 'last', codePrompt };
const body = '    return xs[-1]\n';
const task = taskOf(['def check(candidate):\n    assert candidate([4]) == 4\n\ncheck(last)'], {
  ...{ ...wanted, text: 'Its last.' },
});

test('a completion that is a body stands behind its prompt, a whole function alone', () => {
  expect(completedCode(body, wanted)).toBe(codePrompt + body);
  const plain = `def last(xs):\n${body}`;
  expect(completedCode(plain, wanted)).toBe(plain);
  expect(completedCode(body, { functionName: 'last' })).toBe(body);
});

test.each([
  ['at once', `${body}\n\ndef last(xs):\n    return None\n`],
  ['below empty lines', `\n  \n${body}\n\ndef last(xs):\n    return None\n`],
  ['with the line ends of Windows', `\r\n${body}\r\ndef last(xs):\r\n    return None\r\n`],
  ['by a tab', `\treturn xs[-1]\n\nasync def last(xs):\n    return None\n`],
])('a completion that begins as a body does (%s) is one, whatever follows', (_, text) => {
  expect(completedCode(text, wanted)).toBe(codePrompt + text);
});

test.each([
  ['an import it speaks of', 'def last(xs: List[int]):\n    pass\n', true],
  ['nothing', 'def last(xs):\n    pass\n', false],
  [
    'nothing, having its own',
    'from typing import Any, List\ndef last(xs: List):\n    pass\n',
    false,
  ],
  ['nothing, having all', 'from typing import *\ndef last(xs: List):\n    pass\n', false],
])('a whole function that takes %s from the prompt', (_, program, isLacking) => {
  const expected = isLacking ? `from typing import List\n\n\n${program}` : program;
  expect(withPrelude(program, wanted)).toBe(expected);
});

test('what Python wants first stays first', () => {
  const program = 'from __future__ import annotations\ndef last(xs: List):\n    pass\n';
  expect(withPrelude(program, wanted)).toBe(
    'from __future__ import annotations\nfrom typing import List\n\n\ndef last(xs: List):\n    pass\n',
  );
});

test('a helper of the prompt is there also where the program does without it', () => {
  const helped = {
    functionName: 'g',
    codePrompt: 'def f(x):\n    return x\n\n\ndef g(x):\n    """ f of f. """\n',
  };
  expect(withPrelude('def g(x):\n    return x\n', helped)).toBe(
    'def f(x):\n    return x\n\n\ndef g(x):\n    return x\n',
  );
});

test('models that chat are asked to complete it, others get it as it stands', () => {
  const brief = briefOf(task, 'last', defaultPromptSettings);
  const prompt = instructionPrompt(brief);
  const [, user] = prompt.kind === 'chat' ? prompt.messages : [];
  expect(user?.content).toBe(
    `Complete this Python function:\n\n\`\`\`python\n${codePrompt.trim()}\n\`\`\`\n\nReply with the complete, self-contained Python code in one Markdown code block.`,
  );
  const continued = promptFor({ ...defaultPromptSettings, style: 'paper' }, brief, []);
  expect(continued).toEqual({ kind: 'completion', text: codePrompt });
  expect(stopStringsFor(continued, codePrompt)).toEqual([
    '\nclass',
    '\ndef',
    '\n#',
    '\nif',
    '\nprint',
  ]);
  expect(stopStringsFor(prompt, codePrompt)).toEqual([]);
  // One more turn of a dialog is in the paper's frame.
  const turn = { kind: 'completion', text: `${codePrompt}…[BEGIN]\n` } as const;
  expect(stopStringsFor(turn, codePrompt)).toEqual(['[DONE]']);
});

test.each([0, 1, 3])('no prompt shows its tests, however many are to be shown: %i', (count) => {
  for (const style of ['instruction', 'paper'] as const) {
    const settings = { ...defaultPromptSettings, style, shownTestCount: count };
    const brief = briefOf(task, 'last', settings);
    expect(brief.shownTests).toEqual([]);
    expect(
      JSON.stringify(
        promptFor(settings, brief, examplesFor(task, [task, taskOf(['x'], { id: '9' })])),
      ),
    ).not.toMatch(/check|candidate/);
  }
});

test('the examples of a docstring are asserts to a search', () => {
  const docstring = `    """ Last.
    >>> last([1, 2])  # two of them
    2
    >>> last([
    ...     1])
    1
    >>> last('a#b')
    'b'
    >>> last([])
    Traceback (most recent call last):
    >>> x = last([1])
    >>> last([None])
    >>> last([True])
    True
    """`;
  expect(docstringExamples(docstring)).toEqual([
    'assert last([1, 2]) == 2',
    "assert last('a#b') == 'b'",
    'assert last([True]) == True',
  ]);
});
