/** Shards of a model that come in another size than their list says. */
import { expect, test } from 'vitest';
import { usualRetry } from '../../../../src/synthesis/download-retry.ts';
import { CachedFiles } from '../../../../src/synthesis/web-llm/cached-files.ts';
import { cachesInMemory } from '../../../support/caches-in-memory.ts';

const address = 'https://example.org/shard-1.bin';

/** The shard, of ten bytes, comes as each of these in turn, and then never. */
async function shardOf(...sizes: readonly number[]) {
  const caches = cachesInMemory();
  const left = [...sizes];
  let loadedBytes = 0;
  const files = new CachedFiles(
    {
      fetch: async () => {
        const size = left.shift();
        return size === undefined
          ? Promise.reject(new TypeError())
          : new Response('x'.repeat(size));
      },
      ...{ caches, retry: { ...usualRetry, wait: async () => undefined } },
    },
    { onBytes: (count) => (loadedBytes += count), onWait: () => undefined },
  );
  const shard = { address, sizeBytes: 10, md5: null };
  const failure = await files.shard(shard, 'weights', new AbortController().signal).then(
    () => null,
    (error: unknown) => (error instanceof Error && 'failure' in error ? error.failure : error),
  );
  const kept = await (await caches.open('weights')).match(address);
  return { failure, loadedBytes, keptBytes: kept ? (await kept.blob()).size : null };
}

const corrupt = (detail: string) => ({ kind: 'corrupt-file', address, detail });

test('a shard that is cut short is asked for again', async () => {
  expect(await shardOf(4, 7, 10)).toEqual({ failure: null, loadedBytes: 10, keptBytes: 10 });
});

test('one that ends at the same place again is as its home has it', async () => {
  const failure = corrupt('4 bytes instead of 10');
  expect(await shardOf(4, 7, 4, 4, 10)).toMatchObject({ failure, keptBytes: null });
});

test('one that is too long is another file', async () => {
  const failure = corrupt('12 bytes instead of 10');
  expect(await shardOf(12, 10)).toMatchObject({ failure, keptBytes: null });
});
