/**
 * Where a person is among results, as the end of an address says it: "#/evaluation/RUN/RUN?task=602".
 * Runs keep their ids in their logs, so such an address leads to the same place wherever the logs
 * are imported. Owns the form of that end; which runs are in view is before it.
 */

import { statuses } from '../../../checking/verdict.ts';
import type { Pairing } from '../../../evaluation/results/run-comparison.ts';
import {
  agreements,
  firstOrder,
  noRowFilter,
  type RowFilter,
  type RowOrder,
  type SampleState,
  type TaskColumn,
} from './task-rows.ts';

/** A sample that is open, and the run whose sample of the same task stands beside it. */
export interface OpenSample {
  /** Null for the first run in view. */
  readonly run: string | null;
  readonly task: string;
  /** 0-based; in addresses from 1, as on the page. */
  readonly index: number;
  readonly beside: string | null;
}

export interface ResultsPlace {
  /** Null where the results as a whole are in view. */
  readonly sample: OpenSample | null;
  readonly list: 'tasks' | 'samples';
  readonly filter: RowFilter;
  readonly order: RowOrder;
  /** How tasks of several runs are paired, where there is a choice. */
  readonly pairing: Pairing;
}

export const firstPlace: ResultsPlace = {
  ...{ sample: null, list: 'tasks', filter: noRowFilter, order: firstOrder, pairing: 'same' },
};

const states: readonly SampleState[] = [
  ...statuses,
  ...(['not-checked', 'prompt-too-long', 'failed'] as const),
];

export function resultsPlaceAt(hash: string): ResultsPlace {
  const said = new URLSearchParams(hash.split('?').slice(1).join('?'));
  const [column = '', way] = (said.get('sort') ?? '').split('.');
  const known = columnCalled(column);
  return {
    sample: sampleIn(said),
    list: said.get('list') === 'samples' ? 'samples' : 'tasks',
    filter: {
      query: said.get('words') ?? '',
      state: states.find((each) => each === said.get('status')) ?? null,
      agreement: agreements.find((each) => each === said.get('runs')) ?? null,
    },
    order: known ? { column: known, isDescending: way === 'down' } : firstOrder,
    pairing: said.get('pair') === 'by-id' ? 'by-id' : 'same',
  };
}

function sampleIn(said: URLSearchParams): OpenSample | null {
  const task = said.get('task');
  if (task === null || task === '') return null;
  const number = Number(said.get('sample') ?? 1);
  const index = Number.isInteger(number) && number > 0 ? number - 1 : 0;
  return { run: said.get('run'), task, index, beside: said.get('beside') };
}

function columnCalled(name: string): TaskColumn | null {
  const [, later] = /^run-(\d{1,3})$/.exec(name) ?? [];
  if (later !== undefined) return `run-${Number(later)}`;
  return name === 'task' || name === 'tokens' ? name : null;
}

/** The same place among other runs, as far as it is there. Ids of the runs, in their orders. */
export function placeAmong(
  place: ResultsPlace,
  before: readonly string[],
  after: readonly string[],
): ResultsPlace {
  const { sample, filter, order } = place;
  const isThere = (run: string | null) => run === null || after.includes(run);
  const isOpen = sample !== null && isThere(sample.run ?? before[0] ?? null);
  // The first run is named by none, whichever it is now.
  const run = sample?.run ?? before[0] ?? null;
  const column = columnAmong(order.column, before, after);
  return {
    ...place,
    sample: isOpen
      ? {
          ...{ ...sample, run: run === after[0] ? null : run },
          beside: isThere(sample.beside) ? sample.beside : null,
        }
      : null,
    filter: after.length > 1 ? filter : { ...filter, agreement: null },
    order: column ? { ...order, column } : firstOrder,
  };
}

/** Null where its run is not there. */
function columnAmong(
  column: TaskColumn,
  before: readonly string[],
  after: readonly string[],
): TaskColumn | null {
  if (!column.startsWith('run-')) return column;
  const at = after.indexOf(before[Number(column.slice('run-'.length))] ?? '');
  return at < 0 ? null : `run-${at}`;
}

/** With its "?"; "" for the place where one comes in. */
export function resultsPlaceText({ sample, list, filter, order, pairing }: ResultsPlace): string {
  const said = new URLSearchParams();
  const say = (name: string, value: string | null) => {
    if (value) said.set(name, value);
  };
  if (sample) {
    say('run', sample.run);
    say('task', sample.task);
    say('sample', String(sample.index + 1));
    say('beside', sample.beside);
  }
  say('list', list === 'samples' ? list : null);
  say('words', filter.query);
  say('status', filter.state);
  say('runs', filter.agreement);
  if (order.column !== 'position')
    say('sort', `${order.column}${order.isDescending ? '.down' : ''}`);
  say('pair', pairing === 'same' ? null : pairing);
  const text = said.toString();
  return text === '' ? '' : `?${text}`;
}
