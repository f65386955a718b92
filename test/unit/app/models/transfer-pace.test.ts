import { expect, test } from 'vitest';
import { TransferPace } from '../../../../src/app/models/transfer-pace.ts';

const downloading = (loadedBytes: number, totalBytes: number | null = 1000) =>
  ({ stage: 'downloading', loadedBytes, totalBytes }) as const;

test('tells nothing at first, then the speed and the time left', () => {
  const pace = new TransferPace();
  expect([0, 500, 1000].map((ms) => pace.note(downloading(ms / 5), ms))).toEqual([
    null,
    null,
    { bytesPerSecond: 200, secondsLeft: 4 },
  ]);
});

test('forgets how fast it was a while ago', () => {
  const pace = new TransferPace();
  for (let ms = 0; ms <= 2000; ms += 200) pace.note(downloading(ms / 4), ms);
  for (let ms = 2200; ms <= 8000; ms += 200) pace.note(downloading(500), ms);
  expect(pace.note(downloading(500), 8200)).toEqual({ bytesPerSecond: 0, secondsLeft: null });
});

test('does not count what an earlier visit kept, which comes with the size', () => {
  const pace = new TransferPace();
  pace.note(downloading(10, null), 0);
  pace.note(downloading(500), 1000);
  expect(pace.note(downloading(600), 2000)).toEqual({ bytesPerSecond: 100, secondsLeft: 4 });
});

test('begins anew where what came of a file is given up', () => {
  const pace = new TransferPace();
  pace.note(downloading(800), 0);
  pace.note(downloading(900), 1000);
  expect([1500, 2000, 2500].map((ms) => pace.note(downloading(ms / 5), ms))).toEqual([
    null,
    null,
    { bytesPerSecond: 200, secondsLeft: 2.5 },
  ]);
});

test('tells no time where the size is unknown, and nothing of what is no download', () => {
  const pace = new TransferPace();
  pace.note(downloading(0, null), 0);
  expect(pace.note(downloading(50, null), 1000)).toEqual({ bytesPerSecond: 50, secondsLeft: null });
  expect(pace.note({ stage: 'preparing', loadedBytes: 1, totalBytes: 2 }, 2000)).toBe(null);
});
