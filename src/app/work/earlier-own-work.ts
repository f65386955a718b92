/**
 * What was made of own files when all of them had one name, so that nobody can tell which file a
 * program was for. It is shown with every own task of that id, as attempts that were not checked:
 * nothing of it is lost, nothing stands in the editor that was never written for this task, and no
 * task counts as solved by it until it is checked again.
 */

import { anyOwnSet, isOwnSet } from '../../tasks/own-set-id.ts';
import { taskKey } from '../../tasks/task.ts';
import { type AttemptRecord, newAttempt, type ProgramRecord } from './records.ts';

export interface EarlierWork {
  attemptsOf(task: string): Promise<AttemptRecord[]>;
  /** Null where there is none; undefined where storage cannot tell. */
  programRecordOf(task: string): Promise<ProgramRecord | null | undefined>;
}

/** Oldest first; [] of a task that is in no own file. `key` is the task's. */
export async function earlierOwnWork(key: string, work: EarlierWork): Promise<AttemptRecord[]> {
  const earlierKey = earlierKeyOf(key);
  if (earlierKey === null) return [];
  const attempts = await work.attemptsOf(earlierKey);
  const record = await work.programRecordOf(earlierKey);
  const isAlone = record && !attempts.some(({ program }) => program === record.program);
  const all = isAlone && record.program.trim() !== '' ? [...attempts, asAttempt(record)] : attempts;
  return all.map((attempt) => ({
    ...attempt,
    // The same on every visit: once it is checked, it is an attempt at this task.
    ...{ id: `${attempt.id}@${key}`, task: key },
    after: attempt.after === null ? null : `${attempt.after}@${key}`,
    reply: attempt.reply && { ...attempt.reply, isWhole: true },
    ...{ status: attempt.status === 'no-code' ? attempt.status : null },
    ...{ testsPassed: 0, testsCount: 0 },
  }));
}

function earlierKeyOf(key: string): string | null {
  const [, source = '', id = ''] = /^([^/]*)\/(.*)$/s.exec(key) ?? [];
  return source !== anyOwnSet && isOwnSet(source) ? taskKey({ source: anyOwnSet, id }) : null;
}

function asAttempt({ task, program, changedAt }: ProgramRecord): AttemptRecord {
  return { ...newAttempt(task), id: `program/${task}`, program, startedAt: changedAt };
}
