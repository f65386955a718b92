import { prebuiltAppConfig } from '@mlc-ai/web-llm';
import { expect, test } from 'vitest';
import { allowsCommercialUse, licenceOf } from '../../../src/synthesis/model-licence.ts';
import { nameOfBuild } from '../../../src/synthesis/web-llm/build-id.ts';

test.each([
  ['Qwen2.5-Coder-3B-Instruct', 'qwen-research', false],
  ['qwen2.5-3b-instruct-q4_k_m', 'qwen-research', false],
  ['Qwen2.5-Coder-1.5B-Instruct', 'apache-2.0', true],
  ['Qwen2.5-72B-Instruct', null, false],
  ['Qwen3.5-0.8B', 'apache-2.0', true],
  ['DeepSeek-R1-Distill-Llama-8B', 'llama', true],
  ['TinyLlama-1.1B-Chat-v1.0', 'apache-2.0', true],
  ['gemma3-1b-it', 'gemma', true],
  ['gemma-2b-it', 'gemma', true],
  ['gemma-4-E2B-it', 'apache-2.0', true],
  ['stablelm-2-zephyr-1_6b', 'stability', false],
  ['LFM2-1.2B', 'lfm', false],
  ['a-model-of-mine', null, false],
])('%s is published under %s, and may be used by companies: %s', (name, licence, isCommercial) => {
  expect([licenceOf(name), allowsCommercialUse(licenceOf(name))]).toEqual([licence, isCommercial]);
});

test("of the library's own list only one model has a licence that is not known", () => {
  const names = prebuiltAppConfig.model_list
    .map(({ model_id }) => nameOfBuild(model_id))
    .filter((name) => !/embed|vision/i.test(name));
  const unknown = [...new Set(names)].filter((name) => licenceOf(name) === null);
  expect(unknown).toEqual(['WizardMath-7B-V1.1']);
});
