/** Text packed for the fragment of an address: compressed, in letters that links may hold. */

/** A small link must not unpack to fill the memory. */
const maxTextLength = 2_000_000;

export async function packText(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  return toBase64Url(await throughStream(bytes, new CompressionStream('deflate-raw'), Infinity));
}

/** Rejects where the text was cut or changed on its way, or is too long. */
export async function unpackText(packed: string): Promise<string> {
  const stream = new DecompressionStream('deflate-raw');
  const bytes = await throughStream(fromBase64Url(packed), stream, maxTextLength);
  return new TextDecoder().decode(bytes);
}

async function throughStream(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
  limitBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value);
    length += next.value.length;
    if (length > limitBytes) throw new RangeError('Too long.');
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function toBase64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
