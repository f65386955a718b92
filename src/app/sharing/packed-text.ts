/** Text packed for the fragment of an address: compressed, in letters that links may hold. */

import { mostLinkBytes, TooLargeError } from '../../platform/text-limits.ts';
import { unpackedPieces } from '../../platform/unpacking.ts';

const format = 'deflate-raw';

export async function packText(text: string): Promise<string> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream(format));
  return toBase64Url(new Uint8Array(await new Response(packed).arrayBuffer()));
}

/**
 * Rejects where the text was cut or changed on its way, with a `TooLargeError` where it is too
 * long.
 */
export async function unpackText(packed: string): Promise<string> {
  if (packed.length > mostLinkBytes) throw new TooLargeError(mostLinkBytes);
  const file = new Blob([fromBase64Url(packed)]);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of unpackedPieces(file, format, mostLinkBytes)) pieces.push(piece);
  return new Blob(pieces).text();
}

function toBase64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
