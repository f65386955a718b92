/**
 * Dialogs of people with models as the paper counts them (Austin et al. 2021, arXiv 2108.07732,
 * section on collaboration with people): one sample a turn, a hint between two turns, four hints at
 * most. Finds them among attempts; the curve over them belongs to `feedback-curve`.
 */

import { mostHints } from '../../synthesis/dialog.ts';
import { isDialogOpening } from '../../synthesis/prompt.ts';
import type { HintBreach } from '../../synthesis/hint-protocol.ts';
import { type AttemptRecord, isSolvedHere } from '../work/records.ts';

/** `automatic`: every hint was a failing test that the page told. `mixed`: some were. */
export type HintSource = 'none' | 'person' | 'automatic' | 'mixed';

export interface FeedbackSession {
  readonly task: string;
  readonly model: string;
  readonly hintsFrom: HintSource;
  /** Of the turns that count: those up to the first that solved the task, or the fourth hint. */
  readonly hintCount: number;
  /** How many hints it took; null where the task was not solved. */
  readonly solvedAfter: number | null;
  /** Unsolved, with hints left. */
  readonly isBrokenOff: boolean;
  /** Of all hints that count. Null where a hint was given without the protocol's warnings. */
  readonly breaches: readonly HintBreach[] | null;
  /** Whether it began with the sentence of the paper's study. */
  readonly beganAsInPaper: boolean;
}

export interface FoundSessions {
  readonly sessions: readonly FeedbackSession[];
  /** Dialogs about one of several samples, of which the best was chosen: they count nowhere. */
  readonly fromSeveralCount: number;
}

/** A later try at a turn does not count. */
export function sessionsIn(attempts: readonly AttemptRecord[]): FoundSessions {
  const next = new Map<string, AttemptRecord>();
  const roundSizes = new Map<string, number>();
  for (const attempt of attempts.toSorted((left, right) => left.startedAt - right.startedAt)) {
    roundSizes.set(attempt.round, (roundSizes.get(attempt.round) ?? 0) + 1);
    if (attempt.after !== null && attempt.hint && !next.has(attempt.after)) {
      next.set(attempt.after, attempt);
    }
  }
  const firsts = attempts.filter((attempt) => isReply(attempt) && attempt.after === null);
  const isAlone = ({ round }: AttemptRecord) => roundSizes.get(round) === 1;
  return {
    sessions: firsts.filter(isAlone).flatMap((first) => sessionFrom(first, next) ?? []),
    fromSeveralCount: firsts.filter((first) => !isAlone(first) && next.has(first.id)).length,
  };
}

function isReply({ author, reply }: AttemptRecord): boolean {
  return author.kind === 'model' && reply !== null && reply.isWhole;
}

/** Null where nothing is known of the first reply. */
function sessionFrom(
  first: AttemptRecord,
  next: ReadonlyMap<string, AttemptRecord>,
): FeedbackSession | null {
  if (!isKnown(first)) return null;
  const turns = [first];
  for (let last = first; turns.length <= mostHints && !isSolvedHere(last);) {
    const after = next.get(last.id);
    if (!after || !isReply(after) || !isKnown(after)) break;
    turns.push((last = after));
  }
  const last = turns.at(-1) ?? first;
  const hints = turns.flatMap(({ hint }) => hint ?? []);
  const isSolved = isSolvedHere(last);
  const sources = new Set(hints.map(({ from }) => (from === 'person' ? 'person' : 'automatic')));
  const [source = 'none'] = sources;
  const isWatched = hints.every(({ breaches }) => breaches !== undefined);
  return {
    ...{ task: first.task, model: first.author.kind === 'person' ? '' : first.author.name },
    hintsFrom: sources.size > 1 ? 'mixed' : source,
    hintCount: hints.length,
    solvedAfter: isSolved ? hints.length : null,
    isBrokenOff: !isSolved && hints.length < mostHints,
    breaches: isWatched ? hints.flatMap(({ breaches = [] }) => breaches) : null,
    beganAsInPaper: first.request !== null && isDialogOpening(first.request.prompt),
  };
}

/** What the sandbox failed at says nothing about the model. */
function isKnown({ status }: AttemptRecord): boolean {
  return status !== null && status !== 'sandbox-fault';
}
