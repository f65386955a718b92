/**
 * A recorded session: a task, and what was asked, replied, said and decided at it. It is made of
 * attempts and shown again without a model. What of it may arrive from outside is for
 * `recording-schema`.
 */

import type { Generation } from '../../../synthesis/engine.ts';
import type { SearchReport } from '../../../synthesis/search/search-state.ts';
import type { Status } from '../../../checking/verdict.ts';
import type { Task } from '../../../tasks/task.ts';
import { type Author, type Hint, type SentRequest, shownCountOf } from '../../work/records.ts';

/** What a check came to where the session was recorded. It decides nothing where it is shown. */
export interface RecordedVerdict {
  readonly status: Status;
  readonly testsPassed: number;
  readonly testsCount: number;
  readonly failsChallenge?: boolean;
}

/** One attempt of the session. */
export interface RecordedPart {
  readonly author: Author;
  /** Parts that were asked for by one press share it. */
  readonly round: number;
  /** The index of the part that this one answers to; null of a first. */
  readonly after: number | null;
  /** What was said after that part. */
  readonly hint: Hint | null;
  /** Null of a person's own. */
  readonly request: SentRequest | null;
  /** Null of a person's own. */
  readonly reply: Generation | null;
  /** As attempts keep it; absent where it is not known. */
  readonly timing?: readonly number[];
  readonly search?: SearchReport;
  readonly program: string | null;
  /** Null where nobody had it checked. */
  readonly recorded: RecordedVerdict | null;
}

export interface Recording {
  /** As a person calls it; "" where nobody gave it a name. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly recordedAt: number;
  readonly task: Task;
  /** In the order in which they came about; [] of a task alone. */
  readonly parts: readonly RecordedPart[];
}

/** Recordings in the order in which they are to be shown. */
export interface Playlist {
  readonly name: string;
  readonly recordings: readonly Recording[];
}

const mostTogether = 3;

/**
 * The parts as they are shown, step by step: those of one round that different authors wrote are
 * shown side by side.
 */
export function stepsOf(parts: readonly RecordedPart[]): readonly (readonly number[])[] {
  const steps: number[][] = [];
  for (const [index, part] of parts.entries()) {
    const last = steps.at(-1) ?? [];
    const isTogether = last.every((other) => areTogether(parts[other], part));
    if (last.length > 0 && last.length < mostTogether && isTogether) last.push(index);
    else steps.push([index]);
  }
  return steps;
}

function areTogether(one: RecordedPart | undefined, other: RecordedPart): boolean {
  if (one?.round !== other.round) return false;
  if (one.author.kind === 'person' || other.author.kind === 'person') return false;
  // A search that was shown one test beside one that was shown three.
  const isOtherSearch = one.author.kind === 'search' && shownCountOf(one) !== shownCountOf(other);
  return one.author.name !== other.author.name || isOtherSearch;
}

/** The dialog that led to a part, oldest first: it is the last one. */
export function threadTo(parts: readonly RecordedPart[], index: number): readonly RecordedPart[] {
  const thread: RecordedPart[] = [];
  for (let at: number | null = index; at !== null;) {
    const part: RecordedPart | undefined = parts[at];
    if (!part) break;
    thread.unshift(part);
    // Only backwards: what arrives from outside could go in circles.
    at = part.after !== null && part.after < at ? part.after : null;
  }
  return thread;
}
