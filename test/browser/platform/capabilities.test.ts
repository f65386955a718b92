import { expect, test } from 'vitest';
import { readCapabilities } from '../../../src/platform/capabilities.ts';

test('this Chromium reports its software adapter, its disk and its cores', async () => {
  const { gpu, storage, cores } = await readCapabilities();
  expect(gpu).toMatchObject({ kind: 'adapter', hasShaderF16: false });
  expect(gpu.kind === 'adapter' && gpu.maxBufferBytes >= 2 ** 28).toBe(true);
  expect(storage.freeBytes).toBeGreaterThan(0);
  expect(cores).toBe(navigator.hardwareConcurrency);
});
