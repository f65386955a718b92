/** Getting the bytes of a model over what is kept of it, and over hosts that misbehave. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Fetch } from '../../../../src/synthesis/download.ts';
import { usualRetry } from '../../../../src/synthesis/download-retry.ts';
import { fetchModel } from '../../../../src/synthesis/llama-cpp/fetch-model.ts';
import { FilesInMemory } from '../../../../src/synthesis/llama-cpp/files-in-memory.ts';
import { defaultModel } from '../../../../src/synthesis/llama-cpp/model.ts';
import type { ModelFiles } from '../../../../src/synthesis/llama-cpp/model-files.ts';

const address = 'https://example.org/tiny.gguf';
const content = 'GGUF and all that follows';
const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');

/** Asks the address until it answers, without the waits. */
async function fetched(files: ModelFiles, fetch: Fetch, of = address) {
  const parts = await fetchModel(
    { kind: 'address', address: of },
    {
      ...{ files, fetch, retry: { ...usualRetry, wait: async () => undefined } },
      readStorage: async () => ({ freeBytes: null, isPersisted: false }),
    },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
  return Promise.all(
    parts.map(async (part) => ({ text: await part.content.text(), sha256: part.sha256 })),
  );
}

/** What an earlier visit left of the file: its first bytes. */
async function begun(bytes: number): Promise<FilesInMemory> {
  const files = new FilesInMemory();
  let sent = false;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(stream) {
      if (sent) return stream.error(new TypeError('gone'));
      sent = true;
      stream.enqueue(new TextEncoder().encode(content.slice(0, bytes)));
    },
  });
  const arriving = { body, startsAt: 0, totalBytes: content.length, tag: 'one', sha256: () => '' };
  await expect(files.save(address, arriving)).rejects.toThrow('gone');
  return files;
}

const answer = (text: string, status = 200) =>
  new Response(text, { status, headers: { etag: 'one', 'content-length': `${text.length}` } });

const restOf = (range: string | undefined) => {
  const from = Number(/\d+/.exec(range ?? '')?.[0] ?? 0);
  return answer(content.slice(from), from > 0 ? 206 : 200);
};

const whole = [{ text: content, sha256: sha256Of(content) }];

test('a rest that the browser may not ask for is given up for the whole file', async () => {
  const asked: string[] = [];
  const fetch: Fetch = async (_, { headers }) => {
    asked.push(headers?.['range'] ?? 'all');
    if (headers?.['range'] !== undefined) throw new TypeError('Failed to fetch');
    return answer(content);
  };
  expect(await fetched(await begun(8), fetch)).toEqual(whole);
  expect(asked).toEqual(['bytes=8-', 'bytes=8-', 'bytes=8-', 'all', 'bytes=8-']);
});

test('a network that comes back just then costs nothing of what is there', async () => {
  const asked: string[] = [];
  let isCancelled = false;
  const fetch: Fetch = async (_, { headers }) => {
    asked.push(headers?.['range'] ?? 'all');
    if (asked.length <= 3) throw new TypeError('Failed to fetch');
    if (headers?.['range'] !== undefined) return restOf(headers['range']);
    // A connection that is broken by then cannot be given up either.
    const cancel = () => {
      isCancelled = true;
      throw new TypeError('network error');
    };
    return new Response(new ReadableStream({ cancel }));
  };
  expect(await fetched(await begun(8), fetch)).toEqual(whole);
  expect([asked.slice(3), isCancelled]).toEqual([['all', 'bytes=8-'], true]);
});

test('a host that stays busy costs nothing of what is there', async () => {
  const files = await begun(8);
  const fetch: Fetch = async (_, { headers }) =>
    headers?.['range'] === undefined ? answer(content) : answer('', 503);
  await expect(fetched(files, fetch)).rejects.toMatchObject({
    failure: { kind: 'http-status', status: 503 },
  });
  expect((await files.kept(address))?.keptBytes).toBe(8);
});

test('what another tab adds meanwhile is not counted twice', async () => {
  const files = await begun(8);
  const fetch: Fetch = async (_, { headers }) => {
    const longer = await begun(12);
    files.kept = (of) => longer.kept(of);
    return restOf(headers?.['range']);
  };
  const [part] = await fetched(files, fetch);
  expect(part?.sha256).toBe(sha256Of(content));
});

/** A file whose hash is published comes as each of these texts in turn. */
async function published(...texts: readonly string[]) {
  const files = new FilesInMemory();
  const left = [...texts];
  const got = fetched(files, async () => answer(left.shift() ?? ''), defaultModel.address);
  const parts = await got.catch((error: unknown) => error);
  const { keptBytes } = (await files.kept(defaultModel.address)) ?? { keptBytes: 0 };
  return { parts, left: left.length, keptBytes };
}

test('a file with another hash than the published one comes a second time', async () => {
  // The same again is what its home has by now; what differs again was damaged on its way.
  const again = await published(content, content, 'never');
  expect(again).toEqual({ parts: whole, left: 1, keptBytes: content.length });
  const detail = `SHA-256 ${sha256Of('GGUF one')}, then ${sha256Of('GGUF two')}`;
  expect(await published('GGUF one', 'GGUF two', 'never')).toMatchObject({
    parts: { failure: { kind: 'corrupt-file', address: defaultModel.address, detail } },
    ...{ left: 1, keptBytes: 0 },
  });
});
