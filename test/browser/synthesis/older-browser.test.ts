import { expect, test } from 'vitest';
import { LlamaCppEngine } from '../../../src/synthesis/llama-cpp/llama-cpp-engine.ts';
import { tinyModel } from '../../support/tiny-model.ts';

// Firefox has no promise integration: wllama would take another build, from a public CDN.
// What is taken away here stays away for the page: hence a file of its own.
test('without promise integration, llama.cpp still comes from this site and answers', async () => {
  Reflect.deleteProperty(WebAssembly, 'Suspending');
  const bytes = tinyModel([{ functionName: 'add', reply: 'def add(): pass' }]);
  const signal = new AbortController().signal;
  const model = await new LlamaCppEngine().load(
    { kind: 'file', file: new File([bytes], 'a.gguf') },
    { signal, onProgress: () => {} },
  );
  const { text } = await model.generate(
    {
      brief: { text: '', functionName: null, shownTests: [], setupCode: '' },
      prompt: { kind: 'completion', text: 'add' },
      sampling: { temperature: 0, topP: 1, maxTokens: 9, seed: 1, stop: [] },
    },
    { signal, onText: () => {} },
  );
  await model.unload();
  const hosts = performance.getEntriesByType('resource').map(({ name }) => new URL(name).host);
  expect([text, [...new Set(hosts)]]).toEqual(['def add(): pass', [location.host]]);
});
