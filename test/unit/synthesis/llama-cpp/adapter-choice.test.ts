/** Choices of an adapter as they are changed, piece by piece. */

import { expect, test } from 'vitest';
import {
  type AdapterChoice,
  withBase,
} from '../../../../src/synthesis/llama-cpp/adapter-choice.ts';

test('another base keeps the adapter and its scale, and runs where the base is to run', () => {
  const address = 'https://host.example/tiny.gguf';
  const plain = { kind: 'gguf-address', address } as const;
  const adapter = { fileName: 'halves.gguf', sizeBytes: 8 };
  const tuned: AdapterChoice = {
    kind: 'gguf-adapter',
    ...{ base: { fileName: 'b.gguf', sizeBytes: 9 }, adapter, scale: 0.5, processor: 'gpu' },
  };
  const onCpu = { kind: 'gguf-adapter', base: { address }, adapter, scale: 0.5 };
  expect(withBase(tuned, plain)).toEqual(onCpu);
  expect(withBase(tuned, { ...plain, processor: 'gpu' })).toEqual({ ...onCpu, processor: 'gpu' });
  const another = { ...tuned, adapter: { fileName: 'thirds.gguf', sizeBytes: 8 } };
  expect([withBase(plain, tuned), withBase(tuned, another)]).toEqual([tuned, another]);
});
