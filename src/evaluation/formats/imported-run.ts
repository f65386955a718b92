/**
 * Completions made elsewhere as a run of ours, ready to be checked. What is not known of them
 * (prompt, sampling, seeds, tokens) stays empty, and nothing of the text is changed.
 */

import type { ExtractionWay } from '../../synthesis/extraction-way.ts';
import { nextTurn } from '../../platform/in-turns.ts';
import { replyReaderOf } from '../../synthesis/kinds/reply-readers.ts';
import { functionNameOf } from '../../synthesis/prompt-settings.ts';
import type { ProgramReader, PythonReader } from '../../tasks/python-reader.ts';
import type { TaskSet } from '../../tasks/task-source.ts';
import { withoutHidden, type Task } from '../../tasks/task.ts';
import type { Plan } from '../plans/plan.ts';
import type { RunEnvironment } from '../runs/run-environment.ts';
import { whileOurs } from '../runs/run-lock.ts';
import { wantedOf, type Run, type RunStore, type RunTask, type Sample } from '../runs/run.ts';
import { laidOver, type ListOrder } from './belonging.ts';
import type { CompletionsReading } from './completions.ts';

export interface ImportRequest {
  readonly reading: Exclude<CompletionsReading, { kind: 'refused' }>;
  readonly set: Pick<TaskSet, 'source' | 'tasks'>;
  /** The tasks that lists without ids stand for; all of them unless something else is said. */
  readonly order?: ListOrder;
  readonly fileName: string;
  /** Completions of other harnesses are programs; whole replies of a chat model are not. */
  readonly extraction: ExtractionWay;
  readonly checking: Plan['checking'];
  readonly reader: Pick<PythonReader, 'readTests'> & ProgramReader;
  /** Unique in every tab and on every machine. */
  readonly runId: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly madeWith: string;
  /** Where it is checked. */
  readonly environment?: RunEnvironment;
  /** Called with how many completions have become samples, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Aborting rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface ImportedRun {
  readonly run: Run;
  readonly tasks: readonly RunTask[];
  /** Without verdicts; by task in the order of the set, within a task in that of the file. */
  readonly samples: readonly Sample[];
  /** Ids in the file that the set does not have, or that another set has; each once, as written. */
  readonly unknownIds: readonly string[];
  /** Lists of generations beyond the last task of the set. */
  readonly listsTooMany: number;
}

/** Half of what a person would feel, on machines half as fast too. */
const turnMs = 12;

/** In parts: one transaction over all of a large file would hold up the page. */
const partSize = 100;

/** Rejects as the reader does, and when aborted; stores nothing. */
export async function importRun(request: ImportRequest): Promise<ImportedRun> {
  const { reading, set, runId } = request;
  const setIds = set.tasks.map((task) => task.id);
  const { byTask, unknownIds, known } = programsByTask(request);
  const tasks: RunTask[] = [];
  const samples: Sample[] = [];
  let since = performance.now();
  for (const task of set.tasks) {
    const programs = byTask.get(task.id) ?? [];
    if (programs.length === 0) continue;
    const runTask = await runTaskOf(task, runId, request.reader);
    tasks.push(runTask);
    for (const [index, text] of programs.entries()) {
      request.signal?.throwIfAborted();
      samples.push(await sampleOf(text, index, runTask, request));
      request.onProgress?.(samples.length, known);
      // Where nothing is asked of the reader, nobody else would have a turn, and Stop no effect.
      if (performance.now() - since < turnMs) continue;
      await nextTurn();
      since = performance.now();
    }
  }
  const mostSamples = Math.max(1, ...[...byTask.values()].map((programs) => programs.length));
  const lists = reading.kind === 'generations' ? reading.lists.length : 0;
  return {
    run: runOf(request, tasks, mostSamples),
    ...{ tasks, samples, unknownIds },
    listsTooMany: Math.max(0, lists - setIds.length),
  };
}

/** It is a run once all of it is stored: an import that breaks off leaves none. */
export async function storeImported(
  { run, tasks, samples }: ImportedRun,
  store: Pick<RunStore, 'beginRun' | 'putTasks' | 'putSamples' | 'putRun'>,
): Promise<void> {
  await whileOurs(run.id, async () => {
    await store.beginRun(run);
    for (const some of inParts(tasks)) await store.putTasks(some);
    for (const some of inParts(samples)) await store.putSamples(some);
    await store.putRun(run);
  });
}

function* inParts<T>(all: readonly T[]): Iterable<readonly T[]> {
  for (let at = 0; at < all.length; at += partSize) yield all.slice(at, at + partSize);
}

function programsByTask({ reading, set, order }: ImportRequest) {
  const byTask = new Map<string, string[]>(set.tasks.map(({ id }) => [id, []]));
  const { completions, unknownIds } = laidOver(reading, set, order);
  for (const { taskId, program } of completions) byTask.get(taskId)?.push(program);
  return { byTask, known: completions.length, unknownIds };
}

async function runTaskOf(
  task: Task,
  run: string,
  reader: Pick<PythonReader, 'readTests'>,
): Promise<RunTask> {
  const functionName = await functionNameOf(task, reader);
  return { run, task: withoutHidden(task), prompt: null, functionName };
}

async function sampleOf(
  text: string,
  index: number,
  runTask: RunTask,
  { runId, now, extraction, reader }: ImportRequest,
): Promise<Sample> {
  const readReply = replyReaderOf(runTask.task);
  const counted = { promptTokens: null, replyTokens: null, firstTokenMs: null, totalMs: 0 };
  return {
    ...{ run: runId, task: runTask.task.id, index, seed: index, madeAt: now },
    reply: { text, finish: 'stop', ...counted },
    extraction: await readReply(extraction, text, wantedOf(runTask), reader),
    verdict: null,
    failure: null,
  };
}

/** The plan says what is known; its prompt and sampling stand for "unknown" in a plan that is `imported`. */
function runOf(request: ImportRequest, tasks: readonly RunTask[], mostSamples: number): Run {
  const taskIds = tasks.map(({ task }) => task.id);
  return {
    id: request.runId,
    plan: {
      name: request.fileName,
      writer: { kind: 'imported', from: request.fileName },
      prompt: { style: 'instruction', exampleCount: 0, shownTestCount: 0 },
      extraction: request.extraction,
      tasks: { source: request.set.source, which: { kind: 'ids', ids: taskIds } },
      samplesPerTask: mostSamples,
      sampling: { temperature: 0, topP: 1, maxTokens: 1 },
      baseSeed: 0,
      checking: request.checking,
    },
    createdAt: request.now,
    modelName: null,
    modelParameters: null,
    modelBytes: null,
    taskIds,
    madeWith: request.madeWith,
    ...(request.environment ? { environment: request.environment } : {}),
  };
}
