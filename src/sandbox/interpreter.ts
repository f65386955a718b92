/**
 * The page's handle on one interpreter: one job at a time, a time limit that ends it for good,
 * and exactly one answer per call, in order. Anything else its port says marks it as unfit.
 */

import type { InterpreterCommand, PythonCall, PythonModule } from './protocol.ts';
import { TimeLimit } from './time-limit.ts';

export interface Returned {
  readonly reply: string;
  readonly output: string;
  readonly isOutputTruncated: boolean;
  /** Awake. */
  readonly ms: number;
}

/**
 * - `broken`: it broke once the job had begun.
 * - `lost`: it never began the job, or its frame is gone: nothing can be said of the program.
 */
export type JobEnd =
  | { readonly kind: 'ended' }
  | { readonly kind: 'crashed'; readonly error: string; readonly detail: string }
  | { readonly kind: 'broken'; readonly detail: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'killed' }
  | { readonly kind: 'lost'; readonly detail: string };

export interface JobResult {
  /** One for each call that returned, in order. */
  readonly returned: readonly Returned[];
  readonly end: JobEnd;
  /** From the moment the interpreter began the job, awake; 0 where it did not. */
  readonly ms: number;
}

export interface JobOptions {
  /** Awake, from the moment the interpreter takes the job up, for all calls together. */
  readonly limitMs: number;
  /** For each call by itself, within `limitMs`; none where left out. */
  readonly callLimitMs?: (index: number) => number;
  /** Beyond those of its boot, made importable before the first call and gone with a restore. */
  readonly modules?: readonly PythonModule[];
  /** Told of each call as it returns; the result then has nothing of what was said. */
  readonly onReturned?: (returned: Returned, index: number) => void;
  /** Pieces of what the running call writes to /dev/report, in order. */
  readonly onReport?: (text: string) => void;
}

interface Job {
  readonly id: number;
  readonly callCount: number;
  readonly options: JobOptions;
  readonly returned: Returned[];
  readonly settle: (result: JobResult) => void;
  /** Null until the job has begun. */
  startedAt: number | null;
  /** Less than its options say once it was hurried. */
  limitMs: number;
  /** Until the job has begun, one for its beginning. */
  limit: TimeLimit;
  /** Since it began, under the limits before this one. */
  sleptMs: number;
  /** Times slept that are still in what some call is going to tell, newest first. */
  toldSleeps: readonly number[];
  /** Of the time slept since it began, what is among those or was. */
  heardMs: number;
}

const bootLimitMs = 60_000;
const startLimitMs = 20_000;

export class Interpreter {
  /** Rejects where the interpreter cannot boot. */
  readonly booted: Promise<void>;
  /** Beyond what a restore undoes: end it after its job. */
  isUnfit = false;
  heapBytes = 0;
  jobsRun = 0;
  readonly #port: MessagePort;
  readonly #terminate: () => void;
  readonly #isFrameAlive: () => Promise<boolean>;
  #settleBoot: { resolve: () => void; reject: (reason: Error) => void };
  readonly #bootLimit: TimeLimit;
  #job: Job | null = null;
  #lastJob = 0;
  #isAlive = true;

  constructor(port: MessagePort, terminate: () => void, isFrameAlive: () => Promise<boolean>) {
    this.#port = port;
    this.#terminate = terminate;
    this.#isFrameAlive = isFrameAlive;
    this.#settleBoot = { resolve: () => {}, reject: () => {} };
    this.booted = new Promise((resolve, reject) => (this.#settleBoot = { resolve, reject }));
    this.booted.catch(() => {});
    this.#bootLimit = new TimeLimit(bootLimitMs, () => this.fail('The interpreter did not start.'));
    port.onmessage = ({ data }: MessageEvent<unknown>) => this.#hear(data);
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Never rejects. The caller sees to it that the interpreter has booted and is idle. */
  run(calls: readonly PythonCall[], options: JobOptions): Promise<JobResult> {
    if (!this.#isAlive) return Promise.resolve({ returned: [], end: { kind: 'killed' }, ms: 0 });
    if (this.#job) throw new Error('An interpreter runs one job at a time.');
    const id = ++this.#lastJob;
    this.jobsRun++;
    return new Promise((settle) => {
      const limit = new TimeLimit(startLimitMs, () => this.fail('It does not answer.'));
      const callCount = calls.length;
      const clock = { startedAt: null, limitMs: options.limitMs, limit };
      const slept = { sleptMs: 0, toldSleeps: [], heardMs: 0 };
      this.#job = { id, callCount, options, returned: [], settle, ...clock, ...slept };
      const mayReport = options.onReport !== undefined;
      this.#send({ kind: 'run', job: id, calls, modules: options.modules ?? [], mayReport });
    });
  }

  /** The job under way has no longer than this from now on, if it had as long. */
  hurry(limitMs: number): void {
    const job = this.#job;
    if (!job || job.startedAt === null) return;
    const callLeftMs = job.limit.leftMs;
    job.limitMs = Math.min(job.limitMs, msOf(job) + limitMs);
    this.#limit(job, Math.min(limitMs, callLeftMs));
  }

  /** Takes effect before the next job. */
  restore(): void {
    if (this.#isAlive) this.#send({ kind: 'restore' });
  }

  /** Ends the thread, whatever it is doing. Idempotent. */
  kill(): void {
    this.#end({ kind: 'killed' });
  }

  /** The machinery around the interpreter reports that it is gone. */
  fail(detail: string): void {
    const hasBegun = this.#job !== null && this.#job.startedAt !== null;
    this.#end({ kind: hasBegun ? 'broken' : 'lost', detail });
  }

  /** The time is over: whether that says something about the program is for its frame to say. */
  async #timeOut(): Promise<void> {
    const job = this.#job;
    if (!job || !this.#isAlive) return;
    this.#job = null;
    this.#end({ kind: 'killed' });
    const ms = msOf(job);
    const isFrameAlive = await this.#isFrameAlive();
    this.#settle(
      job,
      isFrameAlive ? { kind: 'timeout' } : { kind: 'lost', detail: 'The frame is gone.' },
      ms,
    );
  }

  #send(command: InterpreterCommand): void {
    this.#port.postMessage(command);
  }

  #end(end: JobEnd): void {
    if (!this.#isAlive) return;
    this.#isAlive = false;
    this.#port.onmessage = null;
    this.#port.close();
    this.#terminate();
    this.#bootLimit.stop();
    this.#settleBoot.reject(
      new Error(end.kind === 'lost' ? end.detail : 'Ended before it booted.'),
    );
    this.#settleJob(end);
  }

  #settleJob(end: JobEnd): void {
    const job = this.#job;
    if (!job) return;
    this.#job = null;
    this.#settle(job, end);
  }

  #settle(job: Job, end: JobEnd, ms = msOf(job)): void {
    job.limit.stop();
    job.settle({ returned: job.returned, end, ms });
  }

  /** Of the call that begins now. */
  #limitCall(job: Job, index: number): void {
    const leftMs = Math.max(0, job.limitMs - msOf(job));
    this.#limit(job, Math.min(leftMs, job.options.callLimitMs?.(index) ?? leftMs));
  }

  #limit(job: Job, limitMs: number): void {
    if (job.startedAt !== null) job.sleptMs += job.limit.sleptMs;
    job.limit.stop();
    job.limit = new TimeLimit(limitMs, () => void this.#timeOut());
  }

  #hear(data: unknown): void {
    const event = asRecord(data);
    const job = this.#job;
    switch (event['kind']) {
      case 'booted':
        this.#bootLimit.stop();
        return this.#settleBoot.resolve();
      case 'boot-failed':
        return this.fail(String(event['detail']));
      case 'touched':
        this.isUnfit = true;
        return;
    }
    // A job that is over has nothing more to say, and no job may speak for another.
    if (!job || event['job'] !== job.id) {
      this.isUnfit = true;
      return;
    }
    this.#hearOfJob(job, event);
  }

  #hearOfJob(job: Job, event: Record<string, unknown>): void {
    switch (event['kind']) {
      case 'started':
        if (job.startedAt !== null) break;
        // It may have begun long before this was heard.
        job.toldSleeps = [job.limit.sleptMs];
        this.#limitCall(job, 0);
        job.startedAt = performance.now();
        return;
      case 'returned':
        return this.#accept(job, event);
      case 'reported':
        return job.options.onReport?.(String(event['text']));
      case 'crashed':
        return this.#end({
          kind: 'crashed',
          error: String(event['error']),
          detail: String(event['detail']),
        });
      case 'ended':
        if (job.returned.length !== job.callCount) break;
        this.heapBytes = Number(event['heapBytes']);
        return this.#settleJob({ kind: 'ended' });
    }
    this.#end({ kind: 'crashed', error: 'ForgedMessage', detail: 'An answer of no known form.' });
  }

  #accept(job: Job, event: Record<string, unknown>): void {
    const index = job.returned.length;
    const { reply, output, ms } = event;
    const isSound =
      event['index'] === index &&
      index < job.callCount &&
      typeof reply === 'string' &&
      typeof output === 'string' &&
      typeof ms === 'number';
    if (!isSound) {
      this.#end({ kind: 'crashed', error: 'ForgedMessage', detail: 'Answers out of order.' });
      return;
    }
    const isOutputTruncated = event['isOutputTruncated'] === true;
    const returned = { reply, output, isOutputTruncated, ms: awakeOf(job, ms) };
    const { callLimitMs, onReturned } = job.options;
    job.returned.push(onReturned ? { ...returned, reply: '', output: '' } : returned);
    if (callLimitMs) this.#limitCall(job, index + 1);
    onReturned?.(returned, index);
  }
}

/** Since the job began, awake. */
function msOf(job: Job): number {
  return job.startedAt === null ? 0 : performance.now() - job.startedAt - sleptMsOf(job);
}

function sleptMsOf({ startedAt, sleptMs, limit }: Job): number {
  return startedAt === null ? 0 : sleptMs + limit.sleptMs;
}

/**
 * Of the time that a call told: its own clock goes on while the machine sleeps. What was slept may
 * be heard of while an earlier call is told, and belongs to one that was long enough for it.
 */
function awakeOf(job: Job, toldMs: number): number {
  const sleptMs = sleptMsOf(job);
  const sleeps = [sleptMs - job.heardMs, ...job.toldSleeps];
  job.heardMs = sleptMs;
  let ms = toldMs;
  job.toldSleeps = sleeps.filter((each) => {
    const isOfThis = each <= ms;
    if (isOfThis) ms -= each;
    return !isOfThis;
  });
  return ms;
}

function asRecord(data: unknown): Record<string, unknown> {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
}
