/** Download, hash and Cache Storage in a real browser; responses are made here, with no network. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cachedFiles, rememberedFiles, type KeptFiles } from '../../../src/tasks/kept-files.ts';
import type { PublishedFile } from '../../../src/tasks/known-task-set.ts';
import { publishedSource as sourceOfSet } from '../../../src/tasks/task-sources.ts';
import { sha256 } from '../../../src/tasks/sha256.ts';
import { TaskSourceError, type DownloadProgress } from '../../../src/tasks/task-source.ts';

const cacheName = 'synthpad-tasks-test';
const rows = Array.from({ length: 500 }, (_, i) => ({
  task_id: i + 1,
  text: `Return ${i}.`,
  code: `def f():\r\n    return ${i}`,
  test_list: [`assert f() == ${i}`],
}));
const bytes = new TextEncoder().encode(rows.map((row) => JSON.stringify(row)).join('\n'));

const publishedSource = (file: PublishedFile, files: KeptFiles) => {
  const { openKept, fetch } = sourceOfSet('mbpp', file, files);
  if (!fetch) throw new Error('A published file can be fetched.');
  return { openKept, fetch };
};

let kept: KeptFiles;
let addresses: string[] = [];

beforeEach(() => {
  kept = cachedFiles(caches, cacheName);
});

afterEach(async () => {
  for (const address of addresses) URL.revokeObjectURL(address);
  addresses = [];
  await caches.delete(cacheName);
});

/** A published file whose home is an object address: fetched and streamed like any other. */
async function published(
  content: Uint8Array<ArrayBuffer>,
  hashOf = content,
): Promise<PublishedFile> {
  const address = URL.createObjectURL(new Blob([content]));
  addresses.push(address);
  return { kind: 'published', address, sizeBytes: content.length, sha256: await sha256(hashOf) };
}

/** Cache Storage takes http addresses only, so the copy is kept under one. */
function keptAsWeb(files: KeptFiles): KeptFiles {
  const web = (address: string) => `https://home.example/${address.slice(-36)}`;
  return {
    read: (address) => files.read(web(address)),
    keep: (address, content) => files.keep(web(address), content),
    forget: (address) => files.forget(web(address)),
    addresses: () => files.addresses(),
  };
}

function downloading() {
  const progress: DownloadProgress[] = [];
  const controller = new AbortController();
  const options = {
    signal: controller.signal,
    onProgress: (step: DownloadProgress) => void progress.push(step),
  };
  return { progress, controller, options };
}

test('a download reports its bytes, loads its tasks, and is there again without the network', async () => {
  const file = await published(bytes);
  const { progress, options } = downloading();

  const set = await publishedSource(file, keptAsWeb(kept)).fetch(options);

  expect(set.tasks).toHaveLength(500);
  expect(set.tasks[0]?.referenceCode).toBe('def f():\n    return 0');
  expect([set.faults, set.keepFault]).toEqual([[], null]);
  expect(progress[0]).toEqual({ loadedBytes: 0, totalBytes: bytes.length });
  expect(progress.at(-1)).toEqual({ loadedBytes: bytes.length, totalBytes: bytes.length });

  URL.revokeObjectURL(file.address);
  expect(await publishedSource(file, keptAsWeb(kept)).openKept()).toEqual(set);
});

test('nothing is kept before the first download', async () => {
  expect(await publishedSource(await published(bytes), keptAsWeb(kept)).openKept()).toBeNull();
});

test('a file with other bytes than published is refused and not kept', async () => {
  const file = await published(bytes.slice(0, -1), bytes);
  const source = publishedSource(file, keptAsWeb(kept));

  await expect(source.fetch(downloading().options)).rejects.toEqual(
    new TaskSourceError({ kind: 'hash-mismatch', address: file.address }),
  );
  expect(await source.openKept()).toBeNull();
});

test('a kept copy that was damaged is forgotten', async () => {
  const file = await published(bytes);
  const files = keptAsWeb(kept);
  await files.keep(file.address, bytes.slice(100));

  expect(await publishedSource(file, files).openKept()).toBeNull();
  expect(await files.read(file.address)).toBeNull();
});

test('a home that cannot be reached is no network', async () => {
  const file = await published(bytes);
  URL.revokeObjectURL(file.address);

  await expect(publishedSource(file, kept).fetch(downloading().options)).rejects.toMatchObject({
    failure: { kind: 'no-network', address: file.address },
  });
});

test('a cancelled download rejects with the reason and keeps nothing', async () => {
  const file = await published(bytes);
  const { controller, options } = downloading();
  const source = publishedSource(file, keptAsWeb(kept));
  const onProgress = () => controller.abort('enough');

  await expect(source.fetch({ ...options, onProgress })).rejects.toBe('enough');
  expect(await source.openKept()).toBeNull();
});

test('full storage loses nothing but the next visit', async () => {
  const file = await published(bytes);
  const full: KeptFiles = { ...kept, keep: async () => 'storage-full' };

  const set = await publishedSource(file, full).fetch(downloading().options);
  expect([set.tasks.length, set.keepFault]).toEqual([500, 'storage-full']);
});

test('a cache over its quota says so', async () => {
  const quota = new DOMException('over', 'QuotaExceededError');
  const storage = { open: async () => ({ put: () => Promise.reject(quota) }) };
  const files = cachedFiles(storage as unknown as CacheStorage, 'x');
  expect(await files.keep('https://home.example/', bytes)).toBe('storage-full');
});

test('without Cache Storage a download lasts as long as the page', async () => {
  const file = await published(bytes);
  const source = publishedSource(file, rememberedFiles());

  const set = await source.fetch(downloading().options);
  expect([set.tasks.length, set.keepFault]).toEqual([500, 'storage-refused']);
  URL.revokeObjectURL(file.address);
  expect((await source.openKept())?.tasks).toHaveLength(500);
});
