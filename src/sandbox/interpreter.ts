/**
 * The page's handle on one interpreter: one job at a time, a time limit that ends it for good,
 * and exactly one answer per call, in order. Anything else its port says marks it as unfit.
 */

import type { InterpreterCommand, PythonCall, PythonModule } from './protocol.ts';
import { TimeLimit, limitAwake } from './time-limit.ts';

export interface Returned {
  readonly reply: string;
  readonly output: string;
  readonly isOutputTruncated: boolean;
  readonly ms: number;
}

/**
 * - `broken`: it broke once the job had begun.
 * - `slept`: the limit passed while the machine slept, so it says nothing about the program.
 * - `lost`: it never began the job, or its frame is gone: nothing can be said of the program.
 */
export type JobEnd =
  | { readonly kind: 'ended' }
  | { readonly kind: 'crashed'; readonly error: string; readonly detail: string }
  | { readonly kind: 'broken'; readonly detail: string }
  | { readonly kind: 'timeout' | 'slept' }
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
  /** Wall clock from the moment the interpreter takes the job up, for all calls together. */
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
  limit: Pick<TimeLimit, 'stop'> & Partial<TimeLimit>;
  /** Under the limits before this one. */
  sleptMs: number;
}

/** What was under way while the machine slept is begun again so many times. */
export const sleepsAllowed = 2;
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
  readonly #bootLimit: Pick<TimeLimit, 'stop'>;
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
    this.#bootLimit = limitAwake(bootLimitMs, () => this.fail('The interpreter did not start.'));
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
      const limit = limitAwake(startLimitMs, () => this.fail('It does not answer.'));
      const callCount = calls.length;
      const clock = { startedAt: null, limitMs: options.limitMs, limit, sleptMs: 0 };
      this.#job = { id, callCount, options, returned: [], settle, ...clock };
      this.#send({ kind: 'run', job: id, calls, modules: options.modules ?? [] });
    });
  }

  /** The job under way has no longer than this from now on, if it had as long. */
  hurry(limitMs: number): void {
    const job = this.#job;
    if (!job || job.startedAt === null) return;
    const callLeftMs = job.limit.leftMs ?? limitMs;
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
  async #timeOut(hasSlept: boolean): Promise<void> {
    const job = this.#job;
    if (!job || !this.#isAlive) return;
    this.#job = null;
    this.#end({ kind: 'killed' });
    const isFrameAlive = hasSlept || (await this.#isFrameAlive());
    const end: JobEnd = isFrameAlive
      ? { kind: hasSlept ? 'slept' : 'timeout' }
      : { kind: 'lost', detail: 'The frame is gone.' };
    this.#settle(job, end);
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

  #settle(job: Job, end: JobEnd): void {
    const ms = msOf(job);
    job.limit.stop();
    job.settle({ returned: job.returned, end, ms });
  }

  /** Of the call that begins now. */
  #limitCall(job: Job, index: number): void {
    const leftMs = Math.max(0, job.limitMs - msOf(job));
    this.#limit(job, Math.min(leftMs, job.options.callLimitMs?.(index) ?? leftMs));
  }

  #limit(job: Job, limitMs: number): void {
    job.sleptMs += job.limit.sleptMs ?? 0;
    job.limit.stop();
    job.limit = new TimeLimit(limitMs, (hasSlept) => void this.#timeOut(hasSlept));
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
        job.startedAt = performance.now();
        return this.#limitCall(job, 0);
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
    const returned = { reply, output, isOutputTruncated: event['isOutputTruncated'] === true, ms };
    const { callLimitMs, onReturned } = job.options;
    job.returned.push(onReturned ? { ...returned, reply: '', output: '' } : returned);
    if (callLimitMs) this.#limitCall(job, index + 1);
    onReturned?.(returned, index);
  }
}

/** Since the job began, awake. */
function msOf({ startedAt, sleptMs, limit }: Job): number {
  return startedAt === null ? 0 : performance.now() - startedAt - sleptMs - (limit.sleptMs ?? 0);
}

function asRecord(data: unknown): Record<string, unknown> {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
}
