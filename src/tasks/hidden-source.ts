/** Which hidden inputs were used, told by what they are: for logs and reports. */

import { sha256 } from './sha256.ts';
import type { HiddenInputs } from './task.ts';

export interface HiddenSource {
  /** As its publisher calls it; null of a file that is not known. */
  readonly version: string | null;
  /** Of the rows in their order, a line each: of a file as published, its own. */
  readonly sha256: string;
}

const versions = new Map([
  ['a855b9de667baea8e2f8aa61f898767a7336872208a85222b35622545e819fe9', 'v0.1.0'],
]);

export async function hiddenSourceOf(all: readonly HiddenInputs[]): Promise<HiddenSource> {
  const lines = all.map(({ row }) => `${row}\n`).join('');
  const digest = await sha256(new TextEncoder().encode(lines));
  return { version: versions.get(digest) ?? null, sha256: digest };
}
