/**
 * Runs a run: asks for every sample that is not stored yet and has it checked, while the next one
 * is being written. A reply is stored as soon as it is whole and again with its verdict, so that
 * the end of a run, for any reason, costs at most the samples in flight.
 *
 * The same plan gives the same samples on the same machine, with these exceptions: the search
 * stops by the clock, so a busy machine finds less; GPUs, drivers and browsers round differently,
 * and another model file or version of the page may write differently; a server decides for
 * itself what a seed means. A reply that was stopped is discarded and requested again.
 */

import type { Checker } from '../../checking/checker.ts';
import type { LoadProgress } from '../../synthesis/engine.ts';
import { replyReaderOf } from '../../synthesis/kinds/reply-readers.ts';
import { licenceOf } from '../../synthesis/model-licence.ts';
import type { ProgramReader } from '../../tasks/python-reader.ts';
import type { HiddenCheck } from '../../tasks/task.ts';
import { overlapWithReference } from '../results/line-overlap.ts';
import { extractionOf, type Plan } from '../plans/plan.ts';
import { changedFile } from '../runs/changed-file.ts';
import { withRanOn } from '../runs/ran-on.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import { EarlierFailures } from './earlier-failures.ts';
import { checkRequestOf, requestOf } from './requests.ts';
import { remainingWork, type SampleKey } from './remaining.ts';
import { pauseOf, RunPause, type RunEnd } from './run-end.ts';
import { RunModel } from './run-model.ts';
import { SampleWriter } from './sample-writer.ts';
import {
  type SampleOutcome,
  outcomeOf,
  type Run,
  type RunStore,
  RunStoreError,
  type RunTask,
  type Sample,
  wantedOf,
} from '../runs/run.ts';
import { whileOurs } from '../runs/run-lock.ts';
import { Limiter } from './limiter.ts';
import type { OpenedWriter, Writers } from './writers.ts';

export interface RunnerServices {
  readonly store: Pick<RunStore, 'outcomes' | 'tasks' | 'sample' | 'putRun' | 'putSamples'>;
  readonly checker: Pick<Checker, 'check'> & ProgramReader;
  readonly writers: Writers;
}

export type RunEvent =
  /** What earlier visits left. Failed samples that are asked again are not among it. */
  | { readonly kind: 'begun'; readonly outcomes: readonly SampleOutcome[] }
  | { readonly kind: 'loading'; readonly progress: LoadProgress }
  /** The run as it is stored from now on, with the model's name and size. */
  | { readonly kind: 'loaded'; readonly run: Run }
  /** A reply begins, at its first character. */
  | ({ readonly kind: 'writing' } & SampleKey)
  | ({ readonly kind: 'text'; readonly piece: string } & SampleKey)
  /** Written, failed or checked; each sample that is checked was written before. */
  | { readonly kind: 'stored'; readonly outcome: SampleOutcome };

export interface RunOptions {
  /** Ends the run at once; what is in flight is lost, what is stored stays. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: RunEvent) => void;
  /** Whether samples that failed are asked for again. */
  readonly isFailedAskedAgain?: boolean;
  /** Further inputs of a task, which runs do not keep. */
  readonly hiddenOf?: (taskId: string) => HiddenCheck | undefined;
}

/** More would be replies that a crash leaves unchecked; they are checked on the next visit. */
const checksAtOnce = 8;

/** Rejects only where a part broke its promise. */
export async function runSamples(
  run: Run,
  services: RunnerServices,
  options: RunOptions,
): Promise<RunEnd> {
  const end = await whileOurs(run.id, () => new Running(run, services, options).go());
  return end ?? { kind: 'elsewhere' };
}

class Running {
  readonly #services: RunnerServices;
  readonly #options: RunOptions;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #model: RunModel;
  readonly #checks = new Limiter(checksAtOnce);
  readonly #writer: SampleWriter;
  readonly #breaker = new CircuitBreaker((failure) => this.#writer.answering(failure));
  #failure: { readonly error: unknown } | null = null;
  readonly #failures = new EarlierFailures();
  #tasks: ReadonlyMap<string, RunTask> = new Map();
  #run: Run;

  constructor(run: Run, services: RunnerServices, options: RunOptions) {
    this.#run = run;
    this.#services = services;
    this.#options = options;
    this.#signal = AbortSignal.any([options.signal, this.#stop.signal]);
    this.#model = new RunModel(() => this.#open());
    this.#writer = new SampleWriter({
      runId: run.id,
      model: this.#model,
      signal: this.#signal,
      requestOf: ({ task, index }) => requestOf(this.#run.plan, this.#asked(task), index),
      onBegin: (key) => options.onEvent({ kind: 'writing', ...key }),
      onText: (key, piece) => options.onEvent({ kind: 'text', ...key, piece }),
    });
  }

  async go(): Promise<RunEnd> {
    await this.#guarded(() => this.#doRemaining());
    await this.#model.unload();
    if (!this.#failure) return { kind: 'finished' };
    if (this.#options.signal.aborted) return { kind: 'stopped' };
    const reason = pauseOf(this.#failure.error);
    if (!reason) throw this.#failure.error;
    return { kind: 'paused', reason };
  }

  /** Never rejects: the first failure of any job ends them all and decides how the run ends. */
  async #guarded(job: () => Promise<void>): Promise<void> {
    try {
      await job();
    } catch (error) {
      this.#failure ??= { error };
      this.#stop.abort();
    }
  }

  async #doRemaining(): Promise<void> {
    const { store } = this.#services;
    const { isFailedAskedAgain = false, onEvent } = this.#options;
    const [tasks, outcomes] = await Promise.all([
      store.tasks(this.#run.id),
      store.outcomes(this.#run.id),
    ]);
    // It was deleted before its turn came.
    if (tasks.length === 0 && this.#run.taskIds.length > 0) throw new RunStoreError('gone');
    this.#tasks = new Map(tasks.map((asked) => [asked.task.id, asked]));
    const { toWrite, toCheck } = remainingWork(this.#run, outcomes, isFailedAskedAgain);
    const kept = outcomes.filter(({ failure }) => failure === null || !isFailedAskedAgain);
    onEvent({ kind: 'begun', outcomes: kept });
    this.#writer.answered = outcomes.find(({ failure }) => failure === null) ?? null;
    this.#writer.toWrite = toWrite;
    if (isFailedAskedAgain) this.#failures.addEarlier(outcomes);
    const jobs = [() => this.#checkStored(toCheck), () => this.#writeAll(toWrite)];
    await Promise.all(jobs.map((job) => this.#guarded(job)));
    await this.#checks.end();
  }

  async #checkStored(keys: readonly SampleKey[]): Promise<void> {
    for (const { task, index } of keys) {
      this.#signal.throwIfAborted();
      const sample = await this.#services.store.sample(this.#run.id, task, index);
      if (sample) await this.#addCheck(sample);
    }
  }

  /** Then once more what was asked in vain. */
  async #writeAll(keys: readonly SampleKey[]): Promise<void> {
    const lanes = lanesOf(this.#run.plan);
    for (let left = keys; left.length > 0; left = this.#breaker.takeAgain()) {
      const shared = left[Symbol.iterator]();
      const writing = Array.from({ length: lanes }, () => () => this.#writeEach(shared));
      await Promise.all(writing.map((job) => this.#guarded(job)));
      this.#signal.throwIfAborted();
      await this.#store(await this.#breaker.end());
    }
  }

  /** One of several lanes that share the keys. */
  async #writeEach(keys: Iterator<SampleKey>): Promise<void> {
    for (let next = keys.next(); !next.done; next = keys.next()) {
      this.#signal.throwIfAborted();
      const written = await this.#writer.write(next.value);
      this.#failures.add(written);
      await this.#store(await this.#breaker.after(written));
    }
  }

  async #store(samples: readonly Sample[]): Promise<void> {
    for (const sample of samples) {
      await this.#put(sample);
      if (sample.reply) await this.#addCheck(sample);
    }
  }

  #addCheck(sample: Sample): Promise<void> {
    return this.#checks.add(() => this.#guarded(() => this.#check(sample)));
  }

  async #check(sample: Sample): Promise<void> {
    const { checker } = this.#services;
    const asked = this.#asked(sample.task);
    const text = sample.reply?.text ?? '';
    // Completions from elsewhere, and replies under other rules, come with their program.
    const readReply = replyReaderOf(asked.task);
    const way = extractionOf(this.#run.plan);
    const extraction = sample.extraction ?? (await readReply(way, text, wantedOf(asked), checker));
    this.#signal.throwIfAborted();
    const hidden = this.#options.hiddenOf?.(sample.task);
    const request = checkRequestOf(this.#run.plan, asked, extraction.program, hidden);
    const verdict = await checker.check(request, { signal: this.#signal });
    const referenceLines = overlapWithReference(asked.task, extraction.program);
    await this.#put({ ...sample, extraction, verdict, referenceLines });
  }

  async #put(written: Sample): Promise<void> {
    const sample = this.#failures.toldIn(written);
    await this.#services.store.putSamples([sample]);
    this.#options.onEvent({ kind: 'stored', outcome: outcomeOf(sample) });
  }

  async #open(): Promise<OpenedWriter> {
    const { onEvent } = this.#options;
    const opened = await this.#services.writers.open(this.#run.plan.writer, {
      signal: this.#signal,
      onProgress: (progress) => onEvent({ kind: 'loading', progress }),
    });
    try {
      await this.#take(opened);
      return opened;
    } catch (error) {
      await opened.model.unload();
      throw error;
    }
  }

  async #take({ model, parameters, bytes }: OpenedWriter): Promise<void> {
    const { modelName, hasChatTemplate, details } = model;
    if (!hasChatTemplate && this.#isChat()) {
      throw new RunPause({ kind: 'engine', failure: { kind: 'no-chat-template', modelName } });
    }
    const { modelName: known, modelParameters: given } = this.#run;
    const modelParameters = given ?? parameters;
    const earlier = this.#run.modelDetails;
    const changed = changedFile(earlier, details);
    if (changed !== null) throw new RunPause({ kind: 'changed-file', address: changed });
    this.#run = { ...this.#run, modelName, modelParameters, modelBytes: bytes };
    const licence = licenceOf(modelName);
    if (licence !== null) this.#run = { ...this.#run, modelLicence: licence };
    if (details)
      this.#run = { ...this.#run, modelDetails: withRanOn(details, earlier?.ranOn ?? []) };
    const isOnOther = this.#run.modelDetails?.ranOn?.length !== earlier?.ranOn?.length;
    if (known !== modelName || (details && (!earlier || isOnOther)))
      await this.#services.store.putRun(this.#run);
    this.#options.onEvent({ kind: 'loaded', run: this.#run });
  }

  #isChat(): boolean {
    return [...this.#tasks.values()].some(({ prompt }) => prompt?.kind === 'chat');
  }

  #asked(id: string): RunTask {
    const asked = this.#tasks.get(id);
    if (!asked) throw new Error(`The run does not hold its task ${id}.`);
    return asked;
  }
}

function lanesOf({ writer }: Plan): number {
  return writer.kind === 'server' ? writer.parallel : 1;
}
