/** Files as one zip archive, deflated by the browser itself. Reading archives is for `zip`. */

import { crc32 } from './zip.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export interface FileToZip {
  /** With its folders, parted by "/". */
  readonly name: string;
  readonly text: string;
}

/** Of 1980, the earliest a zip can say: an archive of the same files is the same bytes. */
const noDate = 0x21;
/** Names are UTF-8. */
const utf8 = 0x0800;
const deflated = 8;
const version = 20;

export async function zipOf(files: readonly FileToZip[]): Promise<Blob> {
  const parts: Bytes[] = [];
  const directory: Bytes[] = [];
  let at = 0;
  for (const { name, text } of files) {
    const [title, bytes] = [name, text].map(encoded) as [Bytes, Bytes];
    const packed = await deflatedBytes(bytes);
    const facts: Field[] = [
      ...([
        [2, version],
        [2, utf8],
        [2, deflated],
        [2, 0],
        [2, noDate],
      ] as const),
      ...([
        [4, crc32(bytes)],
        [4, packed.length],
        [4, bytes.length],
      ] as const),
      ...([
        [2, title.length],
        [2, 0],
      ] as const),
    ];
    const local = [fields([[4, 0x04034b50], ...facts]), title, packed];
    // No comment, the first disk, nothing said of the file, and where it begins.
    const rest: Field[] = [
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, at],
    ];
    directory.push(fields([[4, 0x02014b50], [2, version], ...facts, ...rest]), title);
    parts.push(...local);
    at += lengthOf(local);
  }
  const end: Field[] = [
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, files.length],
    [2, files.length],
  ];
  return new Blob(
    [...parts, ...directory, fields([...end, [4, lengthOf(directory)], [4, at], [2, 0]])],
    { type: 'application/zip' },
  );
}

/** A whole number and the bytes it takes, the lowest first. */
type Field = readonly [bytes: 2 | 4, value: number];

function fields(all: readonly Field[]): Bytes {
  const bytes = new Uint8Array(all.reduce((sum, [length]) => sum + length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [length, value] of all) {
    if (length === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += length;
  }
  return bytes;
}

function lengthOf(parts: readonly Bytes[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

function encoded(text: string): Bytes {
  return new TextEncoder().encode(text);
}

async function deflatedBytes(bytes: Bytes): Promise<Bytes> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
