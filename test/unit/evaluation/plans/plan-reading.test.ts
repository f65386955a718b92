/** Plans from files: read whole, refused by the field, and the same plan by its hash. */

import { expect, test } from 'vitest';
import { harnessPresetIds } from '../../../../src/evaluation/plans/harness-presets.ts';
import { presetIds, presetPlan } from '../../../../src/evaluation/plans/plan-presets.ts';
import { extractionWays } from '../../../../src/synthesis/extraction-way.ts';
import { planHash, readPlan } from '../../../../src/evaluation/plans/plan-reading.ts';
import { extractionOf, type Plan } from '../../../../src/evaluation/plans/plan.ts';
import { harnessSettings } from '../../../../src/synthesis/harness-styles.ts';
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

test('a protocol reads replies as it is published to, the other presets search them', () => {
  const ways = presetIds.map((id) => [
    id,
    extractionOf(presetPlan(id, { kind: 'search', seconds: 1 })),
  ]);
  expect(Object.fromEntries(ways)).toEqual({
    'one-minute': 'reply',
    'fifty-greedy': 'reply',
    paper: 'paper',
    'lm-eval': 'paper',
    'lm-eval-instruct': 'lm-eval-instruct',
    evalplus: 'evalplus',
    bigcode: 'bigcode',
  });
});

test('presets of other harnesses sample and stop programs as these do', () => {
  const own = 'own-0123456789abcdef';
  const facts = harnessPresetIds.map((id) => {
    const plan = presetPlan(id, { kind: 'web-llm', modelId: 'm' }, { ownSet: own });
    const { tasks, samplesPerTask, sampling, checking } = plan;
    const { temperature, topP, maxTokens } = sampling;
    const which = tasks.which.kind === 'split' ? tasks.which.split : tasks.which.kind;
    const asked = `${tasks.source} ${which} n=${samplesPerTask}`;
    return `${asked} T=${temperature} p=${topP} max=${maxTokens} ms=${checking.limitMs}`;
  });
  expect(facts).toEqual([
    'mbpp test n=1 T=0 p=1 max=256 ms=3000',
    'mbpp test n=1 T=0 p=1 max=256 ms=3000',
    'own-0123456789abcdef all n=1 T=0 p=1 max=768 ms=null',
    'mbpp test n=15 T=0.1 p=0.95 max=512 ms=3000',
  ]);
});

test('a plan of before there was a choice asks for the same as one that searches replies', async () => {
  const older = planOf({ prompt: { style: 'paper', exampleCount: 3, shownTestCount: 3 } });
  expect(older).not.toHaveProperty('extraction');
  expect(readPlan(JSON.stringify(older))).toEqual({ kind: 'plan', plan: older });
  expect(extractionOf(older)).toBe('reply');
  const hashes = [older, ...extractionWays.map((extraction) => ({ ...older, extraction }))];
  const [first, reply, given, paper, ...others] = await Promise.all(hashes.map(planHash));
  expect(reply).toBe(first);
  expect(new Set([first, given, paper, ...others]).size).toBe(extractionWays.length);
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

test('thinking is asked for where a prompt leaves room for it, and else is no part of the plan', async () => {
  const sampling = { ...planOf().sampling, thinkingTokens: 1024 };
  const few = { style: 'paper', exampleCount: 3, shownTestCount: 3 } as const;
  const differs = async (prompt: Plan['prompt']) =>
    (await planHash(planOf({ prompt }))) !== (await planHash(planOf({ prompt, sampling })));
  const asks = [planOf().prompt, few, harnessSettings('evalplus'), harnessSettings('bigcode')];
  expect(await Promise.all(asks.map(differs))).toEqual([true, false, false, false]);
});
