/** What exactly of web-llm's models runs: the library by its version, the files by their hashes. */
import type { ModelRecord } from '@mlc-ai/web-llm';
import { sha256 } from '../../tasks/sha256.ts';
import type { ModelDetails } from '../engine.ts';
import { webLlmVersion } from './library-version.ts';
import { weightsFolder } from './model.ts';
import { cacheNames, isRecord, listName } from './shards.ts';

/** The list names each shard with its own hash, so its hash stands for all weights. */
export async function detailsOf(
  record: ModelRecord,
  caches: Pick<CacheStorage, 'open'>,
): Promise<ModelDetails> {
  const folder = weightsFolder(record);
  const config = await bytesOf(caches, cacheNames.config, `${folder}mlc-chat-config.json`);
  const files = [
    [cacheNames.config, `${folder}mlc-chat-config.json`],
    [cacheNames.weights, `${folder}${listName}`],
    [cacheNames.library, record.model_lib],
  ] as const;
  return {
    engine: `web-llm ${webLlmVersion}`,
    revision: /\/resolve\/([^/]+)\//.exec(folder)?.[1] ?? null,
    files: await Promise.all(
      files.map(async ([cacheName, address]) => {
        const bytes = await bytesOf(caches, cacheName, address);
        const hash = bytes === null ? null : await sha256(bytes);
        return { address, sizeBytes: bytes?.length ?? 0, sha256: hash };
      }),
    ),
    chatTemplate: config === null ? null : templateIn(config),
    ranOn: [{ processor: 'gpu', threads: null }],
  };
}

async function bytesOf(
  caches: Pick<CacheStorage, 'open'>,
  cacheName: string,
  address: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const kept = await (await caches.open(cacheName)).match(address);
  return kept ? new Uint8Array(await kept.arrayBuffer()) : null;
}

function templateIn(config: Uint8Array): string | null {
  const read: unknown = JSON.parse(new TextDecoder().decode(config));
  const template: unknown = isRecord(read) ? read['conv_template'] : undefined;
  return template === undefined ? null : JSON.stringify(template);
}
