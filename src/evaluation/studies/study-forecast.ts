/** How long the runs of a study will take, all of them together. */

import type { Plan, PlannedModel } from '../plans/plan.ts';
import { type Forecast, forecast, type Speed } from '../running/forecast.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** One after the other. The time is null where the speed of any model is not known. */
export function studyForecast(
  plans: readonly Plan[],
  taskCount: number,
  speedOf: (model: PlannedModel) => Speed | null,
): Forecast {
  const each = plans.map((plan) => forecast(plan, taskCount, speedOf(plan.writer)));
  let [samples, ms]: [number, number | null] = [0, 0];
  for (const one of each) {
    samples += one.samples;
    ms = ms === null || one.ms === null ? null : ms + one.ms;
  }
  const isUpperBound = each.some((one) => one.isUpperBound);
  return { samples, ms, isUpperBound, isDays: ms !== null && ms >= dayMs };
}
