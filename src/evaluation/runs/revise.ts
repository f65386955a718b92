/**
 * Stored replies under other rules: extracted again, checked with other tests or limits, without
 * generating again. The result is a run of its own that names where its replies come from; the
 * first one stays as it is.
 */

import type { Status } from '../../checking/verdict.ts';
import type { WantedProgram } from '../../synthesis/code-prompt.ts';
import type { ExtractionWay } from '../../synthesis/extraction-way.ts';
import { replyReaderOf } from '../../synthesis/kinds/reply-readers.ts';
import type { HiddenSource } from '../../tasks/hidden-source.ts';
import type { ProgramReader } from '../../tasks/python-reader.ts';
import type { HiddenKind } from '../../tasks/task.ts';
import { extractionOf, type Plan } from '../plans/plan.ts';
import {
  type Run,
  type RunStore,
  RunStoreError,
  type Sample,
  type SampleOutcome,
  wantedOf,
} from './run.ts';
import type { RunEnvironment } from './run-environment.ts';
import { whileOurs } from './run-lock.ts';

export interface Revision {
  /** `kept`: the programs as they were taken out before. */
  readonly extraction: ExtractionWay | 'kept';
  readonly checking: Plan['checking'];
  /** Inputs beyond the tasks' tests that it is checked with; null or absent for none. */
  readonly hiddenInputs?: HiddenKind | null;
  readonly hiddenSource?: HiddenSource | null;
  /** Of the new run, as its plan has it. */
  readonly name: string;
  /** Unique in every tab and on every machine. */
  readonly runId: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly madeWith: string;
  /** Where it is checked. */
  readonly environment?: RunEnvironment;
}

export interface RevisionServices {
  readonly store: RunStore;
  readonly reader: ProgramReader;
}

export interface RevisionOptions {
  readonly signal: AbortSignal;
  /** How many samples the new run has so far. */
  readonly onProgress?: (done: number) => void;
}

/**
 * The replies of a run as a new one that waits to be checked. Resolves once all of it is stored;
 * aborting rejects with the signal's reason and leaves nothing behind. The first run stays as it
 * is, and nobody else takes it away meanwhile; null where it is under way, here or in another tab.
 */
export async function createRevision(
  from: Run,
  revision: Revision,
  services: RevisionServices,
  options: RevisionOptions,
): Promise<Run | null> {
  return whileOurs(from.id, () =>
    whileOurs(revision.runId, () => revised(from, revision, services, options)),
  );
}

async function revised(
  from: Run,
  revision: Revision,
  { store, reader }: RevisionServices,
  { signal, onProgress }: RevisionOptions,
): Promise<Run> {
  const { name, extraction, checking, runId: id, now, madeWith, environment } = revision;
  const plan: Plan = {
    ...from.plan,
    ...{ name, checking },
    ...(extraction === 'kept' ? {} : { extraction }),
  };
  const { modelName, modelParameters, modelBytes, taskIds } = from;
  const run: Run = {
    ...{ id, plan, createdAt: now, modelName, modelParameters, modelBytes, taskIds, madeWith },
    ...(from.modelLicence === undefined ? {} : { modelLicence: from.modelLicence }),
    ...(from.modelDetails ? { modelDetails: from.modelDetails } : {}),
    ...(from.shard ? { shard: from.shard } : {}),
    ...(from.missingShards ? { missingShards: from.missingShards } : {}),
    revisedFrom: from.id,
    ...(environment ? { environment } : {}),
    ...(from.countsPromptsTooLong ? { countsPromptsTooLong: true } : {}),
    ...(revision.hiddenInputs ? { hiddenInputs: revision.hiddenInputs } : {}),
    ...(revision.hiddenSource ? { hiddenSource: revision.hiddenSource } : {}),
  };
  let done = 0;
  try {
    if (!(await store.run(from.id))) throw new RunStoreError('gone');
    await store.beginRun(run);
    const tasks = await store.tasks(from.id);
    const wanted = new Map(tasks.map((task) => [task.task.id, wantedOf(task)]));
    await store.putTasks(tasks.map((task) => ({ ...task, run: id })));
    for await (const batch of store.samples(from.id)) {
      const renewed: Sample[] = [];
      for (const sample of batch) {
        signal.throwIfAborted();
        const own = wanted.get(sample.task) ?? { functionName: null };
        renewed.push({ ...(await extracted(sample, plan, revision, own, reader)), run: id });
      }
      await store.putSamples(renewed);
      done += batch.length;
      onProgress?.(done);
    }
    signal.throwIfAborted();
    await store.putRun(run);
    return run;
  } catch (error) {
    await store.deleteRun(id);
    throw error;
  }
}

async function extracted(
  sample: Sample,
  plan: Plan,
  { extraction: way }: Revision,
  wanted: WantedProgram,
  reader: ProgramReader,
): Promise<Sample> {
  const { reply, extraction } = sample;
  if (reply === null) return sample;
  if (way === 'kept' && extraction !== null) return { ...sample, verdict: null };
  const readReply = replyReaderOf(wanted);
  const renewed = await readReply(extractionOf(plan), reply.text, wanted, reader);
  return { ...sample, extraction: renewed, verdict: null };
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
  before: readonly SampleOutcome[],
  after: readonly SampleOutcome[],
): VerdictChanges {
  const keyOf = ({ task, index }: SampleOutcome) => `${index}/${task}`;
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
