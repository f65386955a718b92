/** What is thrown away of a model that the library could not use. */
import { expect, test } from 'vitest';
import { mendWeights } from '../../../../src/synthesis/web-llm/kept-weights.ts';
import { cacheNames } from '../../../../src/synthesis/web-llm/shards.ts';
import { cachesInMemory } from '../../../support/caches-in-memory.ts';

const folder = 'https://example.org/acme/model/resolve/main/';
const record = { model: folder, model_id: 'model', model_lib: 'https://example.org/lib.wasm' };
const otherModels = 'https://example.org/other/shard-1.bin';
const md5OfOne = 'c4ca4238a0b923820dcc509a6f75849b';

async function leftOf(list: unknown): Promise<string[]> {
  const caches = cachesInMemory();
  const weights = await caches.open(cacheNames.weights);
  await weights.put(`${folder}tensor-cache.json`, new Response(JSON.stringify(list)));
  await weights.put(`${folder}tokenizer.json`, new Response('{}'));
  await weights.put(`${folder}shard-1.bin`, new Response('1'));
  await weights.put(`${folder}shard-2.bin`, new Response('2'));
  await weights.put(otherModels, new Response('1'));
  await mendWeights(record, caches);
  return (await weights.keys()).map(({ url }) => url.replace(folder, ''));
}

const shard = (dataPath: string, nbytes: number, md5sum?: string) => ({ dataPath, nbytes, md5sum });

test.each<[string, unknown, string[]]>([
  ['all where the list is none', {}, []],
  ['all where the list names nothing', { records: [] }, []],
  [
    'what is damaged, by the list',
    { records: [shard('shard-1.bin', 1, md5OfOne), shard('shard-2.bin', 1, md5OfOne)] },
    ['tensor-cache.json', 'shard-1.bin'],
  ],
  [
    'what is too short, by the list',
    { records: [shard('shard-1.bin', 1), shard('shard-2.bin', 2)] },
    ['tensor-cache.json', 'shard-1.bin'],
  ],
  ['all where nobody can tell', { records: [shard('shard-1.bin', 1)] }, []],
])('%s goes, and other models stay', async (_, list, left) => {
  expect(await leftOf(list)).toEqual([...left, otherModels]);
});
