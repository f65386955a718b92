/** Of many results those that are told: the first ones, and the first that fails. */
import { expect, test } from 'vitest';
import { mostTold, toldResults } from '../../../../src/app/replaying/told-results.ts';
import type { TestResult } from '../../../../src/checking/verdict.ts';

function result(at: number, fields: Partial<TestResult> = {}): TestResult {
  const source = `assert f(${at}) == ${at}`;
  return { group: 'shown', source, outcome: 'passed', ...fields } as TestResult;
}

const results = (count: number) => Array.from({ length: count }, (_, at) => result(at));

test('the first failing test is told, however many pass before it', () => {
  const failing = result(40, { outcome: 'failed-assertion' });
  const later = result(41, { outcome: 'runtime-error' });
  const told = toldResults([...results(40), failing, later]);
  expect(told.firstFailing).toBe(failing);
  expect(told.results).toEqual([...results(mostTold - 1), failing]);
});

test('where it is among the first, or none fails, the first are told in their order', () => {
  const failing = result(3, { outcome: 'failed-assertion' });
  const mixed = results(40).with(3, failing);
  expect(toldResults(mixed)).toEqual({ results: mixed.slice(0, mostTold), firstFailing: failing });
  expect(toldResults(results(40))).toEqual({ results: results(mostTold), firstFailing: null });
  const unrun = [result(0, { outcome: 'not-run' })];
  expect(toldResults(unrun)).toEqual({ results: unrun, firstFailing: null });
});

test('hidden tests are told where they do not pass', () => {
  const hidden = results(500).map((each) => ({ ...each, group: 'hidden' as const }));
  const failing = { ...result(7, { outcome: 'failed-assertion' }), group: 'hidden' as const };
  expect(toldResults([...results(2), ...hidden, failing])).toEqual({
    results: [...results(2), failing],
    firstFailing: failing,
  });
});
