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

/** Not a person's: when all programs and attempts were deleted last. */
export const forgottenSetting = 'work-forgotten';

const noChoices: readonly string[] = [
  ...[plansSetting, queueSetting, studiesSetting, editedPromptsSetting, predictionsSetting],
  ownInputsSetting,
  forgottenSetting,
];

export function isChoice(name: string): boolean {
  return !noChoices.includes(name);
}
