/** Which brackets are marks of a model, and which are code. */

import { expect, test } from 'vitest';
import { mask } from '../../../src/synthesis/reply/special-tokens.ts';

test.each([
  ['behind the last line', 'return high - low[EOS]', ['[EOS]']],
  ['several at the end', 'return high - low [PAD][PAD]\n', ['[PAD]', '[PAD]']],
  ['on lines of their own', 'a = 1\n[SEP]\nThen.', ['[SEP]']],
  ['a name in brackets', 'return d[PAD] + 1\n', []],
  ['a name in brackets at the end of a block', '```\nreturn d[UNK]\n```', []],
  ['a name that is one elsewhere', 'PAD = 3\n\ndef f(d):\n    return d[PAD]', []],
  ['a list of the name', 'EOS = 2\nends = [EOS]', []],
])('%s', (_, reply, tokens) => {
  expect(mask(reply).tokens).toEqual(tokens);
});

test('a reply of nothing but marks is looked through once', () => {
  const marks = '[PAD]\n'.repeat(5000);
  expect(mask(marks).tokens).toHaveLength(5000);
  expect(mask(`x = 1${'[EOS]'.repeat(5000)}`).tokens).toHaveLength(5000);
});
