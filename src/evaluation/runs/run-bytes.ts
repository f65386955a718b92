/**
 * About how much room a run takes: some of its records are measured and stand for the rest, so
 * that a run of a hundred thousand samples is told as fast as a small one.
 */

import { outcomeOf, type RunTask, type Sample } from './run.ts';

/** Spread over the run, so that long and short tasks both count. */
const measuredTasks = 20;

export interface MeasuredRun {
  readonly taskCount: number;
  readonly tasks: readonly RunTask[];
  readonly sampleCount: number;
  readonly samples: readonly Sample[];
}

export function bytesOfRun({ taskCount, tasks, sampleCount, samples }: MeasuredRun): number {
  const taskBytes = mean(tasks.map(bytesOf)) * taskCount;
  const each = samples.map((sample) => bytesOf(sample) + bytesOf(outcomeOf(sample)));
  return Math.round(taskBytes + mean(each) * sampleCount);
}

/** At most this many of them, spread evenly. */
export function spread<Item>(all: readonly Item[], most = measuredTasks): Item[] {
  const step = Math.max(1, all.length / most);
  return Array.from(
    { length: Math.min(all.length, most) },
    (_, at) => all[Math.floor(at * step)],
  ).flatMap((item) => (item === undefined ? [] : [item]));
}

function bytesOf(record: unknown): number {
  return new TextEncoder().encode(JSON.stringify(record)).length;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);
}
