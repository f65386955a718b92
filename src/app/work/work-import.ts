/**
 * How work from a file joins the work that is here: what is new is added, and nothing that is here
 * is written over. Only decides; storing is for `joining-work`.
 */

import { canonicalJson } from '../../evaluation/plans/plan-reading.ts';
import { newRunId } from '../../evaluation/runs/new-run.ts';
import { readablePlans, type SavedPlan } from '../evaluation/plans/saved-plans.ts';
import {
  joinedPredictions,
  type NewCounts,
  newCounts,
  type PredictionRecords,
  readPredictions,
} from '../predicting/prediction-records.ts';
import { keptFields, keptList } from './kept-settings.ts';
import { type AttemptRecord, newAttempt, newAttemptId, type ProgramRecord } from './records.ts';

export interface Work {
  readonly programs: readonly ProgramRecord[];
  readonly attempts: readonly AttemptRecord[];
}

/**
 * What is to be added to `here`. A program for a task that has another one becomes an attempt,
 * unless there is one with that program; an attempt that differs from that of its id gets a new id.
 * A step is a record.
 */
export function* additions(here: Work, file: Work): Generator<void, Work> {
  const attempts = yield* newAttempts(here.attempts, file.attempts);
  const programs: ProgramRecord[] = [];
  const present = new Map(here.programs.map((record) => [record.task, record.program]));
  const holderOf = (task: string, program: string | null) => JSON.stringify([task, program]);
  const holders = new Set<string>();
  for (const { task, program } of [...here.attempts, ...attempts]) {
    yield;
    holders.add(holderOf(task, program));
  }
  for (const record of file.programs) {
    yield;
    const { task, program, changedAt } = record;
    const mine = present.get(task) ?? '';
    if (program.trim() === '' || program === mine) continue;
    if (mine.trim() === '') programs.push(record);
    else if (!holders.has(holderOf(task, program))) {
      attempts.push({ ...newAttempt(task), program, startedAt: changedAt });
    }
  }
  return { programs, attempts };
}

/** Those of the file that are not kept here yet, each under an id that nothing here has. */
export function addedPlans(kept: unknown, plans: readonly SavedPlan[]): SavedPlan[] {
  const here = readablePlans(kept);
  const ids = new Set(here.map(({ id }) => id));
  const contents = new Set(here.map(({ plan }) => canonicalJson(plan)));
  return plans
    .filter(({ plan }) => !contents.has(canonicalJson(plan)))
    .map(({ id, plan }) => ({ id: ids.has(id) ? newRunId() : id, plan }));
}

/** The kept list with these, which may have come into it meanwhile. */
export function withPlans(kept: unknown, added: readonly SavedPlan[]): unknown[] {
  const ids = new Set(readablePlans(kept).map(({ id }) => id));
  return [...added.filter(({ id }) => !ids.has(id)), ...keptList(kept)];
}

/** The kept predictions with these, fields of later versions and all. */
export function withPredictions(kept: unknown, arriving: PredictionRecords): unknown {
  const hasSome = Object.values(arriving).some((fields) => Object.keys(fields).length > 0);
  if (!hasSome) return kept;
  return { ...keptFields(kept), ...joinedPredictions(readPredictions(kept), arriving) };
}

/** How many come in. */
export function addedPredictions(kept: unknown, arriving: PredictionRecords): NewCounts {
  const here = readPredictions(kept);
  return newCounts(here, joinedPredictions(here, arriving));
}

function* newAttempts(
  here: readonly AttemptRecord[],
  file: readonly AttemptRecord[],
): Generator<void, AttemptRecord[]> {
  const byId = new Map(here.map((attempt) => [attempt.id, attempt]));
  const byContent = new Map<string, string>();
  for (const attempt of here) {
    yield;
    byContent.set(contentOf(attempt), attempt.id);
  }
  /** Ids under which attempts of the file are known from here on. */
  const names = new Map<string, string>();
  const added: AttemptRecord[] = [];
  for (const attempt of file) {
    yield;
    const mine = byId.get(attempt.id);
    const known = byContent.get(contentOf(attempt));
    if (mine && isEarlierState(attempt, mine)) continue;
    if (known !== undefined) {
      names.set(attempt.id, known);
      continue;
    }
    if (mine) names.set(attempt.id, newAttemptId());
    added.push(attempt);
  }
  const nameOf = (id: string) => names.get(id) ?? id;
  return added.map((attempt) => ({
    ...attempt,
    id: nameOf(attempt.id),
    after: attempt.after === null ? null : nameOf(attempt.after),
  }));
}

function isEarlierState({ reply }: AttemptRecord, mine: AttemptRecord): boolean {
  if (!reply || reply.isWhole || !mine.reply) return false;
  return mine.reply.generation.text.startsWith(reply.generation.text);
}

/** What a person made or was given: a check that came later changes nothing of it. */
function contentOf({ task, author, reply, program, hint, startedAt }: AttemptRecord): string {
  return JSON.stringify([task, author, reply?.generation.text, program, hint, startedAt]);
}
