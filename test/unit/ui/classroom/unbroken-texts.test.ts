/** Texts in quotes that stay whole on a narrow place. */
import { expect, test } from 'vitest';
import { partsByTexts } from '../../../../src/ui/classroom/unbroken-texts.ts';

test.each([
  ['f(\'a b\', "c d") + 1', ['f(', "'a b'", ', ', '"c d"', ') + 1']],
  ["'it\\'s'", ['', "'it\\'s'", '']],
  ['f(1)', ['f(1)']],
])('%s keeps every character', (source, parts) => {
  expect(partsByTexts(source)).toEqual(parts);
  expect(partsByTexts(source).join('')).toBe(source);
});
