import { describe, expect, test } from 'vitest';
import type { Prompt } from '../../../src/synthesis/engine.ts';
import { extractBy, extractProgram } from '../../../src/synthesis/extraction.ts';
import type { ProgramReader } from '../../../src/tasks/python-reader.ts';

/** Knows some programs by heart with what they define, and finds them in a text; all else is prose. */
function readerOf(programs: Record<string, readonly string[]>): ProgramReader {
  return {
    readProgram: async (code) => {
      const definitions = programs[code];
      return definitions === undefined
        ? { kind: 'syntax-error', line: 1, message: 'invalid syntax' }
        : { kind: 'program', definitions };
    },
    readRuns: async (texts) =>
      texts.map(({ text }) =>
        Object.entries(programs).flatMap(([code, definitions]) => {
          const at = text.indexOf(code);
          if (at < 0) return [];
          const first = text.slice(0, at).split('\n').length;
          const last = first + code.trimEnd().split('\n').length - 1;
          const binds = definitions.map((name) => [name, 'definition'] as const);
          return [{ code, first, last, binds, needs: [], isCut: false }];
        }),
      ),
    readLongestCode: async (text, functionName) => `the longest of ${functionName}: ${text}`,
  };
}

const add = 'def add(a, b):\n    return a + b\n';
const reader = readerOf({ [add]: ['add'] });
const fence = '```';
const fromFence = {
  program: add,
  rule: 'defines-function',
  from: 'fence',
  isCutOff: false,
  hadThinking: false,
};

describe('a fenced program is found', () => {
  test.each([
    ['in a python fence', `Here it is:\n\n${fence}python\n${add}${fence}\nDone.`],
    ['in a py fence', `${fence}py\n${add}${fence}`],
    ['in a fence without a language', `${fence}\n${add}${fence}`],
    ['in a fence of tildes', `~~~python\n${add}~~~`],
    ['in a fence of four marks', `${fence}\`python\n${add}${fence}\``],
    ['with a space before the language', `${fence} python\n${add}${fence}`],
    ['with line ends of Windows', `${fence}python\r\n${add.replaceAll('\n', '\r\n')}${fence}`],
    [
      'indented with its fence',
      `1. So:\n   ${fence}python\n   def add(a, b):\n       return a + b\n   ${fence}`,
    ],
    [
      'before a turn that the model made up',
      `${fence}python\n${add}${fence}<|im_end|>\n<|im_start|>user\n${fence}\nx\n${fence}`,
    ],
    ['after the header of its own turn', `<|im_start|>assistant\n${fence}python\n${add}${fence}`],
    [
      'beside a block of another language',
      `${fence}bash\npip install numpy and much more\n${fence}\n${fence}python\n${add}${fence}`,
    ],
  ])('%s', async (_, reply) => {
    expect(await extractProgram(reply, { functionName: 'add' }, reader)).toMatchObject(fromFence);
  });
});

test('a fence that never closes gives the program, marked as cut off', async () => {
  const reply = `${fence}python\n${add}`;
  expect(await extractProgram(reply, { functionName: 'add' }, reader)).toEqual({
    ...fromFence,
    isCutOff: true,
  });
});

describe('thinking is dropped', () => {
  const draft = `${fence}python\nlonger draft that would win by length\n${fence}\n`;
  test.each([
    ['a block', `<think>\n${draft}</think>\n\n${fence}python\n${add}${fence}`],
    ['an empty block', `<think>\n\n</think>\n${fence}python\n${add}${fence}`],
    [
      'a block whose opening tag was in the prompt',
      `${draft}</think>\n${fence}python\n${add}${fence}`,
    ],
    [
      'a block under the longer name',
      `<thinking>${draft}</thinking>${fence}python\n${add}${fence}`,
    ],
  ])('%s', async (_, reply) => {
    expect(await extractProgram(reply, { functionName: 'add' }, reader)).toEqual({
      ...fromFence,
      hadThinking: true,
    });
  });

  test('a block that never closes leaves no code', async () => {
    expect(await extractProgram(`<think>\n${draft}`, { functionName: 'add' }, reader)).toEqual({
      program: null,
      rule: 'no-code',
      hadThinking: true,
    });
  });
});

describe('among several blocks', () => {
  const longer = 'def add(a, b):\n    # adds\n    return a + b\n';
  const usage = 'print(add(1, 2), add(3, 4), add(5, 6), add(7, 8))\n';
  const helper = 'def helper_with_a_very_long_name(value):\n    return value\n';
  const blocks = (...codes: string[]) =>
    codes.map((code) => `${fence}\n${code}${fence}`).join('\n');

  test('the last that defines the function wins over a longer draft', async () => {
    const knowing = readerOf({ [longer]: ['add'], [add]: ['add'], [usage]: [], [helper]: ['h'] });
    expect(
      await extractProgram(blocks(longer, usage, add, helper), { functionName: 'add' }, knowing),
    ).toEqual({
      ...fromFence,
      steps: ['took-last-of-several'],
    });
  });

  test('where none defines it, the longest that defines anything is taken', async () => {
    const knowing = readerOf({ [helper]: ['h'], [usage]: [] });
    expect(await extractProgram(blocks(usage, helper), { functionName: 'add' }, knowing)).toEqual({
      ...fromFence,
      program: helper,
      rule: 'only-parses',
    });
  });

  test('where none parses, the longest is taken as it is', async () => {
    expect(
      await extractProgram(blocks('def add(:\n', 'def\n'), { functionName: 'add' }, readerOf({})),
    ).toEqual({
      ...fromFence,
      program: 'def add(:\n',
      rule: 'does-not-parse',
    });
  });

  test('without a function under test, any definition will do', async () => {
    const knowing = readerOf({ [helper]: ['h'], [add]: ['add'] });
    expect(await extractProgram(blocks(add, helper), { functionName: null }, knowing)).toEqual({
      ...fromFence,
      program: helper,
    });
  });
});

describe('between the markers of the few-shot prompt', () => {
  test.each([
    ['the reply brings both', `[BEGIN]\n${add}[DONE]\n\nYou are an expert`, false],
    ['the prompt opened, the reply closes', `${add}[DONE]\n\nYou are an expert`, false],
    ['the reply opens and breaks off', `[BEGIN]\n${add}`, true],
  ])('%s', async (_, reply, isCutOff) => {
    expect(await extractProgram(reply, { functionName: 'add' }, reader)).toEqual({
      ...fromFence,
      from: 'begin-done',
      isCutOff,
    });
  });
});

describe('a reply without any marks', () => {
  const plain = { ...fromFence, from: 'plain-text' };

  test('is the program itself', async () => {
    expect(await extractProgram(add, { functionName: 'add' }, reader)).toEqual(plain);
  });

  test('is the program after a common indentation is removed', async () => {
    const reply = '    def add(a, b):\n        return a + b\n';
    expect(await extractProgram(reply, { functionName: 'add' }, reader)).toEqual(plain);
  });

  test('holds it between prose', async () => {
    const reply = `Sure, here you are:\n\n${add}\nThis adds two numbers.\n`;
    expect(await extractProgram(reply, { functionName: 'add' }, reader)).toEqual({
      ...plain,
      ...{ steps: ['dropped-lines'], kept: { first: 3, last: 4, of: 6 } },
    });
  });

  test('whose function does not parse is shown as it is', async () => {
    expect(
      await extractProgram('def add(a, b:\n  return\n', { functionName: 'add' }, readerOf({})),
    ).toEqual({
      ...plain,
      program: 'def add(a, b:\n  return\n',
      rule: 'does-not-parse',
    });
  });

  test.each([
    ['prose', 'I am sorry, I cannot do that.'],
    ['nothing', ''],
    ['white space', ' \n\n '],
    ['an empty fence', `${fence}python\n${fence}`],
    ['nothing but the end of the turn', '<|im_end|>'],
  ])('and without code has none: %s', async (_, reply) => {
    expect(await extractProgram(reply, { functionName: 'add' }, reader)).toEqual({
      program: null,
      rule: 'no-code',
      hadThinking: false,
    });
  });

  test('a word that happens to be Python is no code', async () => {
    expect(
      await extractProgram('Sure', { functionName: 'add' }, readerOf({ 'Sure\n': [] })),
    ).toEqual({
      program: null,
      rule: 'no-code',
      hadThinking: false,
    });
  });
});

describe('a reply that is said to be a program', () => {
  const refuse = (): never => {
    throw new Error('Nothing is parsed.');
  };
  const silent = { readProgram: refuse, readRuns: refuse, readLongestCode: refuse };
  const broken = `${add}\n${fence}\nThat is all.\ndef broken(:\n`;

  test.each([
    ['given', `${broken}[DONE]\n`, `${broken}[DONE]\n`, 'as-given'],
    ['paper', `${broken}[DONE]\nYou are an expert\n[DONE]`, broken, 'paper'],
    ['paper', broken, broken, 'paper'],
    ['paper', '[DONE]', '', 'paper'],
  ] as const)('is read as %s without any repair', async (way, reply, program, rule) => {
    expect(await extractBy(way, reply, { functionName: 'add' }, silent)).toEqual({
      ...{ program, rule, hadThinking: false },
    });
  });

  test.each(['given', 'paper'] as const)(
    'stands behind the code it goes on with: %s',
    async (way) => {
      const wanted = { functionName: 'add', codePrompt: 'def add(a, b):\n' };
      const body = '    return a + b\n';
      const { program } = await extractBy(way, body, wanted, silent);
      expect(program).toBe(add);
    },
  );
});

describe('a reply is read as another harness reads it', () => {
  const refuse = (): never => {
    throw new Error('Nothing is parsed.');
  };
  const silent = { readProgram: refuse, readRuns: refuse, readLongestCode: refuse };
  const asked = { role: 'user', content: 'Add.' } as const;
  const begun = { role: 'assistant', content: `\n${fence}python` } as const;
  const completion = { kind: 'completion', text: '"""\nAdd.\n"""\n' } as const;

  async function programOf(
    way: 'lm-eval-instruct' | 'bigcode',
    reply: string,
    prompt: Prompt | null = null,
  ) {
    const found = await extractBy(way, reply, { functionName: 'add', prompt }, silent);
    expect(found).toMatchObject({ rule: way, hadThinking: false });
    return found.program;
  }

  // What Python's `re` finds of that harness's pattern, worked out by hand and by running it.
  test.each([
    [`\n${add}${fence}\nThat is all.\n${fence}\nx\n${fence}`, add.trimEnd()],
    [`\n${add}`, ''],
    ['', ''],
    [`def add(a, b): return a + b\n${fence}`, ' add(a, b): return a + b'],
    [`${fence}python\n${add}${fence}`, ''],
    [`Sure:\n${fence}python\n${add}${fence}`, ':'],
  ])('lm-eval takes the first block of %j', async (reply, program) => {
    const prompt = { kind: 'chat', messages: [asked, begun] } as const;
    expect(await programOf('lm-eval-instruct', reply, prompt)).toBe(program);
    expect(await programOf('lm-eval-instruct', reply)).toBe(program);
  });

  test('lm-eval finds the block that a model opened itself where it was not opened for it', async () => {
    const prompt = { kind: 'chat', messages: [asked] } as const;
    const reply = `Sure:\n${fence}python\n${add}${fence}`;
    expect(await programOf('lm-eval-instruct', reply, prompt)).toBe(add.trimEnd());
  });

  test.each([
    [add, add],
    [`${add}\nassert add(1, 2) == 3\nclass A:`, add],
    [`${add}if True: pass\nprint(1)`, add.trimEnd()],
    [`${add}${fence}\n`, add.trimEnd()],
    ['\n<|/code|>', ''],
  ])('bigcode puts the prompt before what comes up to a stop: %j', async (reply, program) => {
    expect(await programOf('bigcode', reply, completion)).toBe(completion.text + program);
    expect(await programOf('bigcode', reply)).toBe(program);
  });

  test('EvalPlus looks in the reply, and in the prompt too where the model went on with it', async () => {
    const wanted = { functionName: 'add' };
    const reply = 'def add(a, b):\n\treturn a + b';
    const spaced = 'def add(a, b):\n    return a + b';
    const found = async (prompt: Prompt) =>
      extractBy('evalplus', reply, { ...wanted, prompt }, reader);
    expect(await found({ kind: 'chat', messages: [asked, begun] })).toEqual({
      ...{ program: `the longest of add: ${spaced}`, rule: 'evalplus', hadThinking: false },
    });
    expect(await found(completion)).toMatchObject({
      program: `the longest of add: ${completion.text}${spaced}`,
    });
    const beyond = { ...reader, readLongestCode: async () => null };
    expect(await extractBy('evalplus', reply, wanted, beyond)).toMatchObject({ program: spaced });
  });
});
