import { expect, test } from 'vitest';
import { packSnapshot, unpackSnapshot } from '../../../src/sandbox/memory-snapshot.ts';

test('a snapshot comes back from its file as it was', () => {
  const snapshot = {
    byteLength: 1 << 20,
    pieces: [
      { at: 0, bytes: new Uint8Array([1, 2, 3]) },
      { at: 8192, bytes: new Uint8Array(4096).fill(9) },
    ],
    state: { hiwireKeys: [null], immortalKeys: ['é'] },
  };
  const file = Uint8Array.from(packSnapshot(snapshot).flatMap((part) => [...part]));
  expect(unpackSnapshot(file.buffer)).toEqual(snapshot);
});
