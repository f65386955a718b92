import { cdp } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StorageReport } from '../../../src/platform/capabilities.ts';
import { fetchModel } from '../../../src/synthesis/llama-cpp/fetch-model.ts';
import { LlamaCppEngine } from '../../../src/synthesis/llama-cpp/llama-cpp-engine.ts';
import { isWhole, openModelFiles } from '../../../src/synthesis/llama-cpp/model-files.ts';
import { ownModel } from '../../../src/synthesis/web-llm/model.ts';
import { fetchWeights } from '../../../src/synthesis/web-llm/weights.ts';
import { misbehavingServer } from '../../support/misbehaving-server-address.ts';

const loading = { signal: new AbortController().signal, onProgress: () => {} };
const get = (address: string, init: RequestInit) => fetch(address, init);
/** Some browsers tell nothing of their free space, and others too much. */
const untold = async (): Promise<StorageReport> => ({ freeBytes: null, isPersisted: false });

interface Devtools {
  send(method: string, parameters: object): Promise<unknown>;
}
const devtools = cdp() as unknown as Devtools;

describe('on a disk that is full', () => {
  beforeEach(async () => {
    const quotaSize = ((await navigator.storage.estimate()).usage ?? 0) + 50_000;
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: location.origin, quotaSize });
  });
  afterEach(() => devtools.send('Storage.overrideQuotaForOrigin', { origin: location.origin }));

  const gguf = { kind: 'address' as const, address: `${misbehavingServer()}/gguf/none/model.gguf` };

  test('a GGUF that will not fit is not begun', async () => {
    await expect(new LlamaCppEngine().load(gguf, loading)).rejects.toMatchObject({
      failure: { kind: 'no-disk-space', neededBytes: expect.any(Number) },
    });
  });

  test('a GGUF that the browser stops writing is no disk space either', async () => {
    const source = { fetch: get, files: await openModelFiles(), readStorage: untold };
    await expect(fetchModel(gguf, source, loading)).rejects.toMatchObject({
      failure: { kind: 'no-disk-space', neededBytes: expect.any(Number) },
    });
    const kept = await source.files.kept(gguf.address);
    expect(kept !== null && isWhole(kept)).toBe(false);
  });

  test('weights for web-llm that the browser stops writing are no disk space either', async () => {
    const folder = `${misbehavingServer()}/web-llm/any/none/resolve/main/`;
    const { record } = ownModel(folder, `${misbehavingServer()}/web-llm/any/none/library.wasm`);
    const source = { fetch: get, caches, readStorage: untold };
    await expect(fetchWeights(record, source, loading)).rejects.toMatchObject({
      failure: { kind: 'no-disk-space' },
    });
  });
});
