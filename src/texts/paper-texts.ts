/** Texts of what is printed: task sheets, and programs with their story. */

import type { LeftOut } from '../app/classroom/paper/sheets.ts';
import type { AttemptRecord, Author, Hint } from '../app/work/records.ts';
import { outcomeName } from './status-texts.ts';
import { count, grouped } from './format.ts';

export const paperTexts = {
  title: 'On paper',
  about:
    'Task sheets to write on, or programs with their story, a page each. Print them or save them as PDF with your browser’s print dialog.',
  what: 'What to print',
  sheets: 'Task sheets',
  solutions: 'Programs with their story',
  which: 'Of which tasks',
  taskInView: (id: string, set: string, title: string) => `Task ${id} of ${set}: ${title}`,
  lines: 'Lines to write on',
  print: 'Print',
  preparing: 'Preparing the sheets …',
  progress: (done: number, total: number) => `Sheet ${grouped(done + 1)} of ${grouped(total)} …`,
  ready: (sheets: number) => `${count(sheets, 'sheet')} ready to print.`,
  stopped: (done: number, total: number) =>
    `Stopped: ${grouped(done)} of ${count(total, 'sheet')} prepared.`,
  incomplete: (sheets: number, total: number) =>
    `Not all sheets are here: ${grouped(sheets)} of ${grouped(total)}.`,
  goOn: 'Continue',
  failed: (programs: number) =>
    `${count(programs, 'program')} could not be checked, so ${programs === 1 ? 'its sheet shows' : 'their sheets show'} no verdict.`,
  again: 'Try again',
  nothing: 'Open a task, or make a lesson, to have something to print.',
  name: 'Name',
  date: 'Date',
  examples: 'Examples',
  tests: 'Tests',
  gives: 'gives',
  setup: 'Runs before the tests',
  yourProgram: 'Your program',
  program: 'Program',
  noProgram: 'There is no program for this task yet.',
  story: 'How it came about',
  person: 'Written by hand',
  hint: 'Hint',
  verdict: 'Verdict',
  notChecked: 'none. This program could not be checked.',
} as const;

export function turnTitle(index: number, author: Author): string {
  return `${index + 1}. ${author.kind === 'person' ? paperTexts.person : author.name}`;
}

export function hintText({ text, from }: Hint): string {
  return from === 'failing-test' ? `From the failing test: ${text}` : text;
}

/** As it was checked at the time. */
export function attemptVerdict(attempt: AttemptRecord): string {
  const { status, testsPassed, testsCount, failsChallenge } = attempt;
  if (status === null) return 'Not checked';
  if (status !== 'failed-assertion' && status !== 'passed') return outcomeName(status);
  const passed = `${testsPassed} of ${count(testsCount, 'test')} passed`;
  return status === 'passed' && failsChallenge === true
    ? `${passed}, but not every challenge test`
    : passed;
}

export function leftOutText({ title, kind }: LeftOut): string {
  switch (kind) {
    case 'no-task':
      return `“${title}” is not a task, so it is not printed.`;
    case 'not-here':
      return `“${title}” is not on this device, so it has no page. Open its task set once.`;
    case 'not-in-set':
      return `“${title}” is not a task of its set, so it has no page.`;
    case 'unreadable':
      return `“${title}” could not be read, so it has no page. Try again.`;
  }
}
