import { expect, test } from 'vitest';
import { EngineError } from '../../../../src/synthesis/engine.ts';
import { llamaCppErrorOf, refusal } from '../../../../src/synthesis/llama-cpp/failure.ts';

class LibraryError extends Error {
  readonly type: string;
  constructor(message: string, type: string) {
    super(message);
    this.type = type;
  }
}

test.each([
  [
    new LibraryError('the request exceeds the available context size', 'inference_error'),
    { kind: 'prompt-too-long', limitTokens: 4096 },
  ],
  [new LibraryError('no room', 'kv_cache_full'), { kind: 'prompt-too-long', limitTokens: 4096 }],
  [
    new RangeError('WebAssembly.Memory(): could not allocate memory'),
    { kind: 'out-of-memory', neededBytes: 100 },
  ],
  [new Error('Aborted(OOM)'), { kind: 'out-of-memory', neededBytes: 100 }],
  [
    new Error('File read failed: NotReadableError'),
    { kind: 'corrupt-file', address: 'a.gguf', detail: 'File read failed: NotReadableError' },
  ],
  [new Error('unreachable'), { kind: 'engine-crashed', detail: 'unreachable' }],
  ['a word', { kind: 'engine-crashed', detail: 'a word' }],
])('%s is classified', (error, failure) => {
  const classified = llamaCppErrorOf(error, 'a.gguf', 100);
  expect([classified.failure, classified.cause]).toEqual([failure, error]);
});

test('what is classified already stays as it is', () => {
  const error = new EngineError({ kind: 'no-network', address: 'x' });
  expect(llamaCppErrorOf(error, 'a.gguf', 100)).toBe(error);
});

test.each([
  [
    ['tensor data is not within the file bounds', 'failed to load model'],
    { kind: 'corrupt-file', address: 'a', detail: 'tensor data is not within the file bounds' },
  ],
  [[], { kind: 'corrupt-file', address: 'a', detail: 'llama.cpp refused the file' }],
  [
    ['failed to load model', 'unable to allocate CPU buffer'],
    { kind: 'out-of-memory', neededBytes: 100 },
  ],
])('a file refused with the words %j', (complaints, failure) => {
  expect(refusal(complaints, { address: 'a', adapterAddress: null }, 100).failure).toEqual(failure);
});

test('beside an adapter, its own complaint names it, and any other leaves both files kept', () => {
  const files = { address: 'base', adapterAddress: 'adapter' };
  const applied = 'llama_adapter_lora_init: failed to apply lora adapter';
  expect(refusal(['tensor has invalid type', applied], files, 100).failure).toEqual({
    ...{ kind: 'corrupt-file', address: 'adapter', detail: applied },
  });
  expect(refusal(['tensor has invalid type'], files, 100).failure).toEqual({
    ...{ kind: 'corrupt-file', address: 'base', detail: 'tensor has invalid type', isKept: true },
  });
});
