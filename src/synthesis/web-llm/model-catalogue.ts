/**
 * Which of web-llm's models this browser can run: from the library's own list and the browser's
 * capabilities to one entry per model, code models first, and a recommendation. Getting the list
 * belongs to `web-llm/list-models`, loading to the engine.
 */
import type { ModelRecord } from '@mlc-ai/web-llm';
import type { Capabilities } from '../../platform/capabilities.ts';
import { licenceOf, type LicenceId } from '../model-licence.ts';
import { nameOfBuild, parseBuildId } from './build-id.ts';
import { needsShaderF16, type WebLlmModel } from './model.ts';

export type Fit =
  | { readonly kind: 'fits' }
  | { readonly kind: 'no-webgpu'; readonly reason: 'no-api' | 'no-adapter' }
  | { readonly kind: 'no-shader-f16' }
  | { readonly kind: 'buffer-too-small'; readonly neededBytes: number; readonly limitBytes: number }
  | { readonly kind: 'no-memory'; readonly neededBytes: number; readonly limitBytes: number }
  | { readonly kind: 'no-disk-space'; readonly neededBytes: number; readonly freeBytes: number };

export interface CatalogueModel extends WebLlmModel {
  readonly isCodeModel: boolean;
  /** As the name says it; null where it says nothing. */
  readonly parameters: number | null;
  /** Always an estimate: the library does not tell. Null where there is nothing to guess from. */
  readonly estimatedDownloadBytes: number | null;
  /** GPU memory, as the library tells it. */
  readonly memoryBytes: number | null;
  /** Null where it is not known. */
  readonly licence: LicenceId | null;
  readonly fit: Fit;
}

export interface Catalogue {
  /** One entry a model: code models first, the smaller before the larger. */
  readonly models: readonly CatalogueModel[];
  /** One of `models`; null where none of the recommended family fits. */
  readonly recommended: CatalogueModel | null;
}

/**
 * The largest of these that leaves room in memory is recommended. Not 3B, whose licence allows
 * research alone.
 */
const recommendable = ['1.5B', '0.5B'].map((size) => `Qwen2.5-Coder-${size}-Instruct`);

/** What is taken for the memory of a computer whose browser does not tell. */
const assumedMemoryBytes = 4 * 2 ** 30;

/** web-llm asks every GPU for buffers of this size, whatever the model. */
const leastBufferBytes = 2 ** 28;
const leastBindingBytes = 2 ** 27;

/** A three-shot prompt and a program do not fit in the "1k" builds. */
const leastContextTokens = 2048;

export function makeCatalogue(
  records: readonly ModelRecord[],
  capabilities: Capabilities,
): Catalogue {
  const models = [...buildsByName(records.filter(writesText))]
    .map(([name, builds]) => describe(name, bestBuild(builds, capabilities), capabilities))
    .sort(byUsefulness);
  const memoryBytes = (capabilities.memoryBytes ?? assumedMemoryBytes) / 2;
  const recommended = recommendable
    .map((name) => models.find((model) => model.name === name && model.fit.kind === 'fits'))
    .find((model) => model !== undefined && (model.memoryBytes ?? Infinity) <= memoryBytes);
  return { models, recommended: recommended ?? smallestRecommendable(models) };
}

/** On a small computer the smallest may still do; it is what there is. */
function smallestRecommendable(models: readonly CatalogueModel[]): CatalogueModel | null {
  const smallest = models.find(({ name }) => name === recommendable.at(-1));
  return smallest?.fit.kind === 'fits' ? smallest : null;
}

/** Embedding and vision models are of another type than text models, which have 0 or none. */
function writesText({ model_id, model_type, overrides }: ModelRecord): boolean {
  return (
    (model_type ?? 0) === 0 &&
    !/embed|vision/i.test(model_id) &&
    (overrides?.context_window_size ?? Infinity) >= leastContextTokens
  );
}

function buildsByName(records: readonly ModelRecord[]): Map<string, ModelRecord[]> {
  const builds = new Map<string, ModelRecord[]>();
  for (const record of records) {
    const name = nameOfBuild(record.model_id);
    builds.set(name, [...(builds.get(name) ?? []), record]);
  }
  return builds;
}

/** f16 where the adapter has it, it is smaller and faster; and 4 bits before any other width. */
function bestBuild(builds: readonly ModelRecord[], { gpu }: Capabilities): ModelRecord {
  const hasF16 = gpu.kind === 'adapter' && gpu.hasShaderF16;
  const rank = (build: ModelRecord) => {
    const { weightBits } = parseBuildId(build.model_id);
    const wrongFloats = needsShaderF16(build) === hasF16 ? 0 : hasF16 ? 1 : 1000;
    return wrongFloats + (weightBits === 4 ? 0 : 10 + weightBits);
  };
  return builds.reduce((best, build) => (rank(build) < rank(best) ? build : best));
}

function describe(name: string, record: ModelRecord, capabilities: Capabilities): CatalogueModel {
  const parameters = parameterCount(name);
  const megabytes = record.vram_required_MB;
  const model = {
    name,
    record,
    isCodeModel: /code/i.test(name),
    parameters,
    estimatedDownloadBytes: estimateDownload(record, parameters),
    memoryBytes: megabytes === undefined ? null : Math.round(megabytes * 2 ** 20),
    licence: licenceOf(name),
  };
  return { ...model, fit: fitOf(model, capabilities) };
}

/** As a model's name says it, "Qwen2.5-Coder-0.5B": null where it says nothing. */
export function parameterCount(name: string): number | null {
  const match = /(\d+(?:[._]\d+)?)([bm])(?=-| \+|$)/i.exec(name);
  if (match === null) return null;
  const [, count = '', unit = ''] = match;
  return Math.round(Number(count.replace('_', '.')) * (unit.toLowerCase() === 'b' ? 1e9 : 1e6));
}

/** Every 32 weights share a scale; unquantised weights have none. */
function estimateDownload(record: ModelRecord, parameters: number | null): number | null {
  if (parameters === null) return null;
  const { weightBits, scaleBits } = parseBuildId(record.model_id);
  const bits = weightBits < 16 ? weightBits + scaleBits / 32 : weightBits;
  return Math.round((parameters * bits) / 8);
}

function fitOf(
  model: Omit<CatalogueModel, 'fit'>,
  { gpu, storage, memoryBytes }: Capabilities,
): Fit {
  if (gpu.kind !== 'adapter') return { kind: 'no-webgpu', reason: gpu.kind };
  if (needsShaderF16(model.record) && !gpu.hasShaderF16) return { kind: 'no-shader-f16' };
  const bindingBytes = Math.max(leastBindingBytes, model.record.buffer_size_required_bytes ?? 0);
  const tooSmall = [
    { neededBytes: leastBufferBytes, limitBytes: gpu.maxBufferBytes },
    { neededBytes: bindingBytes, limitBytes: gpu.maxStorageBufferBindingBytes },
  ].find(({ neededBytes, limitBytes }) => neededBytes > limitBytes);
  if (tooSmall !== undefined) return { kind: 'buffer-too-small', ...tooSmall };
  const neededBytes = model.memoryBytes ?? 0;
  if (memoryBytes !== null && neededBytes > memoryBytes) {
    return { kind: 'no-memory', neededBytes, limitBytes: memoryBytes };
  }
  const downloadBytes = model.estimatedDownloadBytes ?? 0;
  if (storage.freeBytes !== null && downloadBytes > storage.freeBytes) {
    return { kind: 'no-disk-space', neededBytes: downloadBytes, freeBytes: storage.freeBytes };
  }
  return { kind: 'fits' };
}

function byUsefulness(left: CatalogueModel, right: CatalogueModel): number {
  return (
    Number(right.isCodeModel) - Number(left.isCodeModel) ||
    (left.parameters ?? Infinity) - (right.parameters ?? Infinity) ||
    left.name.localeCompare(right.name, 'en')
  );
}
