/** The one hash that lists of shards name; it tells damage, which is all that is asked of it. */
import { md5 } from '@noble/hashes/legacy.js';
import { bytesToHex } from '@noble/hashes/utils.js';

export class Md5 {
  readonly #hash = md5.create();

  update(bytes: Uint8Array): void {
    this.#hash.update(bytes);
  }

  hex(): string {
    return bytesToHex(this.#hash.digest());
  }
}

export function md5Of(parts: Iterable<Uint8Array>): string {
  const hash = new Md5();
  for (const part of parts) hash.update(part);
  return hash.hex();
}
