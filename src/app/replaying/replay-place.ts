/** Addresses of recorded sessions: "#/replays", "#/replays/LIST/2", and links that carry one whole. */

import { replayHash, replaysHash } from '../page/address.ts';

/** A file that was opened and is not kept is a list of this name, for as long as the tab lasts. */
export const openedFile = 'file';

export type ReplayPlace =
  | { readonly kind: 'lists' }
  | { readonly kind: 'link'; readonly hash: string }
  /** `index` counts from 0; its address from 1. */
  | { readonly kind: 'item'; readonly list: string; readonly index: number };

export function replayPlaceAt(hash: string): ReplayPlace {
  if (hash.startsWith(replayHash)) return { kind: 'link', hash };
  const [, list, number] = /^#\/replays\/([\w-]+)(?:\/(\d{1,4}))?$/.exec(hash) ?? [];
  if (list === undefined) return { kind: 'lists' };
  return { kind: 'item', list, index: Math.max(0, Number(number ?? 1) - 1) };
}

export function addressOfItem(list: string, index: number): string {
  return `${replaysHash}/${list}/${index + 1}`;
}
