/**
 * Reads a run's log piece by piece, so that one of any size fits. What a line means is in
 * `run-log`; a damaged line is named and costs nothing else.
 */

import * as v from 'valibot';
import { type Line, LineSplitter } from '../../platform/file-text.ts';
import { headSchema, lineSchema } from './run-log-lines.ts';
import { runLogFormat, runLogVersion } from './run-log.ts';
import { canonicalPlan } from '../plans/plan-reading.ts';
import { MissingParts } from './missing-parts.ts';
import { type SampleFault, sampleFaultIn } from './sample-fault.ts';
import { titleOf, type Run, type RunStore, type RunTask, type Sample } from '../runs/run.ts';
import { whileOurs } from '../runs/run-lock.ts';

export type LineFault =
  /** The last line has no line end: its writer was stopped. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'not-json'; readonly detail: string }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'wrong-field'; readonly field: string; readonly detail: string }
  | SampleFault;

export interface DamagedLine {
  /** From 1, as an editor counts. */
  readonly line: number;
  readonly fault: LineFault;
}

/** Why a file as a whole is not read. */
export type LogRefusal =
  | { readonly kind: 'not-a-run-log' }
  /** Written by a version of Synthpad that knows more than this one. */
  | { readonly kind: 'unknown-version'; readonly version: number }
  /** A log may hold less than what is stored of its run. */
  | { readonly kind: 'already-here'; readonly name: string }
  /** Another tab is running its run, or just importing it. */
  | { readonly kind: 'in-use' };

export type LogItem =
  | { readonly kind: 'run'; readonly run: Run }
  | { readonly kind: 'task'; readonly task: RunTask }
  | { readonly kind: 'sample'; readonly sample: Sample }
  | ({ readonly kind: 'damaged' } & DamagedLine)
  /** Comes alone and ends the reading. */
  | { readonly kind: 'refused'; readonly refusal: LogRefusal };

export interface LogReading {
  /** Whether samples that no run of Synthpad writes are named as damaged, and not given. */
  readonly refusesStrays?: boolean;
}

export class RunLogReader {
  readonly #refusesStrays: boolean;
  readonly #splitter = new LineSplitter();
  #line = 0;
  #run: Run | null = null;
  #isRefused = false;

  constructor({ refusesStrays = false }: LogReading = {}) {
    this.#refusesStrays = refusesStrays;
  }

  /** Takes a piece of the file, cut anywhere, and gives what its whole lines hold. */
  push(piece: string): LogItem[] {
    return this.#splitter.push(piece).flatMap((text) => this.#read(text, true));
  }

  /** What a last line without its end holds, and whether there was a log at all. */
  end(): LogItem[] {
    const last = this.#read(this.#splitter.end(), false);
    return this.#run || this.#isRefused || last.length > 0
      ? last
      : this.#refuse({ kind: 'not-a-run-log' });
  }

  #read(text: Line, isWhole: boolean): LogItem[] {
    this.#line++;
    if (this.#isRefused) return [];
    if (text === null) {
      return this.#run
        ? this.#damaged({ kind: 'too-long' })
        : this.#refuse({ kind: 'not-a-run-log' });
    }
    const content = this.#line === 1 ? text.replace(/^\uFEFF/, '') : text;
    if (content.trim() === '') return [];
    let value: unknown;
    try {
      value = JSON.parse(content);
    } catch (error) {
      if (!this.#run) return this.#refuse({ kind: 'not-a-run-log' });
      return this.#damaged(isWhole ? { kind: 'not-json', detail: String(error) } : { kind: 'cut' });
    }
    return (this.#run ? null : this.#readHead(value)) ?? this.#readLine(value);
  }

  #readHead(value: unknown): LogItem[] | null {
    const head = v.safeParse(headSchema, value);
    if (!head.success || head.output.format !== runLogFormat) {
      return this.#refuse({ kind: 'not-a-run-log' });
    }
    const { version } = head.output;
    return version === runLogVersion ? null : this.#refuse({ kind: 'unknown-version', version });
  }

  #readLine(value: unknown): LogItem[] {
    if (isOfUnknownKind(value)) return [];
    const parsed = v.safeParse(lineSchema, value, { abortEarly: true });
    if (!parsed.success) {
      if (!this.#run) return this.#refuse({ kind: 'not-a-run-log' });
      const [issue] = parsed.issues;
      const field = v.getDotPath(issue) ?? '';
      return this.#damaged({ kind: 'wrong-field', field, detail: issue.message });
    }
    const { output } = parsed;
    if (output.kind === 'run') {
      const { run: read, shard } = output;
      this.#run = shard ? { ...read, shard } : read;
      return [{ kind: 'run', run: this.#run }];
    }
    const run = this.#run?.id ?? '';
    if (output.kind === 'task') {
      const { kind, ...asked } = output;
      return [{ kind, task: { run, ...asked } }];
    }
    const { kind, ...rest } = output;
    const sample = { run, ...rest };
    const fault = this.#refusesStrays && this.#run ? sampleFaultIn(this.#run, sample) : null;
    return fault ? this.#damaged(fault) : [{ kind, sample }];
  }

  #damaged(fault: LineFault): LogItem[] {
    return [{ kind: 'damaged', line: this.#line, fault }];
  }

  #refuse(refusal: LogRefusal): LogItem[] {
    this.#isRefused = true;
    return [{ kind: 'refused', refusal }];
  }
}

/** Later versions of the same format may say more. */
function isOfUnknownKind(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return typeof value.kind === 'string' && !['run', 'task', 'sample'].includes(value.kind);
}

/** Some milliseconds of reading: browsers hand out files in pieces of megabytes. */
const mostPieceLength = 65_536;

async function* shortPieces(
  pieces: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<string> {
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += mostPieceLength) {
      yield piece.slice(at, at + mostPieceLength);
    }
  }
}

export async function* readRunLog(
  pieces: AsyncIterable<string> | Iterable<string>,
  how: LogReading = {},
): AsyncGenerator<readonly LogItem[]> {
  const reader = new RunLogReader(how);
  for await (const piece of shortPieces(pieces)) {
    const items = reader.push(piece);
    yield items;
    if (items.some(({ kind }) => kind === 'refused')) return;
  }
  yield reader.end();
}

export type LogImport =
  | {
      readonly kind: 'imported';
      readonly run: Run;
      /** False where the run was here, and only took the samples that were missing. */
      readonly isNew: boolean;
      readonly sampleCount: number;
      readonly damaged: readonly DamagedLine[];
    }
  | { readonly kind: 'refused'; readonly refusal: LogRefusal };

/**
 * Puts a log into a store that does not have its run. It is a run once all of it is stored: an
 * import that breaks off leaves none. `completes`: whether a stored run may take samples of it.
 */
export async function importRunLog(
  pieces: AsyncIterable<string> | Iterable<string>,
  store: RunStore,
  completes: (stored: Run) => boolean = () => false,
): Promise<LogImport> {
  const log = readRunLog(pieces, { refusesStrays: true });
  try {
    for (let next = await log.next(); !next.done; next = await log.next()) {
      for (const item of next.value) {
        if (item.kind === 'refused') return item;
        if (item.kind !== 'run') continue;
        const { run } = item;
        const imported = whileOurs(run.id, async () => {
          const stored = await store.run(run.id);
          if (!stored) return importedFrom(next.value, log, run, store);
          return completes(stored) && canonicalPlan(stored.plan) === canonicalPlan(run.plan)
            ? completeRun(next.value, log, stored, store)
            : { kind: 'refused' as const, refusal: alreadyHere(stored) };
        });
        return (await imported) ?? { kind: 'refused', refusal: { kind: 'in-use' } };
      }
    }
    return { kind: 'refused', refusal: { kind: 'not-a-run-log' } };
  } finally {
    await log.return(undefined);
  }
}

/** From the first items on, which the run itself is among. */
async function importedFrom(
  first: readonly LogItem[],
  rest: AsyncIterable<readonly LogItem[]>,
  head: Run,
  store: RunStore,
): Promise<LogImport> {
  await store.deleteRun(head.id);
  try {
    await store.beginRun(head);
    let contents = await put(first, { run: head, sampleCount: 0, damaged: [] }, store);
    for await (const items of rest) contents = await put(items, contents, store);
    await store.putRun(contents.run);
    return { kind: 'imported', isNew: true, ...contents };
  } catch (error) {
    await store.deleteRun(head.id);
    throw error;
  }
}

/** What is stored stays as it is; only what it lacks is put. */
async function completeRun(
  first: readonly LogItem[],
  rest: AsyncIterable<readonly LogItem[]>,
  stored: Run,
  store: RunStore,
): Promise<LogImport> {
  const missing = await MissingParts.of(stored, store);
  let contents = await put(missing.in(first), { run: stored, sampleCount: 0, damaged: [] }, store);
  for await (const items of rest) contents = await put(missing.in(items), contents, store);
  // The model is named once it was loaded, which may have been later.
  const { modelName, modelLicence, modelParameters, modelBytes, modelDetails, shard } =
    contents.run;
  const run: Run = {
    // Earlier versions stored no shard.
    ...(shard ? { shard } : {}),
    ...(modelLicence === undefined ? {} : { modelLicence }),
    ...(modelDetails ? { modelDetails } : {}),
    ...stored,
    modelName: stored.modelName ?? modelName,
    modelParameters: stored.modelParameters ?? modelParameters,
    modelBytes: stored.modelBytes ?? modelBytes,
  };
  await store.putRun(run);
  return { kind: 'imported', isNew: false, ...contents, run };
}

type ImportedLog = Omit<Extract<LogImport, { kind: 'imported' }>, 'kind' | 'isNew'>;

/** A later line of the run knows more of it than the first. */
async function put(
  items: readonly LogItem[],
  { run, sampleCount, damaged }: ImportedLog,
  store: RunStore,
): Promise<ImportedLog> {
  const tasks = items.flatMap((item) => (item.kind === 'task' ? item.task : []));
  const samples = items.flatMap((item) => (item.kind === 'sample' ? item.sample : []));
  const found = items.flatMap((item) =>
    item.kind === 'damaged' ? { line: item.line, fault: item.fault } : [],
  );
  if (tasks.length > 0) await store.putTasks(tasks);
  if (samples.length > 0) await store.putSamples(samples);
  const latest = items.findLast((item) => item.kind === 'run')?.run;
  return {
    run: latest ?? run,
    sampleCount: sampleCount + samples.length,
    damaged: [...damaged, ...found],
  };
}

function alreadyHere(run: Run): LogRefusal {
  return { kind: 'already-here', name: titleOf(run) };
}
