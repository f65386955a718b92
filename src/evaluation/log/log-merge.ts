/** Joins the logs of one plan's shards: whether they belong together, and what is missing. */

import type { Plan } from '../plans/plan.ts';
import { canonicalJson } from '../plans/plan-reading.ts';
import { newRunId } from '../runs/new-run.ts';
import { changedFile } from '../runs/changed-file.ts';
import { isSameUse } from '../runs/hidden-use.ts';
import { withRanOn } from '../runs/ran-on.ts';
import { joinedLabels } from '../runs/run-labels.ts';
import type { Run } from '../runs/run.ts';
import type { Shard } from '../plans/task-selection.ts';

/** What one log says of itself, its samples counted. */
export interface LogHead {
  /** As a person named the file. */
  readonly name: string;
  readonly run: Run;
  readonly planHash: string;
  /** Different samples of the plan's that have a verdict or a failure. */
  readonly sampleCount: number;
  /** Samples that the log cannot have: of tasks not its own, or beyond those of the plan. */
  readonly strays: readonly { readonly task: string; readonly index: number }[];
  /** Tasks of the run that no line describes. */
  readonly lostTasks: readonly string[];
  /** How often a task is written: more than once in logs that were joined by hand. */
  readonly timesDescribed: number;
}

/** Why logs cannot be joined. `names` are those of the logs at fault. */
export type MergeFault =
  | { readonly kind: 'mixed-plans'; readonly names: readonly [string, string] }
  | { readonly kind: 'mixed-models'; readonly names: readonly [string, string] }
  /** A model's file, as an adapter that was trained anew, is not the same in both. */
  | {
      readonly kind: 'mixed-files';
      readonly names: readonly [string, string];
      readonly file: string;
    }
  /** Checked with different hidden inputs, or one with and one without. */
  | { readonly kind: 'mixed-hidden'; readonly names: readonly [string, string] }
  | { readonly kind: 'mixed-shards'; readonly names: readonly [string, string] }
  | { readonly kind: 'overlap'; readonly names: readonly [string, string]; readonly task: string }
  | {
      readonly kind: 'stray-sample';
      readonly names: readonly [string];
      readonly task: string;
      readonly index: number;
    }
  | { readonly kind: 'lost-task'; readonly names: readonly [string]; readonly task: string }
  | { readonly kind: 'several-runs'; readonly names: readonly [string] };

export interface MissingPart {
  /** Shards of which no log was given. */
  readonly shards: readonly Shard[];
  /** Logs that are not finished, with how many of their samples are missing. */
  readonly samples: readonly { readonly name: string; readonly count: number }[];
}

export type LogMerge =
  | { readonly kind: 'merged'; readonly run: Run; readonly missing: MissingPart }
  | { readonly kind: 'fault'; readonly fault: MergeFault };

/** Tasks come back in the order of the plan's selection. `heads` has one entry at least. */
export function mergeLogs(heads: readonly [LogHead, ...LogHead[]]): LogMerge {
  const fault = damage(heads) ?? disagreement(heads) ?? overlap(heads);
  if (fault) return { kind: 'fault', fault };
  const [first] = heads;
  const named = heads.find(({ run }) => run.modelName !== null) ?? first;
  const { countsPromptsTooLong, environment, modelDetails, hiddenSource, ...known } = named.run;
  const { shard, missingShards, ...shared } = known;
  const missing = missingOf(heads);
  const runs = heads.map((head) => head.run);
  const ranOn = runs.flatMap((each) => each.modelDetails?.ranOn ?? []);
  const told = canonicalJson(environment ?? null);
  const isOne = runs.every((each) => canonicalJson(each.environment ?? null) === told);
  const run: Run = {
    ...shared,
    // What is not so of every part is not so of the whole, in whatever order they are given.
    ...(countsPromptsTooLong && runs.every((each) => each.countsPromptsTooLong)
      ? { countsPromptsTooLong }
      : {}),
    ...(environment && isOne ? { environment } : {}),
    ...(hiddenSource && runs.every((each) => each.hiddenSource) ? { hiddenSource } : {}),
    ...joinedLabels(runs),
    ...(modelDetails ? { modelDetails: withRanOn(modelDetails, ranOn) } : {}),
    id: newRunId(),
    createdAt: Math.min(...heads.map(({ run: { createdAt } }) => createdAt)),
    taskIds: inOrder(heads),
    // So that nobody takes a part for the whole: of one log what it was, of several what they lack.
    ...(heads.length === 1 && shard ? { shard } : {}),
    ...lacking(heads.length === 1 ? (missingShards ?? []) : missing.shards),
  };
  return { kind: 'merged', run, missing };
}

/** By keys, never by counts: a sample too many could stand in for one that is missing. */
function damage(heads: readonly LogHead[]): MergeFault | null {
  for (const { name, strays, lostTasks, timesDescribed } of heads) {
    const names = [name] as const;
    if (timesDescribed > 1) return { kind: 'several-runs', names };
    const [task] = lostTasks;
    if (task !== undefined) return { kind: 'lost-task', names, task };
    const [stray] = strays;
    if (stray) return { kind: 'stray-sample', names, ...stray };
  }
  return null;
}

function disagreement(heads: readonly [LogHead, ...LogHead[]]): MergeFault | null {
  const [first, ...others] = heads;
  for (const other of others) {
    const names = [first.name, other.name] as const;
    if (other.planHash !== first.planHash) return { kind: 'mixed-plans', names };
    if (sharesOf(other).count !== sharesOf(first).count) return { kind: 'mixed-shards', names };
  }
  // A log that ended before its model was loaded says nothing of it.
  const [one, ...rest] = heads.filter(({ run }) => run.modelName !== null);
  const another = rest.find(({ run }) => run.modelName !== one?.run.modelName);
  if (one && another) return { kind: 'mixed-models', names: [one.name, another.name] };
  return mixedFiles(heads) ?? mixedHidden(heads);
}

/** Of all pairs: one log may know which inputs these are and another not. */
function mixedHidden(heads: readonly LogHead[]): MergeFault | null {
  for (const [at, one] of heads.entries()) {
    const other = heads.slice(at + 1).find(({ run }) => !isSameUse(one.run, run));
    if (other) return { kind: 'mixed-hidden', names: [one.name, other.name] };
  }
  return null;
}

/** Of all pairs: one log may know hashes that another does not. */
function mixedFiles(heads: readonly LogHead[]): MergeFault | null {
  for (const [at, one] of heads.entries()) {
    for (const other of heads.slice(at + 1)) {
      const file = changedFile(one.run.modelDetails, other.run.modelDetails);
      if (file !== null) return { kind: 'mixed-files', names: [one.name, other.name], file };
    }
  }
  return null;
}

function overlap(heads: readonly LogHead[]): MergeFault | null {
  const holders = new Map<string, string>();
  for (const { name, run } of heads) {
    for (const task of run.taskIds) {
      const holder = holders.get(task);
      if (holder !== undefined) return { kind: 'overlap', names: [holder, name], task };
      holders.set(task, name);
    }
  }
  return null;
}

/** Which shards of how many a log holds: one, or several that were merged without the others. */
interface Shares {
  readonly count: number;
  /** From 1, in their order. */
  readonly given: readonly number[];
}

function sharesOf({ run: { shard, missingShards = [] } }: LogHead): Shares {
  if (shard) return { count: shard.count, given: [shard.index] };
  const count = missingShards[0]?.count ?? 1;
  const all = Array.from({ length: count }, (_, at) => at + 1);
  return { count, given: all.filter((each) => !missingShards.some(({ index }) => index === each)) };
}

/** The k-th task of a shard stands at one place of the selection, whatever shards there are. */
function inOrder(heads: readonly LogHead[]): string[] {
  return heads
    .flatMap((head) => {
      const { count, given } = sharesOf(head);
      const placeOf = (at: number) =>
        Math.floor(at / given.length) * count + (given[at % given.length] ?? 1);
      return head.run.taskIds.map((id, at) => ({ id, place: placeOf(at) }));
    })
    .sort((left, right) => left.place - right.place)
    .map(({ id }) => id);
}

function lacking(missingShards: readonly Shard[]): Pick<Run, 'missingShards'> {
  return missingShards.length > 0 ? { missingShards } : {};
}

function missingOf(heads: readonly [LogHead, ...LogHead[]]): MissingPart {
  const { count } = sharesOf(heads[0]);
  const given = new Set(heads.flatMap((head) => sharesOf(head).given));
  const all = Array.from({ length: count }, (_, at) => ({ index: at + 1, count }));
  return {
    shards: all.filter(({ index }) => !given.has(index)),
    samples: heads.flatMap(({ name, run, sampleCount }) => {
      const missing = samplesOf(run.plan, run.taskIds.length) - sampleCount;
      return missing > 0 ? { name, count: missing } : [];
    }),
  };
}

function samplesOf({ samplesPerTask }: Plan, taskCount: number): number {
  return samplesPerTask * taskCount;
}
