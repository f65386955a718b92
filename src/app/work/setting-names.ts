/** Settings that hold lists of a person's work: they are no choices that could go back to a default. */

export const plansSetting = 'evaluation-plans';
export const queueSetting = 'evaluation-queue';
export const studiesSetting = 'evaluation-studies';
/** A person's own wording of prompts, by task. */
export const editedPromptsSetting = 'edited-prompts';
/** What people and models guessed that calls return, and what is half typed of it. */
export const predictionsSetting = 'predictions';
/** Calls that a person tried and kept as tests, by task. */
export const ownInputsSetting = 'own-inputs';
/** Recorded sessions that a person keeps, in playlists. */
export const replaysSetting = 'replays';
/** What the names of their recordings begin with: each is a setting of its own. */
export const recordingPrefix = 'replay/';

/** How many hints a person has opened, by task. */
export const cluesSetting = 'clues-seen';

/** Prepared sequences of places, for a class. */
export const lessonsSetting = 'lessons';

/** Not a person's: when all programs and attempts were deleted last. */
export const forgottenSetting = 'work-forgotten';

/** By task, which of them a link asked to solve alone. */
export const askedSetting = 'solve-by-link';

const workLists = [editedPromptsSetting, predictionsSetting, ownInputsSetting, cluesSetting];

const noChoices: readonly string[] = [
  ...[plansSetting, queueSetting, studiesSetting, ...workLists],
  lessonsSetting,
  replaysSetting,
  forgottenSetting,
];

export function isChoice(name: string): boolean {
  return !noChoices.includes(name) && !isRecording(name);
}

/** What goes with all programs and attempts when a person deletes them. */
export const workSettings: readonly string[] = [...workLists, askedSetting];

export function isRecording(name: string): boolean {
  return name.startsWith(recordingPrefix);
}

/** Where the recording of an item in a playlist is kept. */
export function recordingSetting({ list, item }: { list: string; item: string }): string {
  return recordingPrefix + JSON.stringify([list, item]);
}
