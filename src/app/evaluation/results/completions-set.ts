/**
 * Which set of tasks a file of completions is laid over: the one a person chose, or the one that it
 * fits best. Refuses completions that seem to be of other tasks, and finds those they fit.
 */

import {
  belongingFault,
  laidOver,
  namedFunctions,
  type BelongingFault,
  type ListOrder,
  type Readable,
} from '../../../evaluation/formats/belonging.ts';
import { anyOwnSet } from '../../../tasks/own-set-id.ts';
import type { Task, TaskSetId } from '../../../tasks/task.ts';
import { RunsError, type FittingSet } from '../runs/runs-work.ts';

export interface ChosenSet {
  /** Null for the one that fits. */
  readonly source: TaskSetId | null;
  /** The tasks that lists without ids stand for. */
  readonly order: ListOrder;
  /** Whether the person was told what speaks against it, and wants it all the same. */
  readonly isInsisted: boolean;
}

/** Null where the set is not on this device. */
type FindSet = (source: TaskSetId) => Promise<readonly Task[] | null>;

interface Tried {
  readonly source: TaskSetId;
  readonly tasks: readonly Task[];
  readonly fault: BelongingFault | null;
  readonly score: number;
}

/** Throws a `RunsError` where nothing fits; `atHand` are the sets to choose from. */
export async function setFor(
  reading: Readable,
  { source, order, isInsisted }: ChosenSet,
  atHand: readonly TaskSetId[],
  findSet: FindSet,
): Promise<Pick<Tried, 'source' | 'tasks'>> {
  const tryAll = (sources: readonly TaskSetId[]) =>
    Promise.all(sources.map(async (each) => tried(reading, order, each, await findSet(each))));
  const best = bestOf(await tryAll(source === null ? atHand : [source]));
  if (!best) throw new RunsError({ kind: 'no-known-task', source: anyOwnSet });
  const { fault } = best;
  if (fault === null || isInsisted) return best;
  const others = source === null ? [] : atHand.filter((each) => each !== source);
  const fits = await fittingSet(fault, bestOf(await tryAll(others)), findSet);
  throw new RunsError({ kind: 'other-tasks', source: best.source, fault, fits });
}

/** The most of its functions are defined, or else the most of its tasks are meant. */
function tried(
  reading: Readable,
  order: ListOrder,
  source: TaskSetId,
  found: readonly Task[] | null,
): Tried {
  const tasks = found ?? [];
  const { completions } = laidOver(reading, { source, tasks }, order);
  const { named } = namedFunctions(completions, tasks);
  const fault = belongingFault(reading, { source, tasks }, order);
  return { source, tasks, fault, score: named + completions.length / 1e9 };
}

/** Of those that nothing speaks against, if there are any. */
function bestOf(all: readonly Tried[]): Tried | undefined {
  const fitting = all.filter(({ fault }) => fault === null);
  return [...(fitting.length > 0 ? fitting : all)].sort((a, b) => b.score - a.score)[0];
}

async function fittingSet(
  fault: BelongingFault,
  other: Tried | undefined,
  findSet: FindSet,
): Promise<FittingSet | null> {
  if (other && other.fault === null) return { source: other.source, isHere: true };
  if (fault.kind !== 'other-ids' || fault.fits === null) return null;
  return { source: fault.fits, isHere: (await findSet(fault.fits)) !== null };
}
