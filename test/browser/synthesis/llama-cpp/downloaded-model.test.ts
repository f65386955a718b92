/** A model at an address: downloaded in pieces, kept, taken up again, and refused where it is none. */

import * as v from 'valibot';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { LoadProgress } from '../../../../src/synthesis/engine.ts';
import { usualRetry } from '../../../../src/synthesis/download-retry.ts';
import { ggufAddressKind } from '../../../../src/synthesis/llama-cpp/model-kinds.ts';
import {
  LlamaCppEngine,
  type LlamaCppServices,
} from '../../../../src/synthesis/llama-cpp/llama-cpp-engine.ts';
import { FilesInMemory } from '../../../../src/synthesis/llama-cpp/files-in-memory.ts';
import { openModelFiles } from '../../../../src/synthesis/llama-cpp/model-files.ts';
import { sha256 } from '../../../../src/tasks/sha256.ts';
import { tinyModel } from '../../../support/tiny-model.ts';
import { fileOf, firstAdd, generate, never, replies, server, text } from './loading.ts';

/** Small enough that the tiny model is of several pieces. */
const pieceBytes = 100_000;

const inPieces = () => openModelFiles(navigator.storage, pieceBytes);

/** Without the waits. */
const retry = { ...usualRetry, wait: async () => undefined };

async function loadFrom(address: string, signal = never, services: LlamaCppServices = {}) {
  const progress: LoadProgress[] = [];
  const model = await new LlamaCppEngine({ openModelFiles: inPieces, retry, ...services }).load(
    { kind: 'address', address },
    { signal, onProgress: (report) => progress.push(report) },
  );
  return { model, progress };
}

/** Half of the file, and then an error; what was sent has arrived by then. */
async function breaking(...asked: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetch(...asked);
  const bytes = new Uint8Array(await response.arrayBuffer());
  let isSent = false;
  const body = new ReadableStream(
    {
      pull(controller) {
        if (isSent) return controller.error(new TypeError('network error'));
        controller.enqueue(bytes.subarray(0, bytes.length / 2));
        isSent = true;
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, response);
}

describe('a model at an address', () => {
  const address = `${server}/gguf/none/model.gguf`;
  afterEach(async () => {
    const root = await navigator.storage.getDirectory();
    await root.getDirectoryHandle('gguf-models', { create: true });
    // A broken download lets go of its file a moment later.
    await vi.waitFor(() => root.removeEntry('gguf-models', { recursive: true }), 5000);
  });

  test('is downloaded with progress in bytes, and read from disk the next time', async () => {
    const first = await loadFrom(address);
    const reply = await generate(first.model, text('add'));
    await first.model.unload();
    const kept = await bytesOnDisk();
    const second = await loadFrom(address);
    await second.model.unload();
    const downloads = first.progress.filter(({ stage }) => stage === 'downloading');
    const loaded = downloads.map(({ loadedBytes }) => loadedBytes);
    const size = loaded.at(-1) ?? 0;
    expect([reply.text, kept]).toEqual([firstAdd, size]);
    expect(loaded).toEqual(loaded.toSorted((left, right) => left - right));
    expect(downloads.map(({ totalBytes }) => totalBytes)).toEqual(loaded.map(() => size));
    expect(first.progress.at(-1)).toEqual({
      stage: 'preparing',
      loadedBytes: size,
      totalBytes: size,
    });
    expect(second.progress.map(({ stage }) => stage)).toEqual(['reading-cache', 'preparing']);
    // As logs name it, whether it was downloaded now or on an earlier visit.
    const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
    const file = { address, sizeBytes: bytes.length, sha256: await sha256(bytes) };
    const details = {
      engine: expect.stringMatching(/^llama\.cpp b\d+/),
      revision: null,
      files: [file],
      chatTemplate: expect.stringContaining('<|im_start|>'),
      ranOn: [{ processor: 'cpu', threads: 1 }],
    };
    expect([first.model.details, second.model.details]).toEqual([details, details]);
  });

  test.each([
    ['missing', { kind: 'http-status', status: 404 }],
    ['broken', { kind: 'http-status', status: 500 }],
    ['page', { kind: 'wrong-file-type', detail: 'text/html; charset=utf-8' }],
    ['other', { kind: 'wrong-file-type', detail: 'starts with "{\\"no" instead of "GGUF"' }],
    ['truncated', { kind: 'corrupt-file', detail: expect.stringMatching(/./) }],
  ])(
    'that is %s fails with its own failure, and leaves nothing on disk',
    async (fault, failure) => {
      const faulty = `${server}/gguf/${fault}/model.gguf`;
      await expect(loadFrom(faulty)).rejects.toMatchObject({
        failure: { ...failure, address: faulty },
      });
      expect(await bytesOnDisk()).toBe(0);
    },
  );

  test('whose connection is cut is a failure of the network', async () => {
    const cut = `${server}/gguf/cut/model.gguf`;
    await expect(loadFrom(cut)).rejects.toMatchObject({
      failure: { kind: 'no-network', address: cut },
    });
  });

  test.each([
    { fault: 'resumable', name: 'goes on where it was', isResumed: true },
    { fault: 'renewed', name: 'begins anew where the file is another by now', isResumed: false },
    { fault: 'untagged', name: 'begins anew where nothing tells the file', isResumed: false },
  ])('whose download is cancelled $name', async ({ fault, isResumed }) => {
    const address = `${server}/gguf/${fault}/model.gguf?${crypto.randomUUID()}`;
    const cancel = new AbortController();
    const loading = loadFrom(address, cancel.signal);
    await vi.waitFor(async () => expect(await bytesOnDisk()).toBeGreaterThan(0));
    cancel.abort('enough');
    await expect(loading).rejects.toBe('enough');
    const kept = await bytesOnDisk();
    const { model, progress } = await loadFrom(address);
    const reply = await generate(model, text('add'));
    await model.unload();
    const resumedAt = progress[0]?.loadedBytes;
    expect([kept % pieceBytes, reply.text, resumedAt]).toEqual([0, firstAdd, isResumed ? kept : 0]);
    expect(progress.at(-1)?.loadedBytes).toBe(await bytesOnDisk());
  });

  test.each([
    { place: 'on disk', openFiles: inPieces },
    { place: 'in memory', openFiles: async () => new FilesInMemory() },
  ])('whose connection breaks goes on by itself where it was, $place', async ({ openFiles }) => {
    const ranged = `${server}/gguf/ranged/model.gguf?${crypto.randomUUID()}`;
    const answers = [breaking, async () => new Response(null, { status: 503 })];
    const services = {
      openModelFiles: openFiles,
      fetch: (...asked: Parameters<typeof fetch>) => (answers.shift() ?? fetch)(...asked),
    };
    const { model, progress } = await loadFrom(ranged, never, services);
    expect((await generate(model, text('add'))).text).toBe(firstAdd);
    await model.unload();
    const breaks = progress.flatMap(({ stage }, at) => (stage === 'reconnecting' ? [at] : []));
    // The connection broke, and then the host was busy.
    expect(breaks).toHaveLength(2);
    expect(progress[(breaks[1] ?? 0) + 1]?.loadedBytes).toBeGreaterThan(pieceBytes);
  });

  test('that is split is loaded from the address of any part, and kept as one model', async () => {
    const any = `${server}/gguf/none/split-00002-of-00003.gguf`;
    const spec = v.parse(ggufAddressKind.schema, { kind: 'gguf-address', address: any });
    const { model, progress } = await loadFrom(spec.address);
    const reply = await generate(model, text('add'));
    expect([reply.text, model.modelName]).toEqual([firstAdd, 'split']);
    await model.unload();
    const downloads = progress.filter(({ stage }) => stage === 'downloading');
    const size = await bytesOnDisk();
    expect(downloads.at(-1)).toEqual({ stage: 'downloading', loadedBytes: size, totalBytes: size });
    const again = await loadFrom(spec.address);
    expect(again.progress[0]?.stage).toBe('reading-cache');
    await again.model.unload();
  });

  test('that nobody serves is a failure of the network', async () => {
    const nowhere = 'http://127.0.0.1:1/model.gguf';
    await expect(loadFrom(nowhere)).rejects.toMatchObject({
      failure: { kind: 'no-network', address: nowhere },
    });
  });

  test('is cancelled while it is prepared', async () => {
    const cancel = new AbortController();
    const loading = new LlamaCppEngine().load(fileOf(tinyModel(replies)), {
      signal: cancel.signal,
      onProgress: ({ stage }) => {
        if (stage === 'preparing') queueMicrotask(() => cancel.abort('enough'));
      },
    });
    await expect(loading).rejects.toBe('enough');
  });
});

async function bytesOnDisk(): Promise<number> {
  const files = await (await inPieces()).list();
  return files.reduce((sum, { keptBytes }) => sum + keptBytes, 0);
}
