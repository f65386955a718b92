/**
 * Bytes unpacked piece by piece, up to a limit. Browsers unpack all that they are handed at once,
 * on the thread of whoever asks: a packed piece is small, and others have a turn now and then.
 */

import { TooLargeError } from './text-limits.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Packed a thousandfold at best, it unpacks within milliseconds. */
const pieceBytes = 4_096;
const longestMs = 40;

/** `format` is null where nothing is packed. Throws a `TooLargeError` at the limit. */
export async function* unpackedPieces(
  file: Blob,
  format: CompressionFormat | null,
  mostBytes: number,
): AsyncIterable<Bytes> {
  const stream = file.stream();
  const reader = (format ? unpacked(stream, format) : stream).getReader();
  let sizeBytes = 0;
  let since = performance.now();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      sizeBytes += next.value.length;
      if (sizeBytes > mostBytes) throw new TooLargeError(mostBytes);
      yield next.value;
      if (performance.now() - since < longestMs) continue;
      await new Promise((resolve) => setTimeout(resolve));
      since = performance.now();
    }
  } finally {
    // What is left is not unpacked.
    await reader.cancel().catch(() => undefined);
  }
}

function unpacked(stream: ReadableStream<Bytes>, format: CompressionFormat): ReadableStream<Bytes> {
  const small = new TransformStream<Bytes, Bytes>({
    transform(bytes, controller) {
      for (let at = 0; at < bytes.length; at += pieceBytes) {
        controller.enqueue(bytes.subarray(at, at + pieceBytes));
      }
    },
  });
  return stream.pipeThrough(small).pipeThrough(new DecompressionStream(format));
}
