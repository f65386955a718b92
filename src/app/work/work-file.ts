/**
 * The file in which a person takes their work along: written by any version so far, read by this
 * one. What becomes of its records is for `work-import`.
 */

import * as v from 'valibot';
import { inTurns } from '../../platform/in-turns.ts';
import { readJson } from '../../platform/long-json.ts';
import { mostWorkBytes } from '../../platform/text-limits.ts';
import { readablePlans, type SavedPlan } from '../evaluation/plans/saved-plans.ts';
import { type Lesson, readableLessons } from '../classroom/lesson.ts';
import { type PredictionRecords, readPredictions } from '../predicting/prediction-records.ts';
import { type KeptCalls, readKeptCalls } from '../trying/kept-calls.ts';
import { readSeenClues, type SeenClues } from '../clues/clue-records.ts';
import { withRecordings } from '../replaying/kept-recordings.ts';
import { keptList } from './kept-settings.ts';
import { attemptSchema, programSchema } from './record-schemas.ts';
import { type EditedPrompts, readEditedPrompts } from './edited-prompts.ts';
import {
  cluesSetting,
  isRecording,
  lessonsSetting,
  replaysSetting,
  editedPromptsSetting,
  ownInputsSetting,
  plansSetting,
  predictionsSetting,
} from './setting-names.ts';
import { type AttemptRecord, type ProgramRecord, workFormat } from './records.ts';

export interface WorkFile {
  readonly programs: readonly ProgramRecord[];
  readonly attempts: readonly AttemptRecord[];
  readonly plans: readonly SavedPlan[];
  readonly predictions: PredictionRecords;
  /** Calls that were kept as tests. */
  readonly ownCalls: KeptCalls;
  readonly prompts: EditedPrompts;
  readonly clues: SeenClues;
  /** Prepared for a class. */
  readonly lessons: readonly Lesson[];
  /** Playlists with their recordings; what of them can be read is for `kept-playlists`. */
  readonly replays: unknown;
  /** Records that are not what the format says. */
  readonly unreadableCount: number;
}

export type WorkFileReading =
  | { readonly kind: 'work'; readonly file: WorkFile }
  /** A later version wrote it. */
  | { readonly kind: 'newer' }
  | { readonly kind: 'no-work-file' | 'too-large' };

const envelope = v.object({
  format: v.literal(workFormat),
  version: v.number(),
});

/** Choices in the file are left alone: those of this browser may differ for a reason. */
const content = v.object({
  programs: v.array(v.unknown()),
  attempts: v.array(v.unknown()),
  settings: v.fallback(v.array(v.unknown()), []),
});

const plansRecord = v.object({ name: v.literal(plansSetting), value: v.unknown() });
const ownCallsRecord = v.object({ name: v.literal(ownInputsSetting), value: v.unknown() });
const replaysRecord = v.object({ name: v.literal(replaysSetting), value: v.unknown() });
const recordingRecord = v.object({
  name: v.pipe(v.string(), v.check(isRecording)),
  value: v.unknown(),
});
const cluesRecord = v.object({ name: v.literal(cluesSetting), value: v.unknown() });
const lessonsRecord = v.object({ name: v.literal(lessonsSetting), value: v.unknown() });
const promptsRecord = v.object({ name: v.literal(editedPromptsSetting), value: v.unknown() });
const predictionsRecord = v.object({ name: v.literal(predictionsSetting), value: v.unknown() });

/** Never rejects. */
export async function readWorkFile(file: Blob): Promise<WorkFileReading> {
  if (file.size > mostWorkBytes) return { kind: 'too-large' };
  const data = await file
    .text()
    .then((text) => inTurns(readJson(text)))
    .catch(() => null);
  const known = v.safeParse(envelope, data);
  if (!known.success) return { kind: 'no-work-file' };
  if (known.output.version > 1) return { kind: 'newer' };
  const records = v.safeParse(content, data);
  if (!records.success) return { kind: 'no-work-file' };
  const programs = await inTurns(readable(programSchema, records.output.programs));
  const attempts = await inTurns(readable(attemptSchema, records.output.attempts));
  const lists = records.output.settings.flatMap((record) =>
    v.is(plansRecord, record) ? keptList(record.value) : [],
  );
  const plans = readablePlans(lists);
  const guessed = records.output.settings.find((record) => v.is(predictionsRecord, record));
  const predictions = readPredictions(v.is(predictionsRecord, guessed) ? guessed.value : null);
  const tried = records.output.settings.find((record) => v.is(ownCallsRecord, record));
  const ownCalls = readKeptCalls(v.is(ownCallsRecord, tried) ? tried.value : null);
  const recorded = records.output.settings.find((record) => v.is(replaysRecord, record));
  const replays = withRecordings(
    v.is(replaysRecord, recorded) ? recorded.value : [],
    records.output.settings.filter((record) => v.is(recordingRecord, record)),
  );
  const seen = records.output.settings.find((record) => v.is(cluesRecord, record));
  const clues = readSeenClues(v.is(cluesRecord, seen) ? seen.value : null);
  const prepared = records.output.settings.find((record) => v.is(lessonsRecord, record));
  const lessons = readableLessons(v.is(lessonsRecord, prepared) ? prepared.value : null);
  const edited = records.output.settings.find((record) => v.is(promptsRecord, record));
  const { prompts, unreadableCount: unreadPrompts } = readEditedPrompts(
    v.is(promptsRecord, edited) ? edited.value : null,
  );
  const all = [...records.output.programs, ...records.output.attempts, ...lists];
  const unread = all.length - programs.length - attempts.length - plans.length;
  const unreadableCount = unread + unreadPrompts;
  return {
    kind: 'work',
    file: {
      ...{ programs, attempts, plans, predictions, ownCalls, prompts, clues, lessons, replays },
      unreadableCount,
    },
  };
}

function* readable<Output>(
  schema: v.GenericSchema<unknown, Output>,
  records: readonly unknown[],
): Generator<void, Output[]> {
  const outputs: Output[] = [];
  for (const record of records) {
    yield;
    const reading = v.safeParse(schema, record);
    if (reading.success) outputs.push(reading.output);
  }
  return outputs;
}
