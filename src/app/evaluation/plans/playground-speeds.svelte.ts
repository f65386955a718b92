/** How fast models wrote at the playground, for forecasts before a run has measured anything. */

import type { Speed } from '../../../evaluation/running/forecast.ts';
import type { PlannedModel } from '../../../evaluation/plans/plan.ts';
import type { AttemptRecord } from '../../work/records.ts';
import { modelNameOf } from '../writers.ts';

type ByModel = ReadonlyMap<string, Speed>;

const nothing: ByModel = speedsOf([]);

export class PlaygroundSpeeds {
  #byModel = $state.raw(nothing);
  readonly #attempts: () => Promise<readonly AttemptRecord[]>;

  constructor(attempts: () => Promise<readonly AttemptRecord[]>) {
    this.#attempts = attempts;
  }

  /** Goes by the attempts there are now. */
  async look(): Promise<void> {
    this.#byModel = speedsOf(await this.#attempts());
  }

  /** Null where no reply of this writer was timed. */
  of(writer: PlannedModel): Speed | null {
    return this.#byModel.get(modelNameOf(writer) ?? '') ?? null;
  }
}

function speedsOf(attempts: readonly AttemptRecord[]): ByModel {
  const byModel: Record<string, { replies: number; tokens: number; ms: number }> = {};
  for (const { author, reply } of attempts) {
    const { replyTokens = null, totalMs = 0 } = reply?.isWhole ? reply.generation : {};
    if (author.kind !== 'model' || !replyTokens || totalMs === 0) continue;
    const sum = (byModel[author.name] ??= { replies: 0, tokens: 0, ms: 0 });
    sum.replies++;
    sum.tokens += replyTokens;
    sum.ms += totalMs;
  }
  const speeds = Object.entries(byModel).map(([name, { replies, tokens, ms }]) => {
    const speed = { tokensPerSecond: (1000 * tokens) / ms, replyTokens: tokens / replies };
    return [name, speed] as const;
  });
  return new Map(speeds);
}
