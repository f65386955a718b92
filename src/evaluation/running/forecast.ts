/** How long a run will take, from what was measured of its writer on this machine. */

import { samplingOf, type Plan } from '../plans/plan.ts';

/** How fast a writer wrote. */
export interface Speed {
  /** Of one reply, the reading of its prompt included. */
  readonly tokensPerSecond: number;
  /** Mean length of the replies it was measured on. */
  readonly replyTokens: number;
  /** Of these, mean length of thoughts; absent where none were counted. */
  readonly thoughtTokens?: number;
}

export interface Forecast {
  readonly samples: number;
  /** Null where nothing was measured yet. */
  readonly ms: number | null;
  /** The search may be done earlier, never later; so may a model whose thoughts nobody has counted. */
  readonly isUpperBound: boolean;
  /** Worth a warning before it starts. */
  readonly isDays: boolean;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Checking runs while the next sample is generated and is left out: it takes milliseconds a sample. */
export function forecast(plan: Plan, taskCount: number, speed: Speed | null): Forecast {
  const samples = taskCount * plan.samplesPerTask;
  const { writer } = plan;
  const perSample = writer.kind === 'search' ? 1000 * writer.seconds : sampleMs(plan, speed);
  const lanes = writer.kind === 'server' ? Math.min(writer.parallel, samples) : 1;
  const ms = perSample === null ? null : (samples * perSample) / Math.max(1, lanes);
  const isUpperBound = writer.kind === 'search' || isThoughtUnknown(plan, speed);
  return { samples, ms, isUpperBound, isDays: ms !== null && ms >= dayMs };
}

/** Of a thought that was never counted, as long as it may be. */
function sampleMs(plan: Plan, speed: Speed | null): number | null {
  if (!speed) return null;
  const { maxTokens, thinkingTokens = 0 } = samplingOf(plan);
  const { replyTokens, thoughtTokens } = speed;
  const answer = Math.min(replyTokens - (thoughtTokens ?? 0), maxTokens);
  const thought = Math.min(thoughtTokens ?? Infinity, thinkingTokens);
  return (1000 * (answer + thought)) / speed.tokensPerSecond;
}

function isThoughtUnknown(plan: Plan, speed: Speed | null): boolean {
  return speed?.thoughtTokens === undefined && samplingOf(plan).thinkingTokens !== undefined;
}
