/**
 * Downloads a model into the caches where web-llm looks first. The library would do it by itself,
 * but tells megabytes only, after each whole shard, and one error for every fault. If its names
 * ever change, it finds nothing here and downloads on its own.
 */
import type { ModelRecord } from '@mlc-ai/web-llm';
import type { StorageReport } from '../../platform/capabilities.ts';
import type { Fetch } from '../download.ts';
import type { DownloadRetry } from '../download-retry.ts';
import { EngineError, type LoadOptions } from '../engine.ts';
import { CachedFiles } from './cached-files.ts';
import { weightsFolder } from './model.ts';
import { cacheNames, isRecord, listName, shardsOf, type WeightShard } from './shards.ts';

export interface WeightSource {
  readonly fetch: Fetch;
  readonly caches: Pick<CacheStorage, 'open'>;
  readonly readStorage: () => Promise<StorageReport>;
  readonly retry?: DownloadRetry;
}

const parallelDownloads = 4;

export interface Fetched {
  /** Of the whole model. */
  readonly totalBytes: number;
  /** Its `mlc-chat-config.json`. */
  readonly settings: unknown;
}

/** Rejects with an `EngineError`, or the signal's reason. */
export async function fetchWeights(
  record: ModelRecord,
  source: WeightSource,
  { signal, onProgress }: LoadOptions,
): Promise<Fetched> {
  let loadedBytes = 0;
  let totalBytes: number | null = null;
  const report = (stage: 'downloading' | 'reconnecting') =>
    onProgress({ stage, loadedBytes, totalBytes });
  const files = new CachedFiles(source, {
    onBytes(count) {
      loadedBytes += count;
      report('downloading');
    },
    onWait: () => report('reconnecting'),
  });
  const { settings, shards } = await fetchSmallFiles(record, files, signal);
  const missing = await files.missing(cacheNames.weights, shards);
  const missingBytes = sum(missing);
  // What is kept from an earlier visit counts as loaded.
  loadedBytes += sum(shards) - missingBytes;
  totalBytes = loadedBytes + missingBytes;
  const { freeBytes } = await source.readStorage();
  if (freeBytes !== null && missingBytes > freeBytes) {
    throw new EngineError({ kind: 'no-disk-space', neededBytes: missingBytes });
  }
  await fetchShards(missing, files, signal);
  return { totalBytes, settings };
}

/** Settings, tokenizer, library and the list of shards: checked whole before they are kept. */
async function fetchSmallFiles(
  record: ModelRecord,
  files: CachedFiles,
  signal: AbortSignal,
): Promise<{ readonly settings: unknown; readonly shards: readonly WeightShard[] }> {
  const folder = weightsFolder(record);
  const settings = await files.json(cacheNames.config, `${folder}mlc-chat-config.json`, signal);
  const list = await files.json(cacheNames.weights, `${folder}${listName}`, signal);
  const shards = shardsOf(list, folder);
  const tokenizer = tokenizerFile(settings, `${folder}mlc-chat-config.json`);
  if (tokenizer.endsWith('.json')) {
    await files.json(cacheNames.weights, `${folder}${tokenizer}`, signal);
  } else {
    await files.bytes(cacheNames.weights, `${folder}${tokenizer}`, signal);
  }
  await files.wasm(cacheNames.library, record.model_lib, signal);
  return { settings, shards };
}

/** The one the library takes of those the settings name. */
function tokenizerFile(config: unknown, address: string): string {
  const names: unknown = isRecord(config) ? config['tokenizer_files'] : undefined;
  const found = ['tokenizer.json', 'tokenizer.model'].find(
    (name) => Array.isArray(names) && names.includes(name),
  );
  if (found !== undefined) return found;
  throw new EngineError({ kind: 'corrupt-file', address, detail: 'it names no tokenizer' });
}

/** A few at a time; the first fault ends them all. */
async function fetchShards(
  shards: readonly WeightShard[],
  files: CachedFiles,
  signal: AbortSignal,
): Promise<void> {
  const fault = new AbortController();
  const either = AbortSignal.any([signal, fault.signal]);
  const queue = [...shards];
  const work = async () => {
    for (let shard = queue.shift(); shard !== undefined; shard = queue.shift()) {
      await files.shard(shard, cacheNames.weights, either);
    }
  };
  try {
    await Promise.all(Array.from({ length: parallelDownloads }, work));
  } catch (error) {
    fault.abort();
    throw error;
  }
}

function sum(shards: readonly WeightShard[]): number {
  return shards.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
}
