/**
 * How a file of work comes in: what is new in it joins what is here, and nothing that is here is
 * written over. Loaded with the first file. What joins what is decided in `work-import` and beside
 * each kind of record.
 */

import { inTurns } from '../../platform/in-turns.ts';
import { addedLessons, withLessons } from '../classroom/lesson.ts';
import { newClueCount, withSeenClues } from '../clues/clue-records.ts';
import { keepJoined } from '../replaying/kept-recordings.ts';
import { newCallCount, withKeptCalls } from '../trying/kept-calls.ts';
import { addedPrompts, withPrompts } from './edited-prompts.ts';
import type { AttemptRecord, ProgramRecord, WorkExport } from './records.ts';
import {
  cluesSetting,
  editedPromptsSetting,
  lessonsSetting,
  ownInputsSetting,
  plansSetting,
  predictionsSetting,
} from './setting-names.ts';
import type { WorkDatabase } from './work-database.ts';
import { readWorkFile } from './work-file.ts';
import {
  addedPlans,
  addedPredictions,
  additions,
  withPlans,
  withPredictions,
} from './work-import.ts';

/** What came in. */
export interface ImportCounts {
  readonly programCount: number;
  readonly attemptCount: number;
  readonly planCount: number;
  /** Tasks whose prompt was edited there, and not here. */
  readonly promptCount: number;
  /** Guesses, of a person and of models, at questions that had none here. */
  readonly answerCount: number;
  /** Calls that a person typed, and guesses that were not given yet. */
  readonly callCount: number;
  readonly draftCount: number;
  /** Calls that a person kept as tests of their own. */
  readonly ownTestCount: number;
  /** Hints that were opened there, and not here. */
  readonly clueCount: number;
  readonly lessonCount: number;
  /** Recorded sessions in playlists. */
  readonly replayCount: number;
  /** Records that are not what the format says. */
  readonly unreadableCount: number;
}

/** `no-storage`: what is here cannot be read, so nothing can join it. */
export interface ImportRefusal {
  readonly kind: 'newer' | 'no-work-file' | 'too-large' | 'no-storage';
}

/** What became of a file of work. */
export type ImportResult =
  | (ImportCounts & {
      readonly kind: 'imported';
      /** False where storage has no room for it, or fails: then it lasts as long as the tab. */
      readonly isStored: boolean;
    })
  | ImportRefusal;

export interface JoiningParts {
  readonly database: WorkDatabase;
  here(): Promise<WorkExport>;
  /** Whether what is here can be read. */
  isReadable(): boolean;
}

export type Joining =
  | {
      readonly kind: 'joined';
      readonly programs: readonly ProgramRecord[];
      readonly attempts: readonly AttemptRecord[];
      readonly counts: ImportCounts;
    }
  | ImportRefusal;

export async function joinWork(
  file: Blob,
  { database, here, isReadable }: JoiningParts,
): Promise<Joining> {
  const reading = await readWorkFile(file);
  if (reading.kind !== 'work') return reading;
  const mine = await here();
  if (!isReadable()) return { kind: 'no-storage' };
  const { ownCalls, clues, replays, unreadableCount } = reading.file;
  const { programs, attempts } = await inTurns(additions(mine, reading.file));
  const keptUnder = (wanted: string) => mine.settings.find(({ name }) => name === wanted)?.value;
  const plans = addedPlans(keptUnder(plansSetting), reading.file.plans);
  const predicted = addedPredictions(keptUnder(predictionsSetting), reading.file.predictions);
  const prompts = addedPrompts(keptUnder(editedPromptsSetting), reading.file.prompts);
  const lessons = addedLessons(keptUnder(lessonsSetting), reading.file.lessons);
  const counts: Omit<ImportCounts, 'replayCount'> = {
    ...{ programCount: programs.length, attemptCount: attempts.length, planCount: plans.length },
    ...{ promptCount: Object.keys(prompts).length, ...predicted, lessonCount: lessons.length },
    ownTestCount: newCallCount(keptUnder(ownInputsSetting), ownCalls),
    clueCount: newClueCount(keptUnder(cluesSetting), clues),
    unreadableCount,
  };
  const change = database.changeSetting.bind(database);
  const [replayCount] = await Promise.all([
    keepJoined(database, replays),
    counts.promptCount > 0 && change(editedPromptsSetting, (kept) => withPrompts(kept, prompts)),
    plans.length > 0 && change(plansSetting, (kept) => withPlans(kept, plans)),
    change(predictionsSetting, (kept) => withPredictions(kept, reading.file.predictions)),
    change(ownInputsSetting, (kept) => withKeptCalls(kept, ownCalls)),
    change(cluesSetting, (kept) => withSeenClues(kept, clues)),
    lessons.length > 0 && change(lessonsSetting, (kept) => withLessons(kept, lessons)),
    // What was written there meanwhile is kept as an attempt.
    ...programs.map(({ task, program }) => database.keepProgram(task, program, '')),
    ...attempts.map((attempt) => database.keepAttempt(attempt)),
  ]);
  return { kind: 'joined', programs, attempts, counts: { ...counts, replayCount } };
}
