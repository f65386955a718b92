/** What is kept between visits, in the shapes in which it is stored and exported. */

import type { Status } from '../../checking/verdict.ts';
import type { Generation, Prompt, Sampling } from '../../synthesis/engine.ts';
import type { HintBreach } from '../../synthesis/hint-protocol.ts';
import type { SearchReport } from '../../synthesis/search/search-state.ts';

/** The program of one task, as it was left. */
export interface ProgramRecord {
  /** Key: `taskKey`. */
  readonly task: string;
  readonly program: string;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

/** One attempt at a task, by a person or by a synthesizer. */
export interface AttemptRecord {
  /** Key: unique in every tab. */
  readonly id: string;
  readonly task: string;
  /** Samples of one press share it. */
  readonly round: string;
  readonly startedAt: number;
  readonly author: Author;
  /**
   * What was sent, and how many of the task's asserts it showed; null for a person's own, and for a
   * search's, which earlier versions stored with a prompt that it did not read.
   */
  readonly request: SentRequest | null;
  /** Null for a person's own. */
  readonly reply: KeptReply | null;
  readonly program: string | null;
  /** Null until checked. */
  readonly status: Status | null;
  /** Of the shown and hidden tests. */
  readonly testsPassed: number;
  readonly testsCount: number;
  /** Passed, but for a challenge test: it solves nothing. Absent of what was never checked. */
  readonly failsChallenge?: boolean;
  /** The attempt that this one answers to, for a dialog; null for a first. */
  readonly after: string | null;
  /** What was said after that attempt. */
  readonly hint: Hint | null;
  /** Absent of what came about in this browser. A person's that came by link is not the reader's. */
  readonly cameBy?: 'link';
}

export interface KeptReply {
  readonly generation: Generation;
  /** False while it is written, and where that broke off. */
  readonly isWhole: boolean;
  /** How a search came to it; null of a model's. */
  readonly search: SearchReport | null;
  /**
   * When its pieces came, as `reply-timing` notes it: milliseconds and characters in turn. Absent
   * of what earlier versions wrote and of what came by link.
   */
  readonly timing?: readonly number[];
}

export type Author =
  { readonly kind: 'person' } | { readonly kind: 'model' | 'search'; readonly name: string };

export interface SentRequest {
  readonly prompt: Prompt;
  readonly sampling: Sampling;
  readonly shownTestCount: number;
}

export interface Hint {
  readonly text: string;
  /** `failing-test`: made from a test's outcome, an extension of the paper's protocol. */
  readonly from: 'person' | 'failing-test';
  /** Where it left the paper's protocol; absent where nobody had chosen to follow that. */
  readonly breaches?: readonly HintBreach[];
}

/** An id that no other tab makes. `crypto.randomUUID` is missing on plain http. */
export function newAttemptId(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}

/** Of the task's own asserts, how many its author saw; undefined where that is not known. */
export function shownCountOf({
  request,
  search,
}: Pick<AttemptRecord, 'request'> & { readonly search?: SearchReport | null }): number | undefined {
  return request?.shownTestCount ?? search?.settings?.shownTestCount;
}

/** Whether its author is the person who uses this browser. */
export function isOwn({ author, cameBy }: AttemptRecord): boolean {
  return author.kind === 'person' && cameBy === undefined;
}

/** Whether the task counts as solved by an author of its kind here. */
export function isSolvedHere(attempt: AttemptRecord): boolean {
  const isSolved = attempt.status === 'passed' && attempt.failsChallenge !== true;
  return isSolved && (attempt.author.kind !== 'person' || isOwn(attempt));
}

let lastStartedAt = 0;

/** One by the person, of which nothing else is known yet: later than all others of this tab. */
export function newAttempt(task: string): AttemptRecord {
  lastStartedAt = Math.max(Date.now(), lastStartedAt + 1);
  return {
    ...{ id: newAttemptId(), task, round: newAttemptId(), startedAt: lastStartedAt },
    ...{ author: { kind: 'person' }, request: null, reply: null, program: null, status: null },
    ...{ testsPassed: 0, testsCount: 0, after: null, hint: null },
  };
}

export interface SettingRecord {
  readonly name: string;
  /** Plain data. */
  readonly value: unknown;
  /** Milliseconds since 1970. Absent of what version 0.1 stored. */
  readonly changedAt?: number;
}

/** As files of work have called it since the first version. */
export const workFormat = 'synthpad-memory';

/** The first thing in a file of recorded sessions. */
export const replayFormat = 'synthpad-replay';

/** The first thing in a file of a lesson. */
export const lessonFormat = 'synthpad-lesson';

/** Everything, as it is exported. */
export interface WorkExport {
  readonly format: typeof workFormat;
  readonly version: 1;
  readonly programs: readonly ProgramRecord[];
  readonly attempts: readonly AttemptRecord[];
  readonly settings: readonly SettingRecord[];
}
