/**
 * A GGUF on its way to where it is kept: its first bytes and its length are looked at as they pass, and
 * its hash is worked out.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { EngineError } from '../engine.ts';
import type { ArrivingFile } from './model-files.ts';

/** Rejects where the file is not worth its download, going by the piece of it that comes first. */
export type CheckStart = (start: Blob) => Promise<void>;

/** `before` is what is there of the file already: the hash is of the whole. */
export async function checkedGguf(
  address: string,
  arriving: Omit<ArrivingFile, 'sha256'>,
  before: Blob | null,
  checkStart: CheckStart = async () => undefined,
): Promise<ArrivingFile> {
  const { startsAt, totalBytes } = arriving;
  const hash = sha256.create();
  if (before !== null) for await (const chunk of chunksOf(before)) hash.update(chunk);
  let digest: string | null = null;
  let isFirst = startsAt === 0;
  let receivedBytes = startsAt;
  const reader = arriving.body.getReader();
  // By hand: a pipe would drop what is on its way when its source breaks.
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (isFirst) {
        checkMagic(value ?? new Uint8Array(), address);
        await checkStart(new Blob(value ? [value] : []));
      }
      isFirst = false;
      if (!done) {
        receivedBytes += value.byteLength;
        hash.update(value);
        return controller.enqueue(value);
      }
      // A connection that broke looks like this where a proxy hides it.
      if (totalBytes !== null && receivedBytes < totalBytes) {
        throw new EngineError({ kind: 'no-network', address });
      }
      controller.close();
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return { ...arriving, body, sha256: () => (digest ??= bytesToHex(hash.digest())) };
}

export function checkMagic(start: Uint8Array, address: string): void {
  const found = new TextDecoder('latin1').decode(start.subarray(0, 4));
  if (found === 'GGUF') return;
  throw new EngineError({
    kind: 'wrong-file-type',
    address,
    detail: `starts with ${JSON.stringify(found)} instead of "GGUF"`,
  });
}

/** Not every browser can iterate a stream. */
async function* chunksOf(content: Blob): AsyncGenerator<Uint8Array> {
  const reader = content.stream().getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) yield step.value;
}
