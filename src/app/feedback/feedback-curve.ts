/**
 * The paper's curve of human feedback: the share of dialogs that have solved their task by a number
 * of hints, beside as many independent samples without a person. Pure; sessions come from `sessions`.
 */

import { passAtK } from '../../evaluation/statistics/pass-at-k.ts';
import { clusteredProportion, type Proportion } from '../../evaluation/statistics/proportion.ts';
import { mostHints } from '../../synthesis/dialog.ts';
import { type AttemptRecord, isSolvedHere } from '../work/records.ts';
import type { FeedbackSession } from './sessions.ts';

export interface FeedbackLine {
  /** Solved with at most 0, 1, … `mostHints` hints, or by 1, 2, … samples. */
  readonly rates: readonly Proportion[];
  /** Dialogs; of the line of samples, tasks. */
  readonly count: number;
  readonly taskCount: number;
}

export interface FeedbackCurve {
  /** Every hint was a person's; null where there is no dialog. */
  readonly person: FeedbackLine | null;
  /** Every hint was made from a failing test: an extension of the paper's protocol. */
  readonly automatic: FeedbackLine | null;
  /** Over the tasks of the dialogs that have at least `mostHints` + 1 independent samples. */
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
  const isTold = sessions.some(({ hintsFrom }) => hintsFrom === 'automatic');
  return {
    person: lineOf(from('person')),
    automatic: isTold ? lineOf(from('automatic')) : null,
    samples: sampleLine(attempts, new Set(sessions.map(({ task }) => task))),
    mixedCount: sessions.filter(({ hintsFrom }) => hintsFrom === 'mixed').length,
  };
}

/** An interval is over tasks: two dialogs about one task say less than two about two. */
function lineOf(sessions: readonly FeedbackSession[]): FeedbackLine | null {
  const tasks = [...new Set(sessions.map(({ task }) => task))];
  const rates = eachBudget((hints) => {
    const isSolved = ({ solvedAfter }: FeedbackSession) =>
      solvedAfter !== null && solvedAfter <= hints;
    const clusters = tasks.map((task) => {
      const ofTask = sessions.filter((session) => session.task === task);
      return { sum: ofTask.filter(isSolved).length, weight: ofTask.length };
    });
    return clusteredProportion(clusters, sessions.length);
  });
  return rates && { rates, count: sessions.length, taskCount: tasks.length };
}

/** As many samples as a dialog has turns. */
function sampleLine(
  attempts: readonly AttemptRecord[],
  tasks: ReadonlySet<string>,
): FeedbackLine | null {
  const counts = new Map<string, { n: number; c: number }>();
  for (const attempt of attempts) {
    const { task, author, after, status } = attempt;
    const isIndependent = author.kind === 'model' && after === null;
    if (!tasks.has(task) || !isIndependent || status === null || status === 'sandbox-fault')
      continue;
    const { n, c } = counts.get(task) ?? { n: 0, c: 0 };
    counts.set(task, { n: n + 1, c: c + (isSolvedHere(attempt) ? 1 : 0) });
  }
  const enough = [...counts.values()].filter(({ n }) => n > mostHints);
  const rates = eachBudget((hints) =>
    clusteredProportion(
      enough.map(({ n, c }) => ({ sum: passAtK(n, c, hints + 1), weight: 1 })),
      enough.length,
    ),
  );
  return rates && { rates, count: enough.length, taskCount: enough.length };
}

/** Null where there is nothing to count. */
function eachBudget(rateOf: (hints: number) => Proportion | null): Proportion[] | null {
  const rates = Array.from({ length: mostHints + 1 }, (_, hints) => rateOf(hints));
  return rates.every((rate) => rate !== null) ? rates : null;
}
