import { describe, expect, test } from 'vitest';
import { readCapabilities, type BrowserFacts } from '../../../src/platform/capabilities.ts';

/** An adapter as far as it is looked at. */
function gpuWith(features: readonly string[], description = ''): BrowserFacts['gpu'] {
  const adapter = {
    info: { description, vendor: 'acme' },
    features: new Set(features),
    limits: { maxBufferSize: 1000, maxStorageBufferBindingSize: 500 },
  };
  return { requestAdapter: async () => adapter as unknown as GPUAdapter };
}

const folder = async () => ({}) as FileSystemDirectoryHandle;

describe('the report on this browser', () => {
  test('holds what the browser tells', async () => {
    const facts: BrowserFacts = {
      gpu: gpuWith(['shader-f16'], 'Acme 3000'),
      storage: { estimate: async () => ({ quota: 100, usage: 30 }), persisted: async () => true },
      hardwareConcurrency: 8,
      deviceMemory: 4,
    };
    const stores = { caches: { has: async () => false }, storage: { getDirectory: folder } };
    const threads = { read: () => 4 };
    expect(await readCapabilities(facts, true, stores, threads)).toEqual({
      gpu: {
        kind: 'adapter',
        description: 'Acme 3000',
        hasShaderF16: true,
        maxBufferBytes: 1000,
        maxStorageBufferBindingBytes: 500,
      },
      storage: { freeBytes: 70, isPersisted: true },
      keepsDownloads: true,
      cores: 8,
      memoryBytes: 4 * 2 ** 30,
      isCrossOriginIsolated: true,
      threads: 4,
    });
  });

  test('says so where the browser tells nothing', async () => {
    expect(await readCapabilities({}, false)).toEqual({
      gpu: { kind: 'no-api' },
      storage: { freeBytes: null, isPersisted: false },
      keepsDownloads: false,
      cores: 1,
      memoryBytes: null,
      isCrossOriginIsolated: false,
      threads: null,
    });
  });

  test('takes a refusal for an absence', async () => {
    const refuse = () => Promise.reject(new Error('not here'));
    const facts = {
      gpu: { requestAdapter: refuse },
      storage: { estimate: refuse, persisted: refuse },
    };
    const { gpu, storage } = await readCapabilities(facts, false);
    expect({ gpu, storage }).toEqual({
      gpu: { kind: 'no-adapter' },
      storage: { freeBytes: null, isPersisted: false },
    });
  });

  test('downloads are kept only where every store that holds them can be used', async () => {
    const refuse = () => Promise.reject(new DOMException('denied', 'SecurityError'));
    const keeps = async (has: () => Promise<boolean>, getDirectory: typeof folder) =>
      (await readCapabilities({}, false, { caches: { has }, storage: { getDirectory } }))
        .keepsDownloads;
    expect(await keeps(async () => true, folder)).toBe(true);
    expect(await keeps(refuse, folder)).toBe(false);
    expect(await keeps(async () => true, refuse)).toBe(false);
  });

  test('names an adapter by its maker where it has no description', async () => {
    const { gpu } = await readCapabilities({ gpu: gpuWith([]) }, false);
    expect(gpu).toMatchObject({ description: 'acme', hasShaderF16: false });
  });

  test('finds no free space where more is used than allowed', async () => {
    const storage = { estimate: async () => ({ quota: 10, usage: 30 }) };
    const report = await readCapabilities({ storage }, false);
    expect(report.storage.freeBytes).toBe(0);
  });
});
