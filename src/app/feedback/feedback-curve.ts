/**
 * The paper's curve of human feedback: the share of dialogs that have solved their task by a number
 * of hints, beside as many independent samples without a person. Pure; sessions come from `sessions`.
 */

import { passAtK } from '../../evaluation/statistics/pass-at-k.ts';
import { mostHints } from '../../synthesis/dialog.ts';
import { type AttemptRecord, isSolvedHere } from '../work/records.ts';
import type { FeedbackSession } from './sessions.ts';

export interface FeedbackLine {
  /** Solved with at most 0, 1, … `mostHints` hints, or by 1, 2, … samples: shares from 0 to 1. */
  readonly shares: readonly number[];
  /** Dialogs; of the line of samples, tasks. */
  readonly count: number;
}

export interface FeedbackCurve {
  /** Every hint was a person's; null where there is no dialog. */
  readonly person: FeedbackLine | null;
  /** Every hint was made from a failing test: an extension of the paper's protocol. */
  readonly automatic: FeedbackLine | null;
  /** Over the tasks with at least `mostHints` + 1 independent samples. */
  readonly samples: FeedbackLine | null;
  /** With hints of both kinds, which no line counts. */
  readonly mixedCount: number;
}

export function feedbackCurve(
  sessions: readonly FeedbackSession[],
  attempts: readonly AttemptRecord[],
): FeedbackCurve {
  const from = (source: 'person' | 'automatic') =>
    sessions.filter(({ hintsFrom }) => hintsFrom === source || hintsFrom === 'none');
  const isGiven = (source: 'person' | 'automatic') =>
    sessions.some(({ hintsFrom }) => hintsFrom === source);
  return {
    person: lineOf(from('person')),
    automatic: isGiven('automatic') ? lineOf(from('automatic')) : null,
    samples: sampleLine(attempts),
    mixedCount: sessions.filter(({ hintsFrom }) => hintsFrom === 'mixed').length,
  };
}

function lineOf(sessions: readonly FeedbackSession[]): FeedbackLine | null {
  if (sessions.length === 0) return null;
  const shares = Array.from({ length: mostHints + 1 }, (_, hints) => {
    const solved = sessions.filter(
      ({ solvedAfter }) => solvedAfter !== null && solvedAfter <= hints,
    );
    return solved.length / sessions.length;
  });
  return { shares, count: sessions.length };
}

/** As many samples as a dialog has turns. */
function sampleLine(attempts: readonly AttemptRecord[]): FeedbackLine | null {
  const counts = new Map<string, { n: number; c: number }>();
  for (const attempt of attempts) {
    const { task, author, after, status } = attempt;
    const isIndependent = author.kind === 'model' && after === null;
    if (!isIndependent || status === null || status === 'sandbox-fault') continue;
    const count = counts.get(task) ?? { n: 0, c: 0 };
    counts.set(task, {
      n: count.n + 1,
      c: count.c + (isSolvedHere(attempt) ? 1 : 0),
    });
  }
  const enough = [...counts.values()].filter(({ n }) => n > mostHints);
  if (enough.length === 0) return null;
  const shares = Array.from({ length: mostHints + 1 }, (_, index) => {
    const rates = enough.map(({ n, c }) => passAtK(n, c, index + 1));
    return rates.reduce((sum, rate) => sum + rate, 0) / enough.length;
  });
  return { shares, count: enough.length };
}
