/**
 * Models of the person's own that worked before, offered again on the next visit. Files are not
 * among them, which a page cannot open by itself, and neither are keys, which are never stored.
 */

import * as v from 'valibot';
import { modelSpecSchema, isSameSpec, kindOf, type ModelSpec } from '../../synthesis/model-spec.ts';
import { usualParallel } from '../../synthesis/server/model-kind.ts';
import type { KeptSettings } from '../work/kept-settings.ts';

/** Version 0.1 had descriptions of its own here. */
const remembered: v.GenericSchema<unknown, ModelSpec> = v.union([
  modelSpecSchema,
  v.pipe(
    v.object({ kind: v.literal('web-llm'), weights: v.string(), library: v.string() }),
    v.transform(({ weights, library }) => ({
      ...{ kind: 'web-llm-address' as const, weights, library },
    })),
  ),
  v.pipe(
    v.object({ kind: v.literal('server'), address: v.string(), model: v.string() }),
    v.transform((server) => ({ ...server, parallel: usualParallel })),
  ),
]);

const settingName = 'own-models';

/** The newest first. What this version cannot read is left out. */
export async function rememberedModels(settings: KeptSettings): Promise<ModelSpec[]> {
  const kept = await settings.setting(settingName);
  if (!Array.isArray(kept)) return [];
  return kept.flatMap((each) => {
    const read = v.safeParse(remembered, each);
    return read.success && kindOf(read.output).isRemembered ? [read.output] : [];
  });
}

export async function remember(settings: KeptSettings, model: ModelSpec): Promise<void> {
  const plain = v.parse(modelSpecSchema, model);
  await keep(settings, [plain, ...(await othersThan(settings, plain))]);
}

export async function forget(settings: KeptSettings, model: ModelSpec): Promise<void> {
  await keep(settings, await othersThan(settings, v.parse(modelSpecSchema, model)));
}

async function othersThan(settings: KeptSettings, model: ModelSpec): Promise<ModelSpec[]> {
  return (await rememberedModels(settings)).filter((other) => !isSameSpec(other, model));
}

function keep(settings: KeptSettings, models: readonly ModelSpec[]): Promise<void> {
  return settings.keepSetting(settingName, models);
}
