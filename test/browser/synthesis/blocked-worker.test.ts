import { expect, test } from 'vitest';
import { LlamaCppEngine } from '../../../src/synthesis/llama-cpp/llama-cpp-engine.ts';
import { tinyModel } from '../../support/tiny-model.ts';

// The policy stays for as long as the page does: hence a file, and so a page, of its own.
test('where a policy of the page blocks its worker, llama.cpp is a crash, not a silence', async () => {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = "worker-src 'self'";
  document.head.append(policy);
  const file = new File([tinyModel([{ functionName: 'add', reply: 'def add(): pass' }])], 'a.gguf');
  const loading = new LlamaCppEngine().load(
    { kind: 'file', file },
    { signal: new AbortController().signal, onProgress: () => {} },
  );
  await expect(loading).rejects.toMatchObject({
    failure: { kind: 'engine-crashed', detail: 'the worker did not start' },
  });
});
