/** Texts of the study of hints that people give. */

import type { AddedWork } from '../app/feedback/feedback.svelte.ts';
import type { FeedbackCurve, FeedbackLine } from '../app/feedback/feedback-curve.ts';
import type { FoundSessions } from '../app/feedback/sessions.ts';
import { count, grouped, listed, percent } from './format.ts';
import { breachName } from './attempt-texts.ts';

export const feedbackTexts = {
  title: 'Hints from people',
  question: 'How much does it help a model if a person says what is wrong?',
  protocol: [
    'A dialog begins with the task and its asserts. If the program fails, a person says in one sentence what is wrong, with names but no code, and the model tries again: at most four times, one sample each time.',
    'Beside it stands the same number of samples without a person: five tries at most.',
    'Hints that the page makes from a failing test are an addition of ours and a line of their own.',
  ],
  reported: [
    'Without help, 30% of 50 tasks were solved, 55% after one hint, and more than 65% after four.',
    '10 tasks were solved only with help.',
  ],
  how: 'Do it here',
  howAbout:
    'Hold dialogs in the playground: choose a model and the prompt style “Dialog”, generate one sample, and when it fails, tick “Follow the paper’s protocol” and send a hint. For the line without a person, generate five samples or more of the same tasks after the dialog.',
  toPlayground: 'To the playground',
  results: 'Results',
  nothing: 'No dialog with a model has been held in this browser yet.',
  willSee:
    'You will see: the share of tasks solved with 0 to 4 hints, beside 1 to 5 samples without a person.',
  figure: 'Solved by number of hints',
  figureAbout: 'The share of dialogs that have solved their task, with 95% intervals over tasks.',
  x: 'Hints given (samples − 1)',
  y: 'Solved',
  person: 'Hints from people',
  automatic: 'Hints from failing tests (not in the paper)',
  samples: 'Independent samples, no hints',
  reportedPoints: 'Paper: solved of 50 tasks (after four hints, more than this)',
  others: 'Dialogs of others',
  othersAbout:
    'Each person exports their dialogs to a file. Add the files here to see everyone’s dialogs in one curve; they do not become your own work, and are here until you close this tab.',
  addOthers: 'Add dialogs of others',
  othersFile: 'File of dialogs or of exported work',
  exportOwn: 'Export my dialogs',
  remove: (fileName: string) => `Remove ${fileName}`,
} as const;

/** "12 dialogs on 9 tasks: 33% solved without a hint, 75% with up to four." */
export function feedbackLineText(name: string, { rates, count: total, taskCount }: FeedbackLine) {
  const [first, last] = [rates[0], rates.at(-1)];
  if (!first || !last) return '';
  return `${name}: ${count(total, 'dialog')} on ${count(taskCount, 'task')}; ${percent(first.value)} solved without a hint, ${percent(last.value)} with up to four.`;
}

export function sampleLineText({ rates, taskCount }: FeedbackLine): string {
  const [first, last] = [rates[0], rates.at(-1)];
  if (!first || !last) return '';
  return `Without a person, on ${count(taskCount, 'task')} with five samples or more: ${percent(first.value)} solved with one sample, ${percent(last.value)} with five.`;
}

/** What a reader should know of how the dialogs were held; [] where there is nothing to say. */
export function feedbackRemarks(
  { sessions, fromSeveralCount }: FoundSessions,
  { mixedCount, samples }: FeedbackCurve,
): readonly string[] {
  const brokenOff = sessions.filter(({ isBrokenOff }) => isBrokenOff).length;
  const withHints = sessions.filter(({ hintsFrom }) => hintsFrom === 'person');
  const unwatched = withHints.filter(({ breaches }) => breaches === null).length;
  const breaches = withHints.flatMap((session) => session.breaches ?? []);
  const kinds = [...new Set(breaches)].map(
    (kind) => `${breachName(kind)} (${grouped(breaches.filter((each) => each === kind).length)})`,
  );
  const otherwise = sessions.filter(({ beganAsInPaper }) => !beganAsInPaper).length;
  const tasks = new Set(sessions.map(({ task }) => task)).size;
  return [
    ...(samples === null
      ? [
          'There is no line without a person yet: it needs five samples or more of a task that has a dialog.',
        ]
      : samples.taskCount < tasks
        ? [
            `The lines are not over the same tasks: ${grouped(samples.taskCount)} of the ${count(tasks, 'task')} of the dialogs have five samples or more.`,
          ]
        : []),
    ...(fromSeveralCount > 0
      ? [
          `${count(fromSeveralCount, 'dialog')} began from the best of several samples, which the protocol does not allow, and ${fromSeveralCount === 1 ? 'counts' : 'count'} nowhere. Generate one sample to begin a dialog.`,
        ]
      : []),
    ...(otherwise > 0
      ? [
          `${count(otherwise, 'dialog')} did not begin with the paper’s sentence (prompt style “Dialog”).`,
        ]
      : []),
    ...(brokenOff > 0
      ? [
          `${count(brokenOff, 'dialog')} stand unsolved with hints left and ${brokenOff === 1 ? 'counts' : 'count'} as unsolved.`,
        ]
      : []),
    ...(kinds.length > 0 ? [`Hints that left the protocol: ${listed(kinds)}.`] : []),
    ...(unwatched > 0
      ? [`${count(unwatched, 'dialog')} had hints that nobody held to the protocol.`]
      : []),
    ...(mixedCount > 0
      ? [
          `${count(mixedCount, 'dialog')} had hints both from a person and from a failing test, and ${mixedCount === 1 ? 'is' : 'are'} in no line.`,
        ]
      : []),
  ];
}

/** "" where there is nothing to say. */
export function addedWorkText(added: AddedWork): string {
  switch (added) {
    case 'added':
      return '';
    case 'own':
      return 'The dialogs in this file are here already.';
    case 'no-dialogs':
      return 'This file holds no dialog with a model.';
    case 'no-work-file':
      return 'This is not a file of dialogs. Choose one that was exported here with “Export my dialogs” or “Export my work”.';
    case 'newer':
      return 'This file was written by a newer version of Synthpad. Update to open it.';
    case 'too-large':
      return 'The file is too large. Ask for a file made with “Export my dialogs”.';
  }
}
