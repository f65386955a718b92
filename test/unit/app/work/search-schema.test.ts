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

test('a kept program and why the search waited no longer are read back, and may be absent', () => {
  const explanation = { how: 'loop', cost: 9, words: ['sum'] } as const;
  const kept = { program: 'def f(n): ...', explanation };
  const running = { progress: { ...progress, kept }, result: null };
  expect(v.parse(searchSchema, running)).toEqual(running);
  const found = { kind: 'found', program: 'def f(n): ...', explanation } as const;
  expect(readAgain(found)).toEqual(found);
  const waited = { ...found, explanation: { ...explanation, until: 'stopped' } } as const;
  expect(readAgain(waited)).toEqual(waited);
});

test('what a search was asked and how it went on are read back; a course that is none is nothing', () => {
  const settings = { shownTestCount: 2, seconds: 10, seed: 1 };
  const asked = { progress, result: null, settings, course: [200, 9, 2] };
  expect(v.parse(searchSchema, asked)).toEqual(asked);
  expect(v.parse(searchSchema, { ...asked, course: ['x', -1] })).toMatchObject({ course: [] });
});
