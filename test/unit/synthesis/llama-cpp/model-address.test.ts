import { expect, test } from 'vitest';
import {
  fileAddress,
  isModelPage,
  partAddresses,
  revisionOf,
} from '../../../../src/synthesis/llama-cpp/model-address.ts';

const hub = 'https://huggingface.co/acme/tiny-GGUF';

test.each([
  [`${hub}/blob/main/tiny.gguf`, `${hub}/resolve/main/tiny.gguf`],
  [`${hub}/raw/main/tiny.gguf`, `${hub}/resolve/main/tiny.gguf`],
  [` ${hub}/resolve/main/tiny.gguf?download=true `, `${hub}/resolve/main/tiny.gguf`],
  [`${hub}/blob/main/q4/tiny.gguf#L1`, `${hub}/resolve/main/q4/tiny.gguf`],
  [`${hub}?show_file_info=tiny.gguf`, `${hub}/resolve/main/tiny.gguf`],
  [`${hub}/tree/main?show_file_info=q4%2Ftiny.gguf`, `${hub}/resolve/main/q4/tiny.gguf`],
  [`${hub}/blob/main/tiny-00002-of-00003.gguf`, `${hub}/resolve/main/tiny-00001-of-00003.gguf`],
  ['https://github.com/a/b/blob/v1/tiny.gguf', 'https://github.com/a/b/raw/v1/tiny.gguf'],
  ['https://example.org/blob/of/tiny.gguf?key=1', 'https://example.org/blob/of/tiny.gguf?key=1'],
  ['no address', 'no address'],
  // What other hosts mean by such a path or query, nobody knows here.
  ...[
    'https://codeberg.org/a/b/raw/branch/main/t.gguf',
    'https://example.org/a/b/blob/main/t.gguf',
    'https://example.org/t.gguf?a=b%20c&flag',
    'https://example.org/t.gguf?download=true',
    `${hub}/resolve/main/tiny.gguf?a=b%20c&flag`,
  ].map((address) => [address, address]),
])('%s is the file %s', (address, file) => {
  expect([fileAddress(address), fileAddress(file)]).toEqual([file, file]);
});

test('a file that is split has all its parts in order, and any other is itself', () => {
  const whole = `${hub}/resolve/main/tiny.gguf`;
  expect(partAddresses(`${hub}/resolve/main/tiny-00001-of-00003.gguf`)).toEqual(
    [1, 2, 3].map((part) => `${hub}/resolve/main/tiny-0000${part}-of-00003.gguf`),
  );
  expect(partAddresses(whole)).toEqual([whole]);
});

test.each([
  [hub, true],
  [`${hub}/tree/main`, true],
  [`${hub}/blob/main/README.md`, true],
  [`${hub}/blob/main/tiny.gguf`, false],
  [`${hub}?show_file_info=tiny.gguf`, false],
  ['https://example.org/models/tiny', false],
  ['tiny', false],
])('%s is the page of a model: %s', (address, isPage) => {
  expect(isModelPage(address)).toBe(isPage);
});

test('the version of a file is in its address, or nowhere', () => {
  expect(revisionOf(`${hub}/resolve/5f2e/tiny.gguf`)).toBe('5f2e');
  expect(revisionOf('https://example.org/tiny.gguf')).toBe(null);
});
