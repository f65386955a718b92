/**
 * What one link carries: a task, the dialog about it and the program. All of it is in the
 * fragment, compressed, which browsers do not send to any server.
 */

import { mostLinkLength, TooLargeError } from '../../platform/text-limits.ts';
import { anyOwnSet, isOwnSet } from '../../tasks/own-set-id.ts';
import { withoutHidden, type Task } from '../../tasks/task.ts';
import { sharedHash } from '../page/address.ts';
import { isTooMuch, type LeftOut, type Shared, sharedFrom, versioned } from './link-schema.ts';
import { packText, unpackText } from './packed-text.ts';

/** Only those who read and write links need it: it is loaded with this. */
export { attemptsFrom, turnsOf } from './shared-attempts.ts';

export type SharedReading =
  { readonly kind: 'shared'; readonly shared: Shared } | { readonly kind: LinkFault };

/** `too-large`: to show what it holds would take the page too long. */
export type LinkFault = 'damaged' | 'too-large';

export interface SharedFragment {
  /** With its "#". */
  readonly fragment: string;
  /** What there was no room for; null where all of it is in the link. */
  readonly leftOut: LeftOut | null;
}

/** What a link may say of a task: its name, or all of one that nobody else has. */
export function sharedTask(of: Task): Shared['task'] {
  const { source, id, hidden } = of;
  if (!isOwnSet(source)) return { source, id };
  const set = source === anyOwnSet ? {} : { set: source };
  return { ...withoutHidden(of), ...(hidden && { hidden }), ...set, source: anyOwnSet };
}

/** Leaves out as little as it can; null where even the last turn is too long for a link. */
export async function writeSharedFragment(content: Shared): Promise<SharedFragment | null> {
  for (const shared of shorterAndShorter(content)) {
    const fragment = sharedHash + (await packText(JSON.stringify(versioned(shared))));
    if (fragment.length <= mostLinkLength) return { fragment, leftOut: shared.leftOut ?? null };
  }
  return null;
}

/** Never rejects. */
export async function readSharedFragment(fragment: string): Promise<SharedReading> {
  try {
    const data: unknown = JSON.parse(await unpackText(fragment.slice(sharedHash.length)));
    if (isTooMuch(data)) return { kind: 'too-large' };
    const shared = sharedFrom(data);
    return shared ? { kind: 'shared', shared } : { kind: 'damaged' };
  } catch (error) {
    return { kind: error instanceof TooLargeError ? 'too-large' : 'damaged' };
  }
}

/**
 * All of it, then less: prompts of the turns in the middle first, which repeat what was said
 * before; then the oldest replies, whose programs stay; then the oldest turns. The last turn and
 * the program stay whole.
 */
function* shorterAndShorter(content: Shared): Generator<Shared> {
  yield content;
  const last = content.turns.length - 1;
  const without = (hasRequest: (index: number) => boolean, firstReply: number): Shared => ({
    ...content,
    leftOut: 'details',
    turns: content.turns.map((turn, index) => ({
      ...turn,
      request: hasRequest(index) ? turn.request : null,
      reply: index < firstReply ? null : turn.reply,
    })),
  });
  if (last > 1) yield without((index) => index === 0 || index === last, 0);
  for (let index = 1; index <= last; index++) {
    yield without((each) => each === 0 || each === last, index);
  }
  const shortest = without((index) => index === last, last);
  if (last > 0) yield shortest;
  for (let index = 1; index <= last; index++) {
    yield { ...shortest, leftOut: 'turns', turns: shortest.turns.slice(index) };
  }
}
