/** Texts of the grid of a class's work: its marks, its cells, and what a cell opens. */

import type { CellState, GridCell, RowOrder } from '../app/classroom/class-grid.ts';
import type { MetTask } from '../app/classroom/known-tasks.ts';
import type { AttemptShown } from '../app/classroom/work-at.ts';
import { wrongWayText } from './class-work-texts.ts';
import { count, grouped } from './format.ts';
import { attemptVerdict } from './paper-texts.ts';

const mostTitle = 40;

export const classGridTexts = {
  title: 'At a glance',
  about: 'Press a mark to read what was written.',
  file: 'File',
  solved: 'Solved',
  tried: 'Tried',
  legend: 'Marks',
  order: 'Order',
  orders: {
    name: 'By file name',
    'most-solved': 'Most solved first',
    'least-solved': 'Fewest solved first',
  } satisfies Readonly<Record<RowOrder, string>>,
  part: 'Tasks shown',
  /** On paper, where no other part can be chosen. */
  printedPart: (first: number, last: number, total: number) =>
    `Tasks ${first} to ${last} of ${total}. Solved and tried are counted over all of them.`,
  partOf: (first: number, last: number, total: number) =>
    `${grouped(first)} to ${grouped(last)} of ${grouped(total)}`,
  /** Of a column, where its title is known: in as many words as a narrow one has room for. */
  shortTitle: (title: string) => {
    if (title.length <= mostTitle) return title;
    const words = title.lastIndexOf(' ', mostTitle);
    return `${title.slice(0, words > mostTitle / 2 ? words : mostTitle)} …`;
  },
  cell: (file: string, { id }: Pick<MetTask, 'id'>, cell: GridCell) =>
    `${file}, task ${id}: ${cellText(cell)}`,
  workTitle: (file: string, { id }: Pick<MetTask, 'id'>) => `${file}, task ${id}`,
  openTask: 'Open the task',
  attempt: (number: number, total: number) => `Attempt ${grouped(number)} of ${grouped(total)}`,
  inEditor: 'In the editor, not checked',
  program: 'Program',
  nothing: 'The file has no program by the pupil for this task.',
  asFile: 'as the file says',
  here: 'checked here',
} as const;

export const cellStateNames: Readonly<Record<CellState, string>> = {
  solved: 'Solved',
  unsolved: 'Tried, not solved',
  unchecked: 'Written, not checked',
  'by-model': 'Solved by a model only',
  untouched: 'Not started',
};

/** "4 attempts, not solved, 2 hints" */
export function cellText({ state, attempts, hints, isSolvedByOthers }: GridCell): string {
  const says: Readonly<Record<CellState, string[]>> = {
    solved: [count(attempts, 'attempt'), 'solved'],
    unsolved: [count(attempts, 'attempt'), 'not solved'],
    unchecked: ['a program that was not checked'],
    'by-model': ['solved by a model only'],
    untouched: ['not started'],
  };
  const isToldOfOthers = isSolvedByOthers && state !== 'solved' && state !== 'by-model';
  return [
    ...says[state],
    ...(isToldOfOthers ? ['solved by a model'] : []),
    ...(hints > 0 ? [count(hints, 'hint')] : []),
  ].join(', ');
}

/** How an attempt stands, in one line. */
export function attemptShownText({ attempt, state, way, isCheckedHere }: AttemptShown): string {
  if (state === 'unchecked') return 'Not checked';
  const how = isCheckedHere ? classGridTexts.here : classGridTexts.asFile;
  const isStored = way === null || way.kind === 'stored';
  if (state === 'solved' && isCheckedHere) return `Solved (${how})`;
  return `${isStored ? attemptVerdict(attempt) : wrongWayText(way)} (${how})`;
}
