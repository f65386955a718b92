/** What is asked where a call's output or input is to be predicted, and how replies are read. */

import { describe, expect, test } from 'vitest';
import { askedKindOf } from '../../../src/synthesis/kinds/kinds.ts';
import { replyReaderOf } from '../../../src/synthesis/kinds/reply-readers.ts';
import { defaultPromptSettings } from '../../../src/synthesis/prompt-settings.ts';
import type { PredictionAsk } from '../../../src/tasks/task-kind.ts';
import { taskOf } from '../../support/tasks.ts';

const asks: PredictionAsk = {
  kind: 'output',
  call: 'twice([1, 2])',
  value: '[2, 4]',
  shows: 'code',
};
const task = taskOf(['assert twice([1, 2]) == [2, 4]', 'assert twice([]) == []'], {
  text: 'Write a function to double numbers.',
  referenceCode: 'def twice(xs):\n    return [2 * x for x in xs]\n',
  asks,
});
const kind = await askedKindOf(task);
const paper = { ...defaultPromptSettings, style: 'paper', exampleCount: 1 } as const;

function asked(changes: Partial<PredictionAsk>) {
  return { task: { ...task, asks: { ...asks, ...changes } }, functionName: 'twice' };
}

function said(changes: Partial<PredictionAsk>): string {
  const prompt = kind.promptFor(asked(changes), defaultPromptSettings, []);
  return prompt.kind === 'chat' ? (prompt.messages.at(-1)?.content ?? '') : prompt.text;
}

describe('a prompt', () => {
  const code =
    'This is the function:\n\n```python\ndef twice(xs):\n    return [2 * x for x in xs]\n```\n\n';
  const text =
    'A Python function was written for this task: Write a function to double numbers.\n\n';
  const tests = 'It passes these tests:\n\n```python\nassert twice([]) == []\n```\n\n';
  const question =
    'What does this call return?\n\n```python\ntwice([1, 2])\n```\n\nReply with the value that the call returns, as a Python literal, in one Markdown code block.';

  test('for an input shows no other test with the value: each of them would be an answer', () => {
    const also = ['assert twice((1, 2)) == [2, 4]', ...task.tests];
    const input = { ...asks, kind: 'input', shows: 'text-and-tests' } as const;
    const other = { task: { ...task, tests: also, asks: input }, functionName: 'twice' };
    const prompt = JSON.stringify(kind.promptFor(other, defaultPromptSettings, []));
    expect(prompt).not.toContain('(1, 2)');
    expect(prompt).toContain('assert twice([]) == []');
  });

  test.each([
    ['code', code],
    ['code-and-text', text + code],
    ['code-text-and-tests', text + code + tests],
    ['text-and-tests', text + tests],
  ] as const)('that shows %s shows nothing else', (shows, shown) => {
    expect(said({ shows })).toBe(shown + question);
  });

  test('never holds the answer', () => {
    for (const shows of ['code', 'code-and-text', 'code-text-and-tests', 'text-and-tests'] as const)
      expect(said({ shows })).not.toContain('[2, 4]');
  });

  test('for an input shows the value and not the call', () => {
    const prompt = said({ kind: 'input', shows: 'code-text-and-tests' });
    expect(prompt).toContain('Find a call of the function that returns this value:');
    expect(prompt).toContain('[2, 4]');
    expect(prompt).not.toContain('[1, 2]');
  });

  test('with examples shows their answers and ends where the own one begins', () => {
    const example = { ...task, id: '9', asks: { ...asks, call: 'twice([3])', value: '[6]' } };
    const examples = kind.examplesFor(task, [task, example, taskOf([], { id: '8' })]);
    expect(examples).toEqual([example]);
    const question = (call: string) =>
      `${code}What does this call return?\n\n\`\`\`python\n${call}\n\`\`\`\n[BEGIN]\n`;
    const prompt = kind.promptFor(asked({}), paper, examples);
    expect(prompt).toEqual({
      kind: 'completion',
      text: `${question('twice([3])')}[6]\n[DONE]\n\n${question('twice([1, 2])')}`,
    });
    expect(kind.stopStringsFor(prompt, {})).toEqual(['[DONE]']);
  });
});

const refuse = () => Promise.reject(new Error('Nothing is to be parsed here.'));
const reader = { readProgram: refuse, readRuns: refuse, readLongestCode: refuse };

async function read(
  reply: string,
  changes: Partial<PredictionAsk> = {},
  way: 'reply' | 'given' = 'reply',
) {
  const wanted = { functionName: 'twice', asks: { ...asks, ...changes } };
  return replyReaderOf(wanted)(way, reply, wanted, reader);
}

describe('an output is read from', () => {
  test.each([
    ['a code block', 'It doubles.\n\n```python\n[2, 4]\n```\nDone.', '[2, 4]'],
    ['the last of several', '```\n[1]\n```\nNo:\n```\n[2, 4]\n```', '[2, 4]'],
    ['an assert in a block', '```python\nassert twice([1, 2]) == [2, 4]\n```', '[2, 4]'],
    ['backticks', 'The call returns `[2, 4]`.', '[2, 4]'],
    ['the last line', 'Let me see.\n\n[2, 4]', '[2, 4]'],
    ['a line with a full stop', "'ab'.", "'ab'"],
    ['a number, whose full stop stays', '2.', '2.'],
    ['what follows thoughts', '<think>[9]</think>\n[2, 4]', '[2, 4]'],
    ['a few-shot reply', '[2, 4]\n[DONE]', '[2, 4]'],
    ['several lines', '```\n[2,\n 4]\n```', '[2,\n 4]'],
    ['a text block', '```text\n[2, 4]\n```', '[2, 4]'],
    ['CRUXEval’s tags', 'It doubles.\n[ANSWER]\n[2, 4]\n[/ANSWER]', '[2, 4]'],
    ['tags around an assert', '[ANSWER] assert twice([1, 2]) == [2, 4] [/ANSWER]', '[2, 4]'],
    [
      'a tag that a stop string left open',
      '[THOUGHT]\n2, 4\n[/THOUGHT]\n[ANSWER]\n[2, 4]',
      '[2, 4]',
    ],
    ['tags around a block', '[ANSWER]\n```python\n[2, 4]\n```\n[/ANSWER]', '[2, 4]'],
    ['tags as elements', '```\n[1]\n```\n<answer>[2, 4]</answer>', '[2, 4]'],
    ['a labelled line', 'It doubles.\n\nAnswer: [2, 4]', '[2, 4]'],
    ['a label in bold', '**Output:** `[2, 4]`\n\nEach number is doubled.', '[2, 4]'],
    ['a label above its value', '### Final answer\n\n[2, 4]\n\nDone.', '[2, 4]'],
    ['a label with a full stop', 'Output: [2, 4].', '[2, 4]'],
    ['a label in a block', '```\nOutput: [2, 4]\n```', '[2, 4]'],
    ['a label above a block', 'Output:\n```\n[2, 4]\n```\nwhich `twice` returns.', '[2, 4]'],
    ['an equation', 'So twice([1, 2]) = [2, 4].', '[2, 4]'],
    ['an equation with other spacing', '```python\nassert twice( [1,2] )==[2, 4]\n```', '[2, 4]'],
    ['an equation the other way round', 'assert [2, 4] == twice([1, 2])', '[2, 4]'],
    ['an arrow', '`twice([1, 2])` → `[2, 4]`', '[2, 4]'],
    ['an assert with a message', 'assert twice([1, 2]) == [2, 4], "doubled"', '[2, 4]'],
    [
      'an assert of several lines',
      '```\nassert twice([1, 2]) == [\n  2,\n  4,\n]\n```',
      '[\n  2,\n  4,\n]',
    ],
    ['an assert among others', 'twice([1, 2]) == [2, 4]\ntwice([]) == []', '[2, 4]'],
    ['a printed call', '```python\nprint(twice([1, 2]))  # Output: [2, 4]\n```', '[2, 4]'],
    ['what Python’s prompt printed', '```\n>>> twice([1, 2])\n[2, 4]\n```', '[2, 4]'],
    [
      'a block below the function',
      '```\n[2, 4]\n```\nbecause of\n```python\ndef twice(xs):\n    return 1\n```',
      '[2, 4]',
    ],
    [
      'the function with an assert',
      '```python\ndef twice(xs):\n    return 1\n\nassert twice([1, 2]) == [2, 4]\n```',
      '[2, 4]',
    ],
    ['a sentence about bytes', "The call returns b'ab' here.", "b'ab'"],
    ['a sentence', 'The call returns [2, 4].', '[2, 4]'],
    ['a sentence before others', 'The function returns [2, 4]. Every number is doubled.', '[2, 4]'],
    ['a box', 'It is $\\boxed{[2, 4]}$.', '[2, 4]'],
    ['bold text', 'It doubles:\n\n**[2, 4]**', '[2, 4]'],
    ['typographic quotes', 'Answer: ‘it’s’', '"it\'s"'],
    ['a comment behind it', '```python\n[2, 4]  # doubled\n```', '[2, 4]'],
    ['a text that holds a label', "```\n'Answer: 3 == 3'\n```", "'Answer: 3 == 3'"],
    ['a text that holds a hash', "Answer: '# 1'", "'# 1'"],
    ['a text that holds the call', "```\n'twice([1, 2]) == 1'\n```", "'twice([1, 2]) == 1'"],
    ['a text of backticks', "```\n'`a`'\n```", "'`a`'"],
    ['a text that spells a tag', "```\n'[ANSWER]'\n```", "'[ANSWER]'"],
    ['a number of a sentence', 'The result is -3.', '-3'],
    ['a text without quotes, as it stands', '```\nab: c\n```', 'ab: c'],
  ])('%s', async (_, reply, value) => {
    expect(await read(reply)).toMatchObject({ program: value, rule: 'answer' });
  });

  test('a call that its reply spells in another way', async () => {
    const call = "twice('a b', [1])";
    const changes = { call };
    expect(await read('assert twice("a b",[1]) == 3', changes)).toMatchObject({ program: '3' });
  });

  test('text of any length in a moment', async () => {
    const begin = performance.now();
    for (const piece of [
      'twice(',
      'twice([1, 2]) == ',
      '[ANSWER]',
      'Answer: ',
      '`',
      '**',
      '"',
      'is ',
    ]) {
      await read(piece.repeat(200_000 / piece.length));
      await read(piece.repeat(200_000 / piece.length), { kind: 'input' });
    }
    expect(performance.now() - begin).toBeLessThan(5_000);
  });

  test('no reply at all', async () => {
    expect(await read(' \n ')).toEqual({ program: null, rule: 'no-code', hadThinking: false });
  });

  test('a completion of a file, which is the value', async () => {
    const given = { program: '[2, 4]', rule: 'as-given', hadThinking: false };
    expect(await read(' [2, 4]\n', {}, 'given')).toEqual(given);
  });
});

describe('an input is read from', () => {
  test.each([
    ['a call in a block', '```python\ntwice([1, 2])\n```', 'twice([1, 2])'],
    ['an assert', '```python\nassert twice([1, 2]) == [2, 4]\n```', 'twice([1, 2])'],
    ['a call with brackets in a text', '`twice([")", "(["])` it is', 'twice([")", "(["])'],
    ['the arguments alone', '```\n[1, 2]\n```', '[1, 2]'],
    ['CRUXEval’s tags', '[ANSWER]\nassert twice([1, 2]) == [2, 4]\n[/ANSWER]', 'twice([1, 2])'],
    [
      'a call below the function',
      '```python\ndef twice(xs):\n    return 1\n\ntwice([1, 2])\n```',
      'twice([1, 2])',
    ],
    [
      'a call above the function',
      'twice([1, 2])\n```python\ndef twice(xs):\n    return 1\n```',
      'twice([1, 2])',
    ],
    [
      'a call before one that explains',
      '`twice([1, 2])`, because twice(xs) doubles.',
      'twice([1, 2])',
    ],
    ['a call with a name for its input', '`twice(xs=[1, 2])`', 'twice(xs=[1, 2])'],
    ['a label', 'Input: `[1, 2]`\n\nIt is doubled.', '[1, 2]'],
    ['a label with a call', 'Answer: twice([1, 2])', 'twice([1, 2])'],
    ['an element', 'Hm. <answer>twice([1, 2])</answer>', 'twice([1, 2])'],
  ])('%s', async (_, reply, call) => {
    expect(await read(reply, { kind: 'input' })).toMatchObject({ program: call, rule: 'answer' });
  });
});
