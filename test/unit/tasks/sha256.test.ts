import { expect, test } from 'vitest';
import { plainSha256, sha256 } from '../../../src/tasks/sha256.ts';

// The examples of FIPS 180-4.
test.for([
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
] as const)('the digest of "%s" is the published one', async ([text, digest]) => {
  const bytes = new TextEncoder().encode(text);
  expect(await plainSha256(bytes)).toBe(digest);
  expect(await sha256(bytes)).toBe(digest);
});

// Around every edge of the 64-byte block and its 9 bytes of padding.
test.for([1, 54, 55, 56, 63, 64, 65, 119, 120, 128, 10_000])(
  'with and without Web Crypto, %i bytes have the same digest',
  async (length) => {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 131 + 7) % 256);
    expect(await plainSha256(bytes)).toBe(await sha256(bytes));
  },
);
