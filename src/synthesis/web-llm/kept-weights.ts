/**
 * What of web-llm's models is on this device, read from its caches alone: which models, how much
 * of each; and how to throw away all of one, or only what is damaged of it.
 */
import type { ModelRecord } from '@mlc-ai/web-llm';
import { weightsFolder } from './model.ts';
import { md5Of } from './md5.ts';
import { cacheNames, listName, shardsOf, type WeightShard } from './shards.ts';

export interface KeptWeights {
  /** The address of the model's folder: `weightsFolder` of its record. */
  readonly folder: string;
  readonly keptBytes: number;
  readonly totalBytes: number;
}

type Caches = Pick<CacheStorage, 'open'>;

/** Models whose list of shards is there; what came before it is too little to speak of. */
export async function listKeptWeights(caches: Caches): Promise<KeptWeights[]> {
  const cache = await caches.open(cacheNames.weights);
  const addresses = new Set((await cache.keys()).map(({ url }) => url));
  const folders = [...addresses]
    .filter((url) => url.endsWith(`/${listName}`))
    .map((url) => url.slice(0, -listName.length));
  const kept = folders.map(async (folder) => {
    const shards = await shardsIn(cache, folder);
    const there = shards.filter(({ address }) => addresses.has(address));
    return { folder, keptBytes: sum(there), totalBytes: sum(shards) };
  });
  return Promise.all(kept);
}

/** The library goes on its own: models of one kind share it. */
export async function forgetFolder(folder: string, caches: Caches): Promise<void> {
  for (const name of [cacheNames.config, cacheNames.weights]) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) if (url.startsWith(folder)) await cache.delete(url);
  }
}

/** The library alone: whatever is wrong with it, the weights are not to blame. */
export async function forgetLibrary(record: ModelRecord, caches: Caches): Promise<void> {
  await (await caches.open(cacheNames.library)).delete(record.model_lib);
}

/**
 * After the library could not use a model: throws away its small files and its shards of a wrong
 * size or content. Where the list does not tell the content of each shard, and all are of the right
 * size, nobody can say which of them is damaged within, and all of them go, as they do with a list
 * that names none. Other models keep theirs.
 */
export async function mendWeights(record: ModelRecord, caches: Caches): Promise<void> {
  const folder = weightsFolder(record);
  const cache = await caches.open(cacheNames.weights);
  const shards = await shardsIn(cache, folder);
  const sound = await filtered(shards, async (shard) => {
    const response = await cache.match(shard.address);
    return response !== undefined && isSound(await response.blob(), shard);
  });
  const isTold =
    shards.length > 0 && (sound.length < shards.length || shards.every(({ md5 }) => md5 !== null));
  const spared = new Set(
    isTold ? [`${folder}${listName}`, ...sound.map(({ address }) => address)] : [],
  );
  for (const name of Object.values(cacheNames)) {
    const of = await caches.open(name);
    for (const { url } of await of.keys()) {
      const isOurs = url.startsWith(folder) || url === record.model_lib;
      if (isOurs && !spared.has(url)) await of.delete(url);
    }
  }
}

/** None where the list is missing or unreadable. */
async function shardsIn(cache: Cache, folder: string): Promise<WeightShard[]> {
  try {
    const list = await cache.match(`${folder}${listName}`);
    return list ? shardsOf(await list.json(), folder) : [];
  } catch {
    return [];
  }
}

async function isSound(content: Blob, { sizeBytes, md5 }: WeightShard): Promise<boolean> {
  if (content.size !== sizeBytes) return false;
  return md5 === null || md5Of([new Uint8Array(await content.arrayBuffer())]) === md5;
}

/** One after the other: each may be a hundred megabytes. */
async function filtered<Item>(items: readonly Item[], isKept: (item: Item) => Promise<boolean>) {
  const kept: Item[] = [];
  for (const item of items) if (await isKept(item)) kept.push(item);
  return kept;
}

function sum(shards: readonly WeightShard[]): number {
  return shards.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
}
