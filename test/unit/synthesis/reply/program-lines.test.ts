/** Which lines of a reply are lit: while it grows, and once its program is known. */
import { expect, test } from 'vitest';
import {
  growingLines,
  hasManyLines,
  mostLines,
  type ReplyLine,
  takenLines,
} from '../../../../src/synthesis/reply/program-lines.ts';

function lit(lines: readonly ReplyLine[] | null): string[] {
  return (lines ?? []).filter(({ isTaken }) => isTaken).map(({ text }) => text);
}

test('of a growing reply, what stands in a fence is lit', () => {
  const reply = 'Sure!\n\n```python\ndef f(a):\n\n    return a\n```\nThat is it.';
  expect(lit(growingLines(reply))).toEqual(['def f(a):', '    return a']);
  expect(lit(growingLines(reply.slice(0, 28)))).toEqual(['def f(a):'.slice(0, 28 - 17)]);
});

test('so is what looks like Python where there are no fences, and what stands between markers', () => {
  expect(lit(growingLines('def f(a):\n    return a\n\nThis returns a.'))).toEqual([
    'def f(a):',
    '    return a',
  ]);
  expect(lit(growingLines('[BEGIN]\nx = 1\n[DONE]\nmore'))).toEqual(['x = 1']);
});

test('of a whole reply, the program that was taken is lit, the last time it stands there', () => {
  const code = 'def f(a):\n    return a';
  const reply = `First:\n${code}\nAgain:\n\`\`\`\n${code}\n\`\`\``;
  const lines = takenLines(reply, `${code}\n`);
  expect(lines?.flatMap(({ isTaken }, index) => (isTaken ? [index] : []))).toEqual([5, 6]);
  expect(lit(takenLines(reply, null))).toEqual([]);
  expect(lit(takenLines(reply, ''))).toEqual([]);
});

test('a program that was joined from parts is lit in each of them', () => {
  const reply = 'import re\nThen:\ndef f(a):\n    return re.sub("a", "b", a)\nDone.';
  const program = 'import re\n\n\ndef f(a):\n    return re.sub("a", "b", a)\n';
  expect(lit(takenLines(reply, program))).toEqual([
    'import re',
    'def f(a):',
    '    return re.sub("a", "b", a)',
  ]);
});

test('the lines that a program was taken from are found: the last block, undented, or in pieces', () => {
  const taken = (reply: string, program: string | null) =>
    (takenLines(reply, program) ?? []).map(({ isTaken }) => (isTaken ? 'x' : '.')).join('');
  expect(
    taken('So:\n```python\ndef f():\n    return 1\n```\nDone.', 'def f():\n    return 1\n'),
  ).toBe('..xx..');
  expect(taken('a = 1\nno:\na = 1', 'a = 1')).toBe('..x');
  expect(taken('  def f():\n      pass\nok', 'def f():\n    pass')).toBe('xx.');
  expect(taken('import re\nThen\n\ndef f():\n  pass', 'import re\ndef f():\n  pass')).toBe('x..xx');
  expect(taken('No code.', null)).toBe('.');
  expect(taken('a\na\nb\na\na\nb\na', 'a\na\nb')).toBe('...xxx.');
  expect(taken('a\nb\na\nb\na\nc', 'a\nb\na\nc')).toBe('..xxxx');
  expect(taken('b\na\nb\na', 'a\nc\nb\nc\na')).toBe('xx..');
  expect(taken('x', '\n\n')).toBe('.');
  // However many empty lines stand between them; those of the block are lit with it.
  expect(taken('a\nb\n\na\n\n\nb\nc', 'a\nb')).toBe('...xxxx.');
});

test('a reply of very many lines is told apart at once, and lines much alike are searched in steps', () => {
  const lines = (count: number) => Array.from({ length: count }, () => 'a').join('\n');
  expect([mostLines, mostLines + 1].map((count) => hasManyLines(lines(count)))).toEqual([
    false,
    true,
  ]);
  expect(takenLines(lines(200_000), lines(100_000))).toBeNull();
  // Each line begins a block that fails at its end.
  const alike = takenLines(lines(mostLines), `${lines(mostLines / 2)}\nb`);
  expect(alike?.filter(({ isTaken }) => isTaken)).toHaveLength(mostLines / 2);
  expect(takenLines('a', lines(200_000))).toEqual([{ text: 'a', isTaken: false }]);
});
