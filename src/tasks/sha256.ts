/**
 * SHA-256 as lower-case hexadecimal. Web Crypto exists in secure contexts only, and a class may
 * well be served over plain http on its own network; there the digest is worked out in script.
 */

export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (!subtle) return plainSha256(bytes);
  return hex(new Uint8Array(await subtle.digest('SHA-256', bytes)));
}

/** The same digest without Web Crypto. */
export async function plainSha256(bytes: Uint8Array): Promise<string> {
  const { sha256: digest } = await import('@noble/hashes/sha2.js');
  return hex(digest(bytes));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
