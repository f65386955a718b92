/** What is asked where a number is to be worked out, and how replies are read. */

import { describe, expect, test } from 'vitest';
import { askedKindOf } from '../../../src/synthesis/kinds/kinds.ts';
import { replyReaderOf } from '../../../src/synthesis/kinds/reply-readers.ts';
import { defaultPromptSettings } from '../../../src/synthesis/prompt-settings.ts';
import type { ProgramReader } from '../../../src/tasks/python-reader.ts';
import type { CalculationKind } from '../../../src/tasks/task-kind.ts';
import type { Task } from '../../../src/tasks/task.ts';
import { taskOf } from '../../support/tasks.ts';

function problem(id: string, number: number, kind: CalculationKind = 'calculation'): Task {
  return taskOf([], {
    id,
    text: `what is half of ${number} ? n0 = ${number}.0`,
    referenceCode: `n0 = ${number}.0\nanswer = n0 / 2.0`,
    asks: { kind, answer: number / 2, numbers: [number], formula: 'divide(n0,const_2)|' },
  });
}

const set = [1, 2, 3, 4, 5, 6].map((number) => problem(String(number), 2 * number));
const paper = { ...defaultPromptSettings, style: 'paper' } as const;

async function asked(task: Task, settings: typeof defaultPromptSettings = paper) {
  const kind = await askedKindOf(task);
  const prompt = kind.promptFor(
    { task, functionName: null },
    settings,
    kind.examplesFor(task, set),
  );
  return { prompt, stops: kind.stopStringsFor(prompt, {}) };
}

/** Of the paper, to the character. */
function block(number: number, reference: string): string {
  return `Please, solve the mathematical problem: what is half of ${number} ? n0 = ${number}.0\n\n[BEGIN]\n\n${reference}\n\n[DONE]\n\n`;
}

describe('the prompt of the paper', () => {
  const query =
    'Please, solve the mathematical problem: what is half of 2 ? n0 = 2.0\n\n[BEGIN]\n\n';

  test('has four examples that are not the task, and ends where the program begins', async () => {
    const examples = [4, 6, 8, 10].map((each) => block(each, `n0 = ${each}.0\nanswer = n0 / 2.0`));
    expect(await asked(problem('1', 2))).toEqual({
      prompt: { kind: 'completion', text: examples.join('') + query },
      stops: ['[DONE]'],
    });
  });

  test('has formulas where formulas are asked for', async () => {
    const examples = [4, 6, 8, 10].map((each) => block(each, 'divide(n0,const_2)|'));
    const { prompt } = await asked(problem('1', 2, 'formula'));
    expect(prompt).toEqual({ kind: 'completion', text: examples.join('') + query });
  });

  test.each([0, 1, 2])('may have %d examples', async (exampleCount) => {
    const { prompt } = await asked(problem('1', 2), { ...paper, exampleCount });
    const text = prompt.kind === 'completion' ? prompt.text : '';
    expect(text.split('[DONE]')).toHaveLength(exampleCount + 1);
  });
});

test('an instruction says what the program has to set', async () => {
  const { prompt, stops } = await asked(problem('1', 2), defaultPromptSettings);
  expect(JSON.stringify(prompt)).toContain('assigns the number to the variable answer');
  expect(stops).toEqual([]);
});

/** Python as far as these replies go: a line of prose is none. */
const isProse = (line: string) => /^[A-Z][a-z]* [a-z]/.test(line);
const reader: ProgramReader = {
  readProgram: async (code) =>
    code.split('\n').some(isProse)
      ? { kind: 'syntax-error', line: 1, message: 'invalid syntax' }
      : { kind: 'program', definitions: [] },
  readRuns: async (texts) =>
    texts.map(({ text }) => {
      const lines = text.split('\n').filter((line) => line !== '' && !isProse(line));
      const run = { first: 1, last: lines.length, binds: [], needs: [], isCut: false };
      return lines.length === 0 ? [] : [{ ...run, code: lines.join('\n') }];
    }),
  readLongestCode: async () => null,
};

async function read(
  reply: string,
  kind: CalculationKind = 'calculation',
  way: 'reply' | 'given' | 'paper' = 'reply',
) {
  const wanted = { functionName: null, asks: problem('1', 2, kind).asks };
  const { program, rule } = await replyReaderOf(wanted)(way, reply, wanted, reader);
  return [program?.trim() ?? null, rule];
}

const code = 'n0 = 2.0\nanswer = n0 / 2.0';

describe('a program is read from', () => {
  test.each([
    ['a code block', `Half of it:\n\n\`\`\`python\n${code}\n\`\`\`\n`],
    ['the block that sets answer', `\`\`\`python\nx = 1\n\`\`\`\n\`\`\`python\n${code}\n\`\`\``],
    ['lines, with prose behind', `${code}\nThat is it.`],
    ['what [DONE] ends', `\n${code}\n[DONE]\nPlease, solve`],
  ])('%s', async (_, reply) => {
    expect(await read(reply)).toEqual([code, 'answer']);
  });

  test('the text up to [DONE], where it is read as the paper reads it', async () => {
    const reply = `\n${code}\nThat is it.\n\n[DONE]\nmore`;
    expect(await read(reply, 'calculation', 'paper')).toEqual([`${code}\nThat is it.`, 'paper']);
  });

  test('no prose', async () => {
    expect(await read('The answer is 1.')).toEqual([null, 'no-code']);
  });
});

describe('a formula is read from', () => {
  const formula = 'multiply(n1,const_100)|divide(#0,n0)';
  test.each([
    ['a block', `\`\`\`\n${formula}\n\`\`\``],
    ['prose', `I would use ${formula}.`],
    ['the longest chain', `add(n0,n1) is wrong, so: ${formula}`],
  ])('%s', async (_, reply) => {
    expect(await read(reply, 'formula')).toEqual([formula, 'answer']);
  });

  test('no prose', async () => {
    expect(await read('Divide by two.', 'formula')).toEqual([null, 'no-code']);
  });
});
