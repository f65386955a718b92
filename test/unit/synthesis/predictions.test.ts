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
const reader = { readProgram: refuse, readRuns: refuse };

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
  ])('%s', async (_, reply, value) => {
    expect(await read(reply)).toMatchObject({ program: value, rule: 'answer' });
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
  ])('%s', async (_, reply, call) => {
    expect(await read(reply, { kind: 'input' })).toMatchObject({ program: call, rule: 'answer' });
  });
});
