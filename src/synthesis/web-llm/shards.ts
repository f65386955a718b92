/** The files a web-llm model is cut into, as the list in its folder names them. */
import { EngineError } from '../engine.ts';

/** The library's names for its caches. */
export const cacheNames = {
  config: 'webllm/config',
  library: 'webllm/wasm',
  weights: 'webllm/model',
} as const;

export const listName = 'tensor-cache.json';

export interface WeightShard {
  readonly address: string;
  readonly sizeBytes: number;
  /** Of its content, in lower-case hexadecimal; null where the list does not tell. */
  readonly md5: string | null;
}

/** Throws an `EngineError` where the list is none. */
export function shardsOf(list: unknown, folder: string): WeightShard[] {
  const address = `${folder}${listName}`;
  const records: unknown = isRecord(list) ? list['records'] : undefined;
  if (!Array.isArray(records)) {
    throw new EngineError({ kind: 'corrupt-file', address, detail: 'it lists no weights' });
  }
  return records.map((entry: unknown) => {
    const { dataPath, nbytes, md5sum }: Record<string, unknown> = isRecord(entry) ? entry : {};
    if (typeof dataPath === 'string' && typeof nbytes === 'number') {
      const md5 = typeof md5sum === 'string' ? md5sum.toLowerCase() : null;
      return { address: new URL(dataPath, folder).href, sizeBytes: nbytes, md5 };
    }
    throw new EngineError({ kind: 'corrupt-file', address, detail: 'a shard without a size' });
  });
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
