/**
 * What a run leaves behind: the tasks as they were asked, and every sample with its reply and
 * verdict. These are the shapes in which a run is stored and exported; everything shown of a run
 * is worked out from them.
 */

import { type Mark, type Status, type Verdict, isUnisolated } from '../../checking/verdict.ts';
import type { WantedProgram } from '../../synthesis/code-prompt.ts';
import type { EngineFailure } from '../../synthesis/engine-failure.ts';
import type { Generation, ModelDetails, Prompt } from '../../synthesis/engine.ts';
import { thoughtfulReply } from '../../synthesis/reply/thought.ts';
import type { Extraction } from '../../synthesis/extraction.ts';
import type { HiddenSource } from '../../tasks/hidden-source.ts';
import type { HiddenKind, Task } from '../../tasks/task.ts';
import type { Plan } from '../plans/plan.ts';
import type { Shard } from '../plans/task-selection.ts';
import type { LineOverlap } from '../results/line-overlap.ts';
import type { RunEnvironment } from './run-environment.ts';

export interface Run {
  /** Unique in every tab and on every machine. */
  readonly id: string;
  readonly plan: Plan;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** The model as its engine names it; null until it was loaded once. */
  readonly modelName: string | null;
  /** For the chart over model sizes: by the model's name, or as a person gave it; null if unknown. */
  readonly modelParameters: number | null;
  readonly modelBytes: number | null;
  /** Of its weights, going by its name: "apache-2.0"; absent where it is not known. */
  readonly modelLicence?: string;
  /** Absent in runs of before December 2026, and where the model's files are not here. */
  readonly modelDetails?: ModelDetails;
  /** Tasks of the run in the order in which they are asked. */
  readonly taskIds: readonly string[];
  /** Set where these are a share of the plan's tasks; absent in shards stored before December 2026. */
  readonly shard?: Shard;
  /** Set where shards were merged and these were not among them. */
  readonly missingShards?: readonly Shard[];
  /** What made it, for people who read the log later: "Synthpad 0.1.0". */
  readonly madeWith: string;
  /** The run whose replies these are, where they were only re-extracted or re-checked. */
  readonly revisedFrom?: string;
  /** Set where a person ended it for good before it was done. Milliseconds since 1970. */
  readonly stoppedAt?: number;
  /** Set where it is checked with inputs beyond its tasks' tests. Runs keep none of them. */
  readonly hiddenInputs?: HiddenKind | null;
  /** Which these are; absent in runs of before December 2026. */
  readonly hiddenSource?: HiddenSource;
  /**
   * A prompt that its model cannot take counts as not solved. Absent in runs of before December
   * 2026, whose numbers leave such samples out.
   */
  readonly countsPromptsTooLong?: true;
  /** What a person calls it, where that is not the plan's name. */
  readonly title?: string;
  /** Each once. */
  readonly tags?: readonly string[];
  /** Goes into reports. */
  readonly notes?: string;
  /** Of its beginning, or of the re-check; absent in runs of before December 2026. */
  readonly environment?: RunEnvironment;
}

/** Earlier versions stored samples of a log too that its plan does not ask for: nothing counts them. */
export function isPlanned(
  { plan }: Pick<Run, 'plan'>,
  { index }: { readonly index: number },
): boolean {
  return index < plan.samplesPerTask;
}

export function titleOf({ title, plan }: Run): string {
  return title ?? plan.name;
}

/** One task of a run, once for all its samples. */
export interface RunTask {
  readonly run: string;
  /** Without `hidden`: those inputs come from their own file, and are given again to re-check. */
  readonly task: Omit<Task, 'hidden'>;
  /** Null where the completions were made elsewhere, and for the search, which is sent none. */
  readonly prompt: Prompt | null;
  readonly functionName: string | null;
  /** What ends a reply to the prompt; absent without one, and in what was stored before December 2026. */
  readonly stop?: readonly string[];
}

/** What a reply to the task is to hold. */
export function wantedOf({ task, functionName, prompt }: RunTask): WantedProgram {
  return { functionName, codePrompt: task.codePrompt, asks: task.asks, prompt };
}

/** One sample, whole. Its key is run, task and index. */
export interface Sample {
  readonly run: string;
  readonly task: string;
  /** 0-based within the task. */
  readonly index: number;
  readonly seed: number;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
  /** Null where the engine failed. */
  readonly reply: Generation | null;
  readonly extraction: Extraction | null;
  /** Null until checked, and where there is no reply to check. */
  readonly verdict: Verdict | null;
  /** Why there is no reply; null where there is one. */
  readonly failure: EngineFailure | null;
  /** What failed before this reply or failure, in its order; absent where it came at once. */
  readonly failedBefore?: readonly string[];
  /**
   * How much of the task's reference solution is in the program; null where there is nothing to
   * compare. Absent until checked, and in what was checked before December 2026.
   */
  readonly referenceLines?: LineOverlap | null;
}

/** What tables and statistics need of a sample: small, so that all of a run's fit in memory. */
export interface SampleOutcome {
  readonly run: string;
  readonly task: string;
  readonly index: number;
  /** Null until checked, and for a failed sample. */
  readonly status: Status | null;
  readonly failure: EngineFailure['kind'] | null;
  /** As in the sample. */
  readonly failedBefore?: readonly string[] | undefined;
  readonly promptTokens: number | null;
  readonly replyTokens: number | null;
  /** Those of them that were thought, and its length as text; absent where there was no thought. */
  readonly thoughtTokens?: number | undefined;
  readonly thoughtCharacters?: number | undefined;
  readonly generateMs: number;
  readonly checkMs: number;
  /** As in the verdict: what the program had of it. */
  readonly limitMs?: number | undefined;
  /** A test ran together with the program; absent in what was stored before December 2026. */
  readonly isUnisolated?: boolean;
  /** Absent where the verdict has none. */
  readonly marks?: readonly Mark[] | undefined;
  /**
   * Equal for equal programs, and else in one of four thousand million cases; null without a
   * program. Absent in what was stored before December 2026.
   */
  readonly programHash?: number | null;
  /** As in the sample. */
  readonly referenceLines?: LineOverlap | null | undefined;
}

export function outcomeOf(sample: Sample): SampleOutcome {
  const { run, task, index, reply, extraction, verdict, failure } = sample;
  const program = extraction?.program ?? null;
  // Without a spread, which costs V8 its fast properties: every pass over a large run would tell.
  return {
    run,
    task,
    index,
    status: verdict?.status ?? null,
    failure: failure?.kind ?? null,
    failedBefore: sample.failedBefore,
    promptTokens: reply?.promptTokens ?? null,
    replyTokens: reply?.replyTokens ?? null,
    thoughtTokens: reply?.thoughtTokens,
    thoughtCharacters: reply ? thoughtfulReply(reply.text)?.thought.length : undefined,
    generateMs: reply?.totalMs ?? 0,
    checkMs: verdict?.ms ?? 0,
    limitMs: verdict?.limitMs,
    isUnisolated: verdict?.tests.some(isUnisolated) ?? false,
    marks: verdict?.marks,
    programHash: program === null ? null : hashOf(program),
    referenceLines: sample.referenceLines,
  };
}

/** FNV-1a over the text's UTF-16 code units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

/**
 * Where runs live. Implemented over IndexedDB by `run-store`, in memory by tests and commands.
 * Each call is one transaction: what resolved is stored. Rejects with a `RunStoreError`.
 */
export interface RunStore {
  /** Newest first. */
  runs(): Promise<Run[]>;
  run(id: string): Promise<Run | null>;
  /**
   * Makes a place for a run: from here on it takes tasks and samples. It is a run, for `runs` and
   * `run`, once it is put.
   */
  beginRun(run: Run): Promise<void>;
  /** Puts a run that was begun, or replaces it. `gone` where it is not there. */
  putRun(run: Run): Promise<void>;
  /** With everything of it. */
  deleteRun(id: string): Promise<void>;
  /** Ids under which something is stored that belongs to no run: begun and never put, or left over. */
  orphans(): Promise<string[]>;
  tasks(run: string): Promise<RunTask[]>;
  /** `gone` where one of their runs was not begun, or was deleted meanwhile: then none is stored. */
  putTasks(tasks: readonly RunTask[]): Promise<void>;
  /** By task in no order, by index within a task. */
  outcomes(run: string): Promise<SampleOutcome[]>;
  sample(run: string, task: string, index: number): Promise<Sample | null>;
  /** In batches, so that a large run is never in memory at once. Order as `outcomes`. */
  samples(run: string): AsyncIterable<readonly Sample[]>;
  /** Adds or replaces samples and their outcomes together. Rejects as `putTasks` does. */
  putSamples(samples: readonly Sample[]): Promise<void>;
  /** About how much room it takes, however large it is. */
  bytesOf(run: string): Promise<number>;
}

/**
 * `refused`: private windows, blocked storage. `full`: the disk or the quota. `gone`: the run was
 * deleted, in another tab or with the whole database.
 */
export type RunStoreTrouble = 'refused' | 'full' | 'gone';

export class RunStoreError extends Error {
  override readonly name = 'RunStoreError';
  readonly kind: RunStoreTrouble;

  constructor(kind: RunStoreTrouble, options?: ErrorOptions) {
    super(kind === 'gone' ? 'The run is not there.' : `Storage is ${kind}.`, options);
    this.kind = kind;
  }
}
