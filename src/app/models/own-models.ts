/**
 * Models of the person's own that worked before, offered again on the next visit. Files are not
 * among them, which a page cannot open by itself, and neither are keys, which are never stored.
 */

import * as v from 'valibot';
import type { KeptSettings } from '../work/kept-settings.ts';

const rememberedSchema = v.variant('kind', [
  v.object({ kind: v.literal('gguf-address'), address: v.string() }),
  v.object({ kind: v.literal('web-llm'), weights: v.string(), library: v.string() }),
  v.object({ kind: v.literal('server'), address: v.string(), model: v.string() }),
]);

export type RememberedModel = v.InferOutput<typeof rememberedSchema>;

const settingName = 'own-models';

/** The newest first. */
export async function rememberedModels(settings: KeptSettings): Promise<RememberedModel[]> {
  const read = v.safeParse(v.array(rememberedSchema), await settings.setting(settingName));
  return read.success ? read.output : [];
}

export async function remember(settings: KeptSettings, model: RememberedModel): Promise<void> {
  const plain = v.parse(rememberedSchema, model);
  await keep(settings, [plain, ...(await othersThan(settings, plain))]);
}

export async function forget(settings: KeptSettings, model: RememberedModel): Promise<void> {
  await keep(settings, await othersThan(settings, v.parse(rememberedSchema, model)));
}

async function othersThan(settings: KeptSettings, model: RememberedModel) {
  const one = JSON.stringify(model);
  return (await rememberedModels(settings)).filter((other) => JSON.stringify(other) !== one);
}

function keep(settings: KeptSettings, models: readonly RememberedModel[]): Promise<void> {
  return settings.keepSetting(settingName, models);
}
