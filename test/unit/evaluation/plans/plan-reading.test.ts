/** Plans from files: read whole, refused by the field, and the same plan by its hash. */

import { expect, test } from 'vitest';
import { presetIds, presetPlan } from '../../../../src/evaluation/plans/plan-presets.ts';
import { extractionWays } from '../../../../src/synthesis/extraction-way.ts';
import { planHash, readPlan } from '../../../../src/evaluation/plans/plan-reading.ts';
import { extractionOf } from '../../../../src/evaluation/plans/plan.ts';
import { planOf } from '../../../support/plans.ts';

test('a plan is read as it was written', () => {
  const plan = planOf({ writer: { kind: 'gguf-file', fileName: 'm.gguf', sizeBytes: 9 } });
  expect(readPlan(`\uFEFF${JSON.stringify(plan)}`)).toEqual({ kind: 'plan', plan });
});

test('every preset is a plan', () => {
  for (const id of presetIds) {
    const plan = presetPlan(id, { kind: 'web-llm', modelId: 'a model' });
    expect(readPlan(JSON.stringify(plan))).toEqual({ kind: 'plan', plan });
  }
});

test('the paper’s protocol reads replies as the paper does, the others search them', () => {
  const ways = presetIds.map((id) => extractionOf(presetPlan(id, { kind: 'search', seconds: 1 })));
  expect(ways).toEqual(['reply', 'reply', 'paper']);
});

test('a plan of before there was a choice asks for the same as one that searches replies', async () => {
  const older = planOf({ prompt: { style: 'paper', exampleCount: 3, shownTestCount: 3 } });
  expect(older).not.toHaveProperty('extraction');
  expect(readPlan(JSON.stringify(older))).toEqual({ kind: 'plan', plan: older });
  expect(extractionOf(older)).toBe('reply');
  const hashes = [older, ...extractionWays.map((extraction) => ({ ...older, extraction }))];
  const [first, reply, given, paper] = await Promise.all(hashes.map(planHash));
  expect(reply).toBe(first);
  expect(new Set([first, given, paper]).size).toBe(3);
});

test.each([
  [{ extraction: 'guess' }, 'extraction'],
  [{ sampling: { temperature: 9, topP: 1, maxTokens: 1 } }, 'sampling.temperature'],
  [{ samplesPerTask: 0 }, 'samplesPerTask'],
  [{ baseSeed: undefined }, 'baseSeed'],
  [{ writer: { kind: 'oracle' } }, 'writer.kind'],
  [{ tasks: { source: 'mbpp', which: { kind: 'ids', ids: [2] } } }, 'tasks.which.ids.0'],
])('the field that is wrong is named: %o', (fields, field) => {
  expect(readPlan(JSON.stringify({ ...planOf(), ...fields }))).toEqual({
    kind: 'fault',
    fault: { kind: 'wrong-field', field, detail: expect.stringContaining('Invalid') },
  });
});

test('what is no plan at all is said to be none', () => {
  expect(readPlan('{"name":')).toMatchObject({ fault: { kind: 'not-json' } });
  expect(readPlan('[]')).toMatchObject({ fault: { kind: 'wrong-field' } });
});

test('the hash knows what is asked, not how it is called or written', async () => {
  const hash = await planHash(planOf());
  const reversed = Object.fromEntries(Object.entries(planOf()).reverse());
  const reading = readPlan(JSON.stringify({ ...reversed, name: 'Another name' }));
  expect(reading.kind === 'plan' && (await planHash(reading.plan))).toBe(hash);
  // Python's hashlib, of json.dumps with sorted keys.
  expect(hash).toBe('cc100e677ca94acd6ec8b2699a62d9de4121d8904e8762a0a831774387aab6a3');
  expect(await planHash(planOf({ baseSeed: 8 }))).not.toBe(hash);
});
