/**
 * Models of the person's own that worked before, offered again on the next visit. Files are not
 * among them, which a page cannot open by itself, and neither are keys, which are never stored.
 */

import * as v from 'valibot';
import { modelSpecSchema, isSameSpec, kindOf, type ModelSpec } from '../../synthesis/model-spec.ts';
import { usualParallel } from '../../synthesis/server/model-kind.ts';
import { keptList, type KeptSettings } from '../work/kept-settings.ts';

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

/** The newest first, each once. What this version cannot read is left out. */
export async function rememberedModels(settings: KeptSettings): Promise<ModelSpec[]> {
  const models = keptList(await settings.setting(settingName)).flatMap((entry) => {
    const model = readModel(entry);
    return model && kindOf(model).isRemembered(model) ? [model] : [];
  });
  const isFirst = (model: ModelSpec, index: number) =>
    models.findIndex((other) => isSameSpec(other, model)) === index;
  return models.filter(isFirst);
}

export async function remember(settings: KeptSettings, model: ModelSpec): Promise<void> {
  const plain = v.parse(modelSpecSchema, model);
  await settings.changeSetting(settingName, (kept) => [plain, ...without(kept, plain)]);
}

export async function forget(settings: KeptSettings, model: ModelSpec): Promise<void> {
  const plain = v.parse(modelSpecSchema, model);
  await settings.changeSetting(settingName, (kept) => without(kept, plain));
}

/** What this version cannot read stays. */
function without(kept: unknown, model: ModelSpec): unknown[] {
  return keptList(kept).filter((entry) => {
    const read = readModel(entry);
    return !read || !isSameSpec(read, model);
  });
}

function readModel(entry: unknown): ModelSpec | null {
  const read = v.safeParse(remembered, entry);
  return read.success ? read.output : null;
}
