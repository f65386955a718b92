/**
 * A long run in one page: right, wrong and hostile programs in a fixed mixture, every verdict
 * compared with the one that program deserves, and the browser's memory watched.
 */

import type { CheckRequest } from '../../src/checking/checker.ts';
import { statuses, type Status } from '../../src/checking/verdict.ts';
import type { Task } from '../../src/tasks/task.ts';
import { faults } from '../browser/checking/hostile/faults.ts';
import { forgeries } from '../browser/checking/hostile/forgeries.ts';
import type { HeadlessPage } from './headless-page.ts';
import { browserMemoryBytes } from './process-memory.ts';
import { taskOf } from './tasks.ts';

interface Candidate {
  readonly name: string;
  readonly request: CheckRequest;
  readonly expected: readonly Status[];
}

export interface Soak {
  readonly wrong: readonly string[];
  readonly hostileCount: number;
  /** After each batch; empty where the system does not tell. */
  readonly memoryBytes: readonly number[];
}

const adder = taskOf(['assert f(2, 3) == 5', 'assert f(-1, 1) == 0', 'assert f(10, 5) == 15'], {
  referenceCode: 'def f(a, b):\n    return a + b\n',
});
const batchSize = 50;
const hostileEvery = 10;
const refused = statuses.filter((status) => status !== 'passed' && status !== 'sandbox-fault');

const hostile: readonly Candidate[] = [
  ...Object.entries(forgeries).map(([name, program]) => adding(name, program, refused)),
  ...Object.entries(faults).map(([name, { program, statuses }]) =>
    // On a busy machine the clock may run out before the memory does.
    adding(name, program, [...statuses, 'timeout']),
  ),
];

const wrong = [
  adding('subtracts', 'def f(a, b):\n    return a - b', ['failed-assertion']),
  adding('divides by zero', 'def f(a, b):\n    return a / 0', ['runtime-error']),
  adding('is no Python', 'def f(a, b) return a + b', ['syntax-error']),
  adding('defines another function', 'def g(a, b):\n    return a + b', ['missing-function']),
  adding('leaves', 'raise SystemExit', ['early-exit']),
  adding('returns nothing', 'def f(a, b):\n    a + b', ['failed-assertion']),
];

function adding(name: string, program: string, expected: readonly Status[]): Candidate {
  return { name, expected, request: { task: adder, program, limits: { timeMs: 1_500 } } };
}

/** `tasks` give the right programs. */
export async function soak(
  headless: HeadlessPage,
  tasks: readonly Task[],
  count: number,
  onBatch: (done: number, memoryBytes: number | null) => void = () => {},
): Promise<Soak> {
  const faulty: string[] = [];
  const memoryBytes: number[] = [];
  let hostileCount = 0;
  for (let from = 0; from < count; from += batchSize) {
    const batch = Array.from({ length: Math.min(batchSize, count - from) }, (_, index) =>
      candidateAt(from + index, tasks),
    );
    hostileCount += batch.filter((each) => hostile.includes(each)).length;
    const verdicts = await headless.check(batch.map((each) => each.request));
    batch.forEach(({ name, expected }, index) => {
      const status = verdicts[index]?.status;
      if (!status || !expected.includes(status)) faulty.push(`${name}: ${status}`);
    });
    const memory = browserMemoryBytes();
    if (memory !== null) memoryBytes.push(memory);
    onBatch(from + batch.length, memory);
  }
  return { wrong: faulty, hostileCount, memoryBytes };
}

function candidateAt(index: number, tasks: readonly Task[]): Candidate {
  const round = Math.floor(index / hostileEvery);
  const place = index % hostileEvery;
  // A stride without a common divisor visits all of them, in another order in every round.
  const enemy = hostile[(round * 7) % hostile.length];
  if (place === hostileEvery - 1 && enemy) return enemy;
  const mistake = wrong[(index >> 1) % wrong.length];
  const task = tasks[index % tasks.length];
  if ((place % 2 === 0 && mistake) || !task) return mistake ?? adding('passes', '', refused);
  return {
    name: `the reference of ${task.id}`,
    request: { task, program: task.referenceCode },
    expected: ['passed'],
  };
}

/** By how much the later half needs more memory than the earlier one, the first tenth left out. */
export function memoryGrowth(memoryBytes: readonly number[]): number {
  const warm = memoryBytes.slice(Math.ceil(memoryBytes.length / 10));
  const middle = Math.floor(warm.length / 2);
  return median(warm.slice(middle)) / median(warm.slice(0, middle));
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}
