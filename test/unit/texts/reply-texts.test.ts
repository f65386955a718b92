import { expect, test } from 'vitest';
import type { FoundProgram } from '../../../src/synthesis/extraction.ts';
import { extractionTexts } from '../../../src/texts/reply-texts.ts';

const found: FoundProgram = {
  program: 'def f(): pass\n',
  rule: 'defines-function',
  from: 'fence',
  ...{ isCutOff: false, hadThinking: false },
};

test('the rule is told with the function it defines', () => {
  const rule = 'Extracted a code block of the reply: valid Python that defines f.';
  expect(extractionTexts(found, 'f')).toEqual([rule]);
});

test('what was dropped and joined is told in sentences of their own', () => {
  const extraction: FoundProgram = {
    ...found,
    steps: ['dropped-lines', 'joined-parts'],
    kept: { first: 1, last: 6, of: 9 },
    partCount: 2,
  };
  const [, ...told] = extractionTexts(extraction, 'f');
  expect(told).toEqual([
    'Kept lines 1 to 6 of 9; the others are not Python or cannot run there.',
    'Joined from 2 parts of the reply, because the function needs names from the others.',
  ]);
});

test('a text that was taken whole has its rule alone', () => {
  const whole = { program: 'x', rule: 'paper', hadThinking: false } as const;
  expect(extractionTexts(whole, 'f')).toEqual([expect.stringContaining('up to [DONE]')]);
});
