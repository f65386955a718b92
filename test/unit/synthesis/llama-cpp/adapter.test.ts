/** An adapter on its way: what is none is not downloaded whole. */

import { expect, test } from 'vitest';
import { fetchAdapter } from '../../../../src/synthesis/llama-cpp/adapter.ts';
import { FilesInMemory } from '../../../../src/synthesis/llama-cpp/files-in-memory.ts';
import { half, writeAdapter } from '../../../support/tiny-adapter.ts';

const address = 'https://host.example/file.gguf';
const pair = [half('a.weight.lora_a', [256, 2]), half('a.weight.lora_b', [2, 256])];

/** The file in pieces of a thousand bytes, and how many of them were taken. */
function served(bytes: Uint8Array<ArrayBuffer>) {
  let taken = 0;
  const fetch = async () =>
    new Response(
      new ReadableStream({
        pull(controller) {
          const piece = bytes.slice(taken * 1000, ++taken * 1000);
          if (piece.length > 0) controller.enqueue(piece);
          else controller.close();
        },
      }),
    );
  const file = { kind: 'address', address } as const;
  const options = { signal: new AbortController().signal, onProgress: () => undefined };
  const loading = fetchAdapter({ file, scale: 1 }, { fetch, files: new FilesInMemory() }, options);
  return { loading, taken: () => taken };
}

test('a whole model at the address of an adapter is refused at its beginning', async () => {
  const type = { type: 'string', value: 'model' } as const;
  const model = served(writeAdapter(pair, { 'general.type': type }));
  const failure = { kind: 'adapter-unfit', address, reason: 'whole-model' };
  await expect(model.loading).rejects.toMatchObject({ failure });
  expect(model.taken()).toBeLessThan(4);
  const adapter = served(writeAdapter(pair));
  expect((await adapter.loading).header.tensors.size).toBe(2);
  expect(adapter.taken()).toBeGreaterThan(4);
});
