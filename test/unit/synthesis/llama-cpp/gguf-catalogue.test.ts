import { expect, test } from 'vitest';
import { cpuModels } from '../../../../src/app/models/cpu-models.ts';
import {
  ggufCatalogue,
  publishedSha256,
} from '../../../../src/synthesis/llama-cpp/gguf-catalogue.ts';
import { defaultModel, defaultModelBytes } from '../../../../src/synthesis/llama-cpp/model.ts';
import { fileAddress, partAddresses } from '../../../../src/synthesis/llama-cpp/model-address.ts';
import { licenceOf } from '../../../../src/synthesis/model-licence.ts';

const gigabyte = 2 ** 30;

test('each model has an address of its own, as the engine takes it, and a known licence', () => {
  const addresses = ggufCatalogue.map(({ address }) => address);
  expect(addresses.map(fileAddress)).toEqual(addresses);
  expect(new Set(addresses).size).toBe(addresses.length);
  expect(ggufCatalogue.filter(({ name }) => licenceOf(name) === null)).toEqual([]);
});

test('hashes are of SHA-256, one for each part', () => {
  for (const { address, sha256 } of ggufCatalogue) {
    const parts = partAddresses(address);
    expect(parts.map(publishedSha256)).toEqual(parts.map((_, index) => sha256[index] ?? null));
    expect(sha256.filter((hash) => !/^[0-9a-f]{64}$/.test(hash))).toEqual([]);
  }
});

test('the model that is recommended first is in it, with its size', () => {
  const found = ggufCatalogue.find(({ address }) => address === defaultModel.address);
  expect(found?.sizeBytes).toBe(defaultModelBytes.file);
});

test('what cannot fit in memory is not offered', () => {
  const offered = (memoryBytes: number | null, canHoldLargeParts = true) =>
    cpuModels({ memoryBytes }, canHoldLargeParts).map(({ name }) => name);
  expect(offered(null)).toHaveLength(ggufCatalogue.length);
  expect(offered(8 * gigabyte)).toContain('Qwen2.5-Coder-7B-Instruct');
  expect(offered(8 * gigabyte, false)).not.toContain('Qwen2.5-Coder-7B-Instruct');
  expect(offered(4 * gigabyte)).not.toContain('Qwen2.5-Coder-7B-Instruct');
  expect(offered(gigabyte)).toContain('Qwen2.5-Coder-0.5B-Instruct');
  expect(offered(gigabyte)).not.toContain('Qwen2.5-Coder-1.5B-Instruct');
});
