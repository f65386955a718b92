/** Text from files: linear, and never more than there is room for. */

import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { LineSplitter, linesOf, textPieces, wholeText } from '../../../src/platform/file-text.ts';
import { mostLineLength, TooLargeError } from '../../../src/platform/text-limits.ts';

const gzipped = (text: string | Buffer) => new Blob([new Uint8Array(gzipSync(text))]);

async function* inPieces(text: string, length: number): AsyncIterable<string> {
  for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length);
}

async function listed<T>(all: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const each of all) list.push(each);
  return list;
}

test.for([1, 2, 3, 100])('lines are the same however the text is cut: every %i', async (length) => {
  const text = 'one\r\n\ntwo\rthree\n\r\nlast';
  expect(await listed(linesOf(inPieces(text, length)))).toEqual([
    ...['one', '', 'two\rthree', '', 'last'],
  ]);
  expect(await listed(linesOf(inPieces('one\n', length)))).toEqual(['one']);
});

test('a line of many pieces costs no more than the pieces', () => {
  const splitter = new LineSplitter();
  const piece = 'x'.repeat(10);
  // Each piece put behind all before it would copy a hundred thousand times a growing text.
  for (let count = 0; count < 400_000; count++) splitter.push(piece);
  expect(splitter.push('\n').map((line) => line?.length)).toEqual([4_000_000]);
});

test('a line that is too long is left out, and those around it are read', async () => {
  const long = 'x'.repeat(mostLineLength + 1);
  const text = `first\n${long}\nlast\n`;
  expect(await listed(linesOf(inPieces(text, 65_536)))).toEqual(['first', null, 'last']);
  expect(await listed(linesOf(inPieces(long, 65_536)))).toEqual([null]);
});

test('what unpacks to more than there is room for is refused while it is unpacked', async () => {
  const bomb = gzipped(Buffer.alloc(50_000_000, 'x'));
  expect(bomb.size).toBeLessThan(60_000);
  await expect(wholeText(bomb, 1_000_000)).rejects.toThrow(TooLargeError);
  let taken = 0;
  const reading = async () => {
    for await (const piece of textPieces(bomb, 1_000_000)) taken += piece.length;
  };
  await expect(reading()).rejects.toThrow(TooLargeError);
  expect(taken).toBeLessThanOrEqual(1_000_000);
});

test('what fits is read, packed or not', async () => {
  const text = 'é\n"🙂"';
  for (const file of [new Blob([text]), gzipped(text)]) {
    expect(await wholeText(file, 100)).toBe(text);
    expect((await listed(textPieces(file, 100))).join('')).toBe(text);
  }
});
