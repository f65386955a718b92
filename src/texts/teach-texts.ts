/** Texts of the dialog for teachers, and of the frame of the class view. */

export const teachTexts = {
  title: 'In front of a class',
  projector: 'Projector view',
  projectorAbout:
    'Only task, program and verdict, large enough for the back row. Page Down and Page Up lead through the steps, Escape leaves.',
  playing: (lesson: string, index: number, total: number) =>
    `Lesson in progress: “${lesson}”, step ${index + 1} of ${total}`,
  backToStep: 'Back to this step',
  endPlaying: 'End the lesson',
  addPlace: 'Add this place to a lesson',
  lesson: 'Lesson',
  newLesson: 'New lesson',
  stepTitle: 'Title of the step',
  withProgram: 'Include the program and its dialog',
  add: 'Add',
  added: (lesson: string, number: number) => `Added to “${lesson}” as step ${number}.`,
  tooLong: 'The program and its dialog are too long for a step. Add the task alone.',
  more: 'More for teachers',
  parts: 'Parts of the class view',
} as const;
