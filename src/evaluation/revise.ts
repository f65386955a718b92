/**
 * Stored replies under other rules: extracted anew, checked with other tests or limits, without
 * generating again. The result is a run of its own that names where its replies come from; the
 * first one stays as it is.
 */

import type { Checker, CheckRequest } from '../checking/checker.ts';
import type { Status } from '../checking/verdict.ts';
import { extractBy, type ExtractionWay } from '../synthesis/extraction.ts';
import type { Task } from '../tasks/task.ts';
import type { Plan } from './plan.ts';
import {
  outcomeOf,
  type Outcome,
  type Run,
  type RunStore,
  type RunTask,
  type Sample,
} from './run.ts';

export interface Revision {
  /** `kept`: the programs as they were taken out before. */
  readonly extraction: ExtractionWay | 'kept';
  readonly checking: Plan['checking'];
  /** Whether it is checked with inputs beyond the tasks' tests. */
  readonly hasHiddenInputs?: boolean;
  /** Of the new run, as its plan has it. */
  readonly name: string;
  /** Unique in every tab and on every machine. */
  readonly runId: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly madeWith: string;
}

export interface RevisionServices {
  readonly store: RunStore;
  readonly reader: Pick<Checker, 'readProgram'>;
}

/**
 * The replies of a run as a new one that waits to be checked. Resolves once all of it is stored;
 * aborting rejects with the signal's reason and leaves nothing behind.
 */
export async function createRevision(
  from: Run,
  revision: Revision,
  { store, reader }: RevisionServices,
  signal: AbortSignal,
): Promise<Run> {
  const { name, checking, runId: id, now, madeWith } = revision;
  const plan = { ...from.plan, name, checking };
  const hiddenInputs = revision.hasHiddenInputs ? 'mbpp-plus' : null;
  const run: Run = {
    ...{ ...from, id, plan, createdAt: now, madeWith, revisedFrom: from.id },
    ...(hiddenInputs || from.hiddenInputs ? { hiddenInputs } : {}),
  };
  try {
    const tasks = await store.tasks(from.id);
    const names = new Map(tasks.map(({ task, functionName }) => [task.id, functionName]));
    await store.putTasks(tasks.map((task) => ({ ...task, run: id })));
    for await (const batch of store.samples(from.id)) {
      const renewed: Sample[] = [];
      for (const sample of batch) {
        signal.throwIfAborted();
        const functionName = names.get(sample.task) ?? null;
        renewed.push({ ...(await extracted(sample, revision, functionName, reader)), run: id });
      }
      await store.putSamples(renewed);
    }
    await store.putRun(run);
    return run;
  } catch (error) {
    await store.deleteRun(id);
    throw error;
  }
}

async function extracted(
  sample: Sample,
  { extraction: way }: Revision,
  functionName: string | null,
  reader: Pick<Checker, 'readProgram'>,
): Promise<Sample> {
  const { reply, extraction } = sample;
  if (reply === null) return sample;
  if (way === 'kept' && extraction !== null) return { ...sample, verdict: null };
  const rule = way === 'kept' ? 'code-in-reply' : way;
  const renewed = await extractBy(rule, reply.text, functionName, reader);
  return { ...sample, extraction: renewed, verdict: null };
}

export interface CheckRepliesOptions {
  /** Aborting ends the checks that run; what is stored stays, and a later call goes on from it. */
  readonly signal: AbortSignal;
  /** As each verdict is stored. */
  readonly onChecked: (outcome: Outcome) => void;
  /**
   * The task as a file of hidden inputs has it, which runs do not keep: its inputs and, since these
   * ask it for the right values, its reference.
   */
  readonly hiddenTask?: (taskId: string) => Task | undefined;
}

/** As many as keep every interpreter of a checker busy. */
const checksAtOnce = 8;

/**
 * Checks every reply of a run that has no verdict, by the run's own plan. Rejects where the
 * checker cannot start or the store refuses; being stopped is no failure.
 */
export async function checkReplies(
  run: Run,
  { store, checker }: { readonly store: RunStore; readonly checker: Pick<Checker, 'check'> },
  { signal, onChecked, hiddenTask }: CheckRepliesOptions,
): Promise<'finished' | 'stopped'> {
  const outcomes = await store.outcomes(run.id);
  const tasks = new Map((await store.tasks(run.id)).map((each) => [each.task.id, each]));
  const waiting = outcomes
    .filter(({ status, failure }) => status === null && failure === null)
    .values();
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const lane = async () => {
    for (const { task, index } of waiting) {
      either.throwIfAborted();
      const sample = await store.sample(run.id, task, index);
      const asked = tasks.get(task);
      if (!sample || !asked) continue;
      const request = checkRequest(run.plan, asked, sample, hiddenTask?.(task));
      const verdict = await checker.check(request, { signal: either });
      const checked = { ...sample, verdict };
      await store.putSamples([checked]);
      onChecked(outcomeOf(checked));
    }
  };
  const guarded = () =>
    lane().catch((error: unknown) => {
      // The first failure ends the other lanes; theirs are then only its echo.
      failed.abort(error);
      throw error;
    });
  const lanes = await Promise.allSettled(Array.from({ length: checksAtOnce }, guarded));
  if (signal.aborted) return 'stopped';
  if (lanes.some(({ status }) => status === 'rejected')) throw failed.signal.reason;
  return 'finished';
}

function checkRequest(
  { checking }: Plan,
  { task }: RunTask,
  { extraction }: Sample,
  hiddenTask: Task | undefined,
): CheckRequest {
  const { limitMs, floatTolerance, isOrderInsensitive } = checking;
  const { hidden, referenceCode } = hiddenTask ?? {};
  return {
    task: hidden && referenceCode ? { ...task, hidden, referenceCode } : task,
    program: extraction?.program ?? null,
    ...(limitMs === null ? {} : { limits: { timeMs: limitMs } }),
    oracle: { floatTolerance, isOrderInsensitive },
  };
}

export interface VerdictChanges {
  /** Samples that have a verdict in both. */
  readonly compared: number;
  /** Samples that went from one status to another, the most frequent way first. */
  readonly ways: readonly ChangedWay[];
}

export interface ChangedWay {
  readonly before: Status;
  readonly after: Status;
  /** In the order of the later outcomes. */
  readonly samples: readonly SampleKey[];
}

interface SampleKey {
  readonly task: string;
  readonly index: number;
}

/** What other rules made of the same replies. Samples without a verdict in both do not count. */
export function verdictChanges(
  before: readonly Outcome[],
  after: readonly Outcome[],
): VerdictChanges {
  const keyOf = ({ task, index }: Outcome) => `${index}/${task}`;
  const statuses = new Map(before.map((outcome) => [keyOf(outcome), outcome.status]));
  const ways = new Map<string, { before: Status; after: Status; samples: SampleKey[] }>();
  let compared = 0;
  for (const outcome of after) {
    const { task, index, status } = outcome;
    const earlier = statuses.get(keyOf(outcome)) ?? null;
    if (status === null || earlier === null) continue;
    compared++;
    if (earlier === status) continue;
    const key = `${earlier}/${status}`;
    const way = ways.get(key) ?? { before: earlier, after: status, samples: [] };
    way.samples.push({ task, index });
    ways.set(key, way);
  }
  const byFrequency = [...ways.values()].toSorted((a, b) => b.samples.length - a.samples.length);
  return { compared, ways: byFrequency };
}
