/**
 * Files out of a zip archive, each checked against its length and checksum. Knows what archives of
 * data use: stored and deflated files, neither split nor encrypted, under four gigabytes.
 */

import { TooLargeError } from './text-limits.ts';
import { unpackedPieces } from './unpacking.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** `not-a-zip`: it has no directory, as a cut archive has none. `damaged`: a file is not as it was packed. */
export type ZipTrouble = 'not-a-zip' | 'damaged';

export class ZipError extends Error {
  override readonly name = 'ZipError';
  readonly kind: ZipTrouble;

  constructor(kind: ZipTrouble, options?: ErrorOptions) {
    super(kind, options);
    this.kind = kind;
  }
}

export interface ZipEntry {
  /** With its folders: "MathQA/train.json". */
  readonly name: string;
  readonly sizeBytes: number;
  /** Rejects with a `ZipError`, or with a `TooLargeError`. */
  readonly read: (mostBytes: number) => Promise<Bytes>;
}

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const fileMark = 0x04034b50;
const endLength = 22;
const longestComment = 65_535;

/** Throws a `ZipError`. */
export function zipEntries(archive: Bytes): ZipEntry[] {
  try {
    return entriesOf(archive);
  } catch (error) {
    // What leads out of the archive is a RangeError of its view.
    throw error instanceof ZipError ? error : new ZipError('not-a-zip', { cause: error });
  }
}

function entriesOf(archive: Bytes): ZipEntry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index++) {
    if (view.getUint32(at, true) !== entryMark) throw new ZipError('not-a-zip');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      view.getUint16(at + offset, true),
    ) as [number, number, number];
    const name = new TextDecoder().decode(archive.subarray(at + 46, at + 46 + nameLength));
    const packed = {
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      packedBytes: view.getUint32(at + 20, true),
      sizeBytes: view.getUint32(at + 24, true),
      from: view.getUint32(at + 42, true),
    };
    const read = (mostBytes: number) => unpacked(archive, packed, mostBytes);
    entries.push({ name, sizeBytes: packed.sizeBytes, read });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

/** The directory's end is found from behind, in front of a comment. */
function endOf(view: DataView): number {
  const last = view.byteLength - endLength;
  for (let at = last; at >= Math.max(0, last - longestComment); at--) {
    if (view.getUint32(at, true) === endMark) return at;
  }
  throw new ZipError('not-a-zip');
}

interface Packed {
  readonly method: number;
  readonly checksum: number;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  readonly from: number;
}

async function unpacked(archive: Bytes, packed: Packed, mostBytes: number): Promise<Bytes> {
  const { method, checksum, packedBytes, sizeBytes, from } = packed;
  if (sizeBytes > mostBytes) throw new TooLargeError(mostBytes);
  const pieces: Bytes[] = [];
  let sum = 0xffffffff;
  try {
    const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
    const isKnown = view.getUint32(from, true) === fileMark && (method === 0 || method === 8);
    if (!isKnown) throw new ZipError('damaged');
    const begin = from + 30 + view.getUint16(from + 26, true) + view.getUint16(from + 28, true);
    const data = new Blob([archive.subarray(begin, begin + packedBytes)]);
    for await (const piece of unpackedPieces(
      data,
      method === 8 ? 'deflate-raw' : null,
      sizeBytes,
    )) {
      sum = summed(sum, piece);
      pieces.push(piece);
    }
  } catch (error) {
    throw new ZipError('damaged', { cause: error });
  }
  const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
  if (bytes.length !== sizeBytes || (sum ^ 0xffffffff) >>> 0 !== checksum) {
    throw new ZipError('damaged');
  }
  return bytes;
}

/** CRC-32 as zip has it, its bits reflected. */
export function crc32(bytes: Uint8Array): number {
  return (summed(0xffffffff, bytes) ^ 0xffffffff) >>> 0;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});

function summed(sum: number, bytes: Uint8Array): number {
  let rest = sum;
  for (const byte of bytes) rest = (table[(rest ^ byte) & 0xff] ?? 0) ^ (rest >>> 8);
  return rest;
}
