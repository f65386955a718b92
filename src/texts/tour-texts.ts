/** The tour: six places of the page, a few sentences each. */

import type { TourStop } from '../app/page/tour.svelte.ts';

export const tourTexts = {
  label: 'Tour',
  step: (number: number, of: number) => `Step ${number} of ${of}`,
  back: 'Back',
  next: 'Next',
  end: 'End tour',
  finish: 'Done',
  take: 'Take the tour',
  stops: {
    task: {
      title: 'The task',
      text: 'It says what a function has to do and shows example calls. Other tasks are in the list; you can also open a file of your own.',
    },
    program: {
      title: 'The program',
      text: 'Write Python here, or change what was generated. Everything you type is kept in this browser.',
    },
    check: {
      title: 'Check and verdict',
      text: 'Check runs the tests in a sandbox. The first failing test opens and says what it expected and what it got. From there you can step through the call.',
    },
    model: {
      title: 'Model and search',
      text: 'Generate writes a program. Its writer is named here: the built-in search, which needs no download, until you press its name and choose a language model.',
    },
    evaluation: {
      title: 'Evaluation',
      text: 'Runs a model on many tasks and counts what it solves, with intervals, charts and files for other tools.',
    },
    help: {
      title: 'Help',
      text: 'Help sums this up and starts the tour again. The keyboard shortcuts are there too.',
    },
  } satisfies Record<TourStop, { title: string; text: string }>,
} as const;
