import { expect, test } from 'vitest';
import { thoughtfulReply } from '../../../src/synthesis/reply/thought.ts';

test.each([
  ['<think>\nadd them\n</think>\n\ndef f(): pass', 'add them', 'def f(): pass'],
  ['add them\n</think>\ndef f(): pass', 'add them', 'def f(): pass'],
  ['<thinking>add</thinking>x', 'add', 'x'],
  ['<think>\n\n</think>\n\nx', '', 'x'],
  ['<think>and so on', 'and so on', ''],
])('%j is a thought and what was said', (reply, thought, said) => {
  expect(thoughtfulReply(reply)).toEqual({ thought, said });
});

test.each(['def f(): pass', '', 'print("<think>")'])('%j has no thought', (reply) => {
  expect(thoughtfulReply(reply)).toBe(null);
});

test('a reply of nothing but empty lines is no thought, and told at once', () => {
  expect(thoughtfulReply('\n'.repeat(400_000))).toBe(null);
});
