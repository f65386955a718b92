/** A recording of attempts at a task, as they are kept. */

import type { Task } from '../../../tasks/task.ts';
import type { AttemptRecord } from '../../work/records.ts';
import type { RecordedPart, Recording } from './recording.ts';

/** `attempts`: oldest first. Those with nothing in them are left out. */
export function recordingOf(
  task: Task,
  attempts: readonly AttemptRecord[],
  name: string,
): Recording {
  const told = attempts.filter(({ program, reply }) => program !== null || reply !== null);
  const rounds = [...new Set(told.map(({ round }) => round))];
  const ids = told.map(({ id }) => id);
  const parts = told.map((attempt): RecordedPart => {
    const { author, hint, request, reply, program } = attempt;
    const after = attempt.after === null ? -1 : ids.indexOf(attempt.after);
    return {
      ...{ author, hint, request, program, round: rounds.indexOf(attempt.round) },
      after: after === -1 ? null : after,
      reply: reply?.generation ?? null,
      ...(reply?.timing && { timing: reply.timing }),
      ...(reply?.search && { search: reply.search }),
      recorded: verdictOf(attempt),
    };
  });
  return { name, recordedAt: told.at(-1)?.startedAt ?? Date.now(), task, parts };
}

function verdictOf(attempt: AttemptRecord): RecordedPart['recorded'] {
  const { status, testsPassed, testsCount, failsChallenge } = attempt;
  if (status === null) return null;
  return { status, testsPassed, testsCount, ...(failsChallenge && { failsChallenge }) };
}
