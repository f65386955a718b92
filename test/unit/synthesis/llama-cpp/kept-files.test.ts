/** Models under the addresses that earlier versions kept them under: as they were typed. */
import { expect, test } from 'vitest';
import { fetchModel } from '../../../../src/synthesis/llama-cpp/fetch-model.ts';
import { FilesInMemory } from '../../../../src/synthesis/llama-cpp/files-in-memory.ts';
import { removeModel } from '../../../../src/synthesis/llama-cpp/kept-files.ts';
import { keptByLlamaCpp } from '../../../../src/synthesis/llama-cpp/list-kept.ts';

const folder = 'https://huggingface.co/acme/tiny-GGUF/resolve/main';
const address = `${folder}/tiny.gguf`;
const parts = [1, 2].map((part) => `${folder}/split-0000${part}-of-00002.gguf`);
const asTyped = [`${address}?download=true`, ...parts.map((part) => `${part}?download=true`)];

/** Whole files on a disk. */
async function filesAt(addresses: readonly string[]) {
  const files = new FilesInMemory();
  for (const of of addresses) {
    const body = new Response('GGUF').body ?? new ReadableStream();
    await files.save(of, { body, startsAt: 0, totalBytes: 4, tag: null, sha256: () => 'hash' });
  }
  files.list = async () => {
    const kept = await Promise.all(addresses.map((of) => files.kept(of)));
    return kept.filter((file) => file !== null);
  };
  return files;
}

test('are listed with what is there of them, and forgotten', async () => {
  const files = await filesAt([...asTyped, 'https://example.org/other.gguf']);
  const [tiny, split, other, ...more] = await keptByLlamaCpp(Promise.resolve(files));
  expect([tiny, split]).toMatchObject([
    { keptBytes: 4, totalBytes: 4, spec: { address } },
    { keptBytes: 8, totalBytes: 8, spec: { address: parts[0] } },
  ]);
  expect([other?.name, more]).toEqual(['other', []]);
  await tiny?.forget();
  await split?.forget();
  expect((await files.list()).map((file) => file.address)).toEqual([
    'https://example.org/other.gguf',
  ]);
});

test('one that cannot be read is listed too, and hides no other', async () => {
  const files = await filesAt([address, 'https://example.org/other.gguf']);
  const [broken, other] = await files.list();
  if (!broken || !other) throw new Error('two files');
  class Unreadable extends Blob {
    override slice(): Blob {
      throw new DOMException('It was changed.', 'NotReadableError');
    }
  }
  files.list = async () => [{ ...broken, content: new Unreadable() }, other];
  const listed = await keptByLlamaCpp(Promise.resolve(files));
  expect(listed.map(({ name }) => name)).toEqual(['tiny', 'other']);
});

test('load without a download, and a damaged one is thrown away', async () => {
  const files = await filesAt(asTyped);
  const offline = { files, fetch: () => Promise.reject(new TypeError('Failed to fetch')) };
  const options = { signal: new AbortController().signal, onProgress: () => undefined };
  for (const first of [address, ...parts.slice(0, 1)]) {
    const loaded = await fetchModel({ kind: 'address', address: first }, offline, options);
    expect(loaded.map(({ content }) => content.size)).toEqual(first === address ? [4] : [4, 4]);
    await removeModel(first, files);
  }
  expect(await files.list()).toEqual([]);
});
