/** Texts of the projector view. */

export const projectorTexts = {
  label: 'Projector view',
  controls: 'Controls of the projector view',
  code: 'Program',
  noProgram: 'No program yet',
  verdict: 'Verdict',
  notChecked: 'Not checked yet',
  previous: 'Previous step',
  next: 'Next step',
  previousTask: 'Previous task',
  nextTask: 'Next task',
  stepOf: (index: number, total: number) => `${index + 1} of ${total}`,
  /** Of a lesson, while something else is in view. */
  aside: (index: number, total: number) =>
    `Not in the lesson. Page Up leads back to step ${index + 1} of ${total}.`,
  edit: 'Edit the program',
  doneEditing: 'Done editing',
  pointer: 'Pointer',
  pointerAbout: 'Pointer: a spot that follows the mouse or a finger. Pressing shows it too.',
  toDark: 'Dark background',
  toLight: 'Light background',
  fullScreen: 'Full screen',
  leave: 'Leave the projector view',
  lines: 'Press up or down to mark a line.',
} as const;
