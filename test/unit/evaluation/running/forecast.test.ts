/** The time a run will take, before it starts. */

import { expect, test } from 'vitest';
import { forecast } from '../../../../src/evaluation/running/forecast.ts';
import { presetPlan } from '../../../../src/evaluation/plans/plan-presets.ts';

const gpu = { kind: 'web-llm' as const, modelId: 'a model' };

test('the protocol of the paper at 20 tokens a second is days, and said to be', () => {
  const plan = presetPlan('paper', gpu);
  const speed = { tokensPerSecond: 20, replyTokens: 100 };
  expect(forecast(plan, 500, speed)).toEqual({
    samples: 40_000,
    ms: 200_000_000,
    isUpperBound: false,
    isDays: true,
  });
  const few = presetPlan('paper', gpu, { samplesPerTask: 5 });
  expect(forecast(few, 500, speed)).toMatchObject({ ms: 12_500_000, isDays: false });
});

test('replies end at the token limit, servers answer several at once, the search has its seconds', () => {
  const plan = presetPlan('fifty-greedy', gpu);
  const long = { tokensPerSecond: 10, replyTokens: 4000 };
  expect(forecast(plan, 50, long).ms).toBe(50 * 51_200);
  const server = { kind: 'server' as const, address: 'http://localhost', model: 'm', parallel: 8 };
  expect(forecast({ ...plan, writer: server }, 50, long).ms).toBe((50 * 51_200) / 8);
  expect(forecast(plan, 50, null).ms).toBe(null);
  const search = presetPlan('one-minute', { kind: 'search', seconds: 10 });
  expect(forecast(search, 6, null)).toEqual({
    samples: 6,
    ms: 60_000,
    isUpperBound: true,
    isDays: false,
  });
});

test('a model that thinks first takes as long as it did before, or at most its limit', () => {
  const plan = presetPlan('fifty-greedy', gpu);
  const thinks = { ...plan, sampling: { ...plan.sampling, thinkingTokens: 1000 } };
  const speed = { tokensPerSecond: 10, replyTokens: 100 };
  expect(forecast(thinks, 1, speed)).toMatchObject({ ms: 110_000, isUpperBound: true });
  const counted = { ...speed, replyTokens: 500, thoughtTokens: 400 };
  expect(forecast(thinks, 1, counted)).toMatchObject({ ms: 50_000, isUpperBound: false });
  expect(forecast(plan, 1, counted)).toMatchObject({ ms: 10_000, isUpperBound: false });
});
