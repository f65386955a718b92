/**
 * SHA-256 as lower-case hexadecimal. Web Crypto exists in secure contexts only, and a class may
 * well be served over plain http on its own network, so the algorithm (FIPS 180-4) is here too.
 */

export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (!subtle) return plainSha256(bytes);
  return hex(new Uint8Array(await subtle.digest('SHA-256', bytes)));
}

/** The same digest without Web Crypto. */
export function plainSha256(bytes: Uint8Array): string {
  const state = fractions(8, 1 / 2);
  const constants = fractions(64, 1 / 3);
  const message = padded(bytes);
  const schedule = new Uint32Array(64);
  for (let offset = 0; offset < message.byteLength; offset += 64) {
    for (let i = 0; i < 16; i++) schedule[i] = message.getUint32(offset + 4 * i);
    for (let i = 16; i < 64; i++) schedule[i] = extension(schedule, i);
    compress(state, schedule, constants);
  }
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => digest.setUint32(4 * i, word));
  return hex(new Uint8Array(digest.buffer));
}

/** The first 32 fractional bits of a root of the first primes: where the constants come from. */
function fractions(count: number, exponent: number): Uint32Array {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) {
    if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  }
  return Uint32Array.from(primes, (prime) => (prime ** exponent % 1) * 2 ** 32);
}

function padded(bytes: Uint8Array): DataView {
  const length = Math.ceil((bytes.length + 9) / 64) * 64;
  const message = new Uint8Array(length);
  message.set(bytes);
  message[bytes.length] = 0x80;
  const view = new DataView(message.buffer);
  view.setBigUint64(length - 8, BigInt(bytes.length) * 8n);
  return view;
}

function extension(w: Uint32Array, i: number): number {
  const early = at(w, i - 15);
  const late = at(w, i - 2);
  const s0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
  const s1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
  return at(w, i - 16) + s0 + at(w, i - 7) + s1;
}

function compress(state: Uint32Array, schedule: Uint32Array, constants: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i++) {
    const mix = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const one = h + mix + ((e & f) ^ (~e & g)) + at(constants, i) + at(schedule, i);
    const two = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] = at(state, i) + word));
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function at(words: Uint32Array, index: number): number {
  return words[index] ?? 0;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
