/** Reports of searches are read back, also those of version 0.1, which held their reason in words. */

import * as v from 'valibot';
import { expect, test } from 'vitest';
import { searchSchema } from '../../../../src/app/work/search-schema.ts';
import type { SearchReport } from '../../../../src/synthesis/search/search-state.ts';
import { searchEndText } from '../../../../src/texts/search-texts.ts';

const progress = { tried: 9, level: 2, dropped: 1, held: 4, elapsedSeconds: 0.5, best: null };

function readAgain(result: SearchReport['result']): SearchReport['result'] {
  const written = JSON.stringify({ progress, result } satisfies SearchReport);
  return v.parse(searchSchema, JSON.parse(written)).result;
}

function textOf(result: SearchReport['result']): string | null {
  return result && result.kind !== 'found' ? searchEndText(result) : null;
}

test.each([
  [
    { code: 'out-of-time' } as const,
    'The time ran out before a program satisfied all shown asserts.',
  ],
  [{ code: 'no-call', name: 'f' } as const, 'A shown assert does not call f.'],
  [{ code: 'setup-fails', type: 'KeyError' } as const, 'The setup code fails: KeyError.'],
])('the reason %j is kept with its fields and said in words', (reason, text) => {
  const result = { kind: 'refused', reason, best: null } as const;
  expect(readAgain(result)).toEqual(result);
  expect(textOf(readAgain(result))).toBe(text);
});

test('a reason in words stays as it was said', () => {
  const told = { kind: 'exhausted', sentence: 'Nothing was found.', best: 'def f(): ...' } as const;
  expect(readAgain(told)).toEqual(told);
  expect(textOf(readAgain(told))).toBe('Nothing was found.');
});

test('a reason without its field, or none at all, is not taken for one', () => {
  const of = (result: object) => v.safeParse(searchSchema, { progress, result }).success;
  expect(of({ kind: 'refused', reason: { code: 'no-call' }, best: null })).toBe(false);
  expect(of({ kind: 'refused', best: null })).toBe(false);
});
