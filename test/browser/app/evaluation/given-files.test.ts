/** Model files of a person's own: found by name and size, and nothing else is taken for one. */

import { expect, test } from 'vitest';
import { GivenFiles } from '../../../../src/app/evaluation/given/given-files.svelte.ts';

test('a file that was given is found by name and size, the newest of the same', () => {
  const files = new GivenFiles();
  const [old, young] = [new File(['abc'], 'm.gguf'), new File(['xyz'], 'm.gguf')];
  const writer = files.give(old);
  expect(writer).toEqual({ kind: 'gguf-file', fileName: 'm.gguf', sizeBytes: 3 });
  files.give(young);
  expect(files.find('m.gguf', 3)).toBe(young);
  expect(files.find('m.gguf', 4)).toBe(null);
  expect(files.isGiven(writer)).toBe(true);
  expect(files.isGiven({ kind: 'gguf-file', fileName: 'other.gguf', sizeBytes: 3 })).toBe(false);
  expect(files.isGiven({ kind: 'search', seconds: 1 })).toBe(true);
});

test('an adapter that was trained anew is told from the one before by its hash', async () => {
  const files = new GivenFiles();
  const base = { address: 'https://host.example/tiny.gguf' };
  const hashes: (string | null)[] = [];
  for (const content of ['abc', 'xyz', 'abc']) {
    const adapter = files.take(new File([content], 'halves.gguf'));
    hashes.push(files.hashOf(adapter));
    await files.hashAdapters([{ kind: 'gguf-adapter', base, adapter, scale: 1 }]);
    hashes.push(files.hashOf(adapter));
  }
  const digests = [expect.stringMatching(/^ba7816bf/), expect.stringMatching(/^3608bca1/)];
  const [abc, xyz] = digests;
  expect(hashes).toEqual([null, abc, null, xyz, null, abc]);
});
