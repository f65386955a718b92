/** Model files of a person's own: found by name and size, and nothing else is taken for one. */

import { expect, test } from 'vitest';
import { GivenFiles } from '../../../../src/app/evaluation/given-files.svelte.ts';

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
