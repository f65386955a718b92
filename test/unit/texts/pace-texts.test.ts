import { expect, test } from 'vitest';
import { paceOfWriting } from '../../../src/texts/pace-texts.ts';

test.each([
  [27.4, 'About 27 tokens per second'],
  [1, 'About 1 token per second'],
  [0.4, 'About 2.5 s per token'],
  [0.0145, 'About 69 s per token'],
])('%f a second is said as "%s"', (perSecond, text) => {
  expect(paceOfWriting(perSecond)).toBe(text);
});
