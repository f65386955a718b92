/**
 * A started study: its choices, the plans that were made of them, and the run of each plan. The
 * plans stand in the record, so that a later version's protocol changes no study that was begun.
 */

import * as v from 'valibot';
import type { OwnFile } from '../../synthesis/model-kind.ts';
import { kindOf } from '../../synthesis/model-spec.ts';
import { canonicalPlan } from '../plans/plan-reading.ts';
import { planSchema } from '../plans/plan.ts';
import type { Run } from '../runs/run.ts';
import type { StudyPlan } from './study.ts';

const text = v.string();
const mostParts = 100;
const mostNameLength = 1_000;
/** A Date holds no more. */
const mostMs = 8.64e15;

const studyRecordSchema = v.object({
  /** Unique in every browser, and a part of addresses. */
  id: v.pipe(text, v.regex(/^[\w-]{1,100}$/)),
  /** Of the definition; it may be one that a later version has. */
  study: text,
  /** As a person called it. */
  name: v.pipe(text, v.maxLength(mostNameLength)),
  /** Milliseconds since 1970. */
  createdAt: v.pipe(v.number(), v.minValue(-mostMs), v.maxValue(mostMs)),
  choices: v.object({
    writers: v.pipe(v.array(planSchema.entries.writer), v.minLength(1), v.maxLength(mostParts)),
    tasks: planSchema.entries.tasks,
    samplesPerTask: planSchema.entries.samplesPerTask,
    maxTokens: planSchema.entries.sampling.entries.maxTokens,
    prompt: v.exactOptional(v.literal('instruction')),
  }),
  parts: v.pipe(
    v.array(
      v.object({
        key: text,
        value: v.nullable(v.number()),
        plan: planSchema,
        /** Its run's id; null until there is one. */
        run: v.nullable(text),
      }),
    ),
    v.maxLength(mostParts),
    v.check((parts) => new Set(parts.map(({ key }) => key)).size === parts.length),
  ),
  /** It came as a file: its runs are somebody's, and count for no other study. */
  isImported: v.boolean(),
});

export type StudyRecord = v.InferOutput<typeof studyRecordSchema>;
export type StudyPart = StudyRecord['parts'][number];

export { studyRecordSchema };

/** Null for what is none, or what only a later version can read. */
export function readStudyRecord(value: unknown): StudyRecord | null {
  const parsed = v.safeParse(studyRecordSchema, value);
  return parsed.success ? parsed.output : null;
}

/** Parts of these plans; those that a record has already stay as they are. */
export function partsWith(parts: readonly StudyPart[], plans: readonly StudyPlan[]): StudyPart[] {
  const added = plans.filter(({ key }) => !parts.some((part) => part.key === key));
  return [...parts, ...added.map((plan) => ({ ...plan, run: null }))];
}

/**
 * The run that counts for a plan without being run again: one of an equal plan, with the tasks'
 * own tests and all of them, that nobody ended early. A re-check is none: its first run may have been ended early, and
 * was judged by other rules. Of several the one made first. Null where there is none.
 * `hashOf`: of a file that was given, as far as it is known: one that was trained anew may have the
 * name and size of the one before, and its runs are others.
 */
export function runFor(
  plan: StudyPart['plan'],
  runs: readonly Run[],
  hashOf: (file: OwnFile) => string | null = () => null,
): string | null {
  const wanted = canonicalPlan(plan);
  const own = plan.writer.kind === 'imported' ? [] : kindOf(plan.writer).ownFilesOf(plan.writer);
  const given = own.map((file) => ({ ...file, hash: hashOf(file) }));
  const equal = runs.filter(
    (run) =>
      canonicalPlan(run.plan) === wanted &&
      !run.hiddenInputs &&
      !run.shard &&
      !run.missingShards &&
      run.stoppedAt === undefined &&
      run.revisedFrom === undefined &&
      !given.some((file) => isOfAnother(run, file)),
  );
  const [first] = equal.toSorted((left, right) => left.createdAt - right.createdAt);
  return first?.id ?? null;
}

function isOfAnother(
  { modelDetails }: Run,
  { fileName, hash }: OwnFile & { readonly hash: string | null },
): boolean {
  const written = modelDetails?.files.filter(({ address }) => address === fileName) ?? [];
  return written.some(({ sha256 }) => (sha256 ?? hash) !== (hash ?? sha256));
}

/** What two records of one id know together: a later import may bring runs that were missing. */
export function mergedRecord(here: StudyRecord, arriving: StudyRecord): StudyRecord {
  const parts = partsWith(here.parts, arriving.parts).map((part) => ({
    ...part,
    run: part.run ?? arriving.parts.find(({ key }) => key === part.key)?.run ?? null,
  }));
  return { ...here, parts };
}

/** The ids of all their runs, each once. */
export function runsIn(records: readonly StudyRecord[]): string[] {
  return [...new Set(records.flatMap(({ parts }) => parts.flatMap(({ run }) => run ?? [])))];
}
