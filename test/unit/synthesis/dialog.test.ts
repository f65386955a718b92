import { expect, test } from 'vitest';
import { dialogPrompt } from '../../../src/synthesis/dialog.ts';

test('a chat goes on with the reply and the hint', () => {
  const before = { kind: 'chat', messages: [{ role: 'user', content: 'Write f.' }] } as const;
  expect(dialogPrompt(before, 'def f(): pass', ' It has to return 1. ')).toEqual({
    kind: 'chat',
    messages: [
      { role: 'user', content: 'Write f.' },
      { role: 'assistant', content: 'def f(): pass' },
      {
        role: 'user',
        content:
          'It has to return 1.\n\nReply with the complete, corrected Python code in one Markdown code block.',
      },
    ],
  });
});

test('a completion goes on in the frame of the few-shot prompt, ready for the program', () => {
  const before = { kind: 'completion', text: 'Write f.\n[BEGIN]\n' } as const;
  expect(dialogPrompt(before, 'def f(): pass\n', 'It has to return 1.')).toEqual({
    kind: 'completion',
    text: 'Write f.\n[BEGIN]\ndef f(): pass\n[DONE]\n\nThe code above is not right. It has to return 1. Here is the corrected code:\n[BEGIN]\n',
  });
});
