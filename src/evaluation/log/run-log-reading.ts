/**
 * Reads a run's log piece by piece, so that one of any size fits. What a line means is in
 * `run-log`; a damaged line is named and costs nothing else.
 */

import * as v from 'valibot';
import { headSchema, lineSchema } from './run-log-lines.ts';
import { runLogFormat, runLogVersion } from './run-log.ts';
import type { Run, RunStore, RunTask, Sample } from '../runs/run.ts';
import type { Shard } from '../plans/task-selection.ts';

export type LineFault =
  /** The last line, without its end: whoever wrote it was stopped. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'not-json'; readonly detail: string }
  | { readonly kind: 'wrong-field'; readonly field: string; readonly detail: string };

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
  | { readonly kind: 'already-here'; readonly name: string };

export type LogItem =
  | { readonly kind: 'run'; readonly run: Run; readonly shard: Shard | null }
  | { readonly kind: 'task'; readonly task: RunTask }
  | { readonly kind: 'sample'; readonly sample: Sample }
  | ({ readonly kind: 'damaged' } & DamagedLine)
  /** Comes alone and ends the reading. */
  | { readonly kind: 'refused'; readonly refusal: LogRefusal };

export class RunLogReader {
  #rest = '';
  #line = 0;
  #run: Run | null = null;
  #isRefused = false;

  /** Takes a piece of the file, cut anywhere, and gives what its whole lines hold. */
  push(piece: string): LogItem[] {
    const lines = (this.#rest + piece).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.flatMap((text) => this.#read(text, true));
  }

  /** What a last line without its end holds, and whether there was a log at all. */
  end(): LogItem[] {
    const last = this.#read(this.#rest, false);
    this.#rest = '';
    return this.#run || this.#isRefused || last.length > 0
      ? last
      : this.#refuse({ kind: 'not-a-run-log' });
  }

  #read(text: string, isWhole: boolean): LogItem[] {
    this.#line++;
    const content = this.#line === 1 ? text.replace(/^\uFEFF/, '') : text;
    if (this.#isRefused || content.trim() === '') return [];
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
      this.#run = output.run;
      return [{ kind: 'run', run: output.run, shard: output.shard }];
    }
    const run = this.#run?.id ?? '';
    if (output.kind === 'task') {
      const { task, prompt, functionName } = output;
      return [{ kind: 'task', task: { run, task, prompt, functionName } }];
    }
    const { kind, ...sample } = output;
    return [{ kind, sample: { run, ...sample } }];
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

export async function* readRunLog(
  pieces: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<readonly LogItem[]> {
  const reader = new RunLogReader();
  for await (const piece of pieces) {
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
      readonly sampleCount: number;
      readonly damaged: readonly DamagedLine[];
    }
  | { readonly kind: 'refused'; readonly refusal: LogRefusal };

/**
 * Puts a log into a store that does not have its run. The run itself comes last, so that an import
 * which breaks off leaves no run; what it left of samples makes way for the next one.
 */
export async function importRunLog(
  pieces: AsyncIterable<string> | Iterable<string>,
  store: RunStore,
): Promise<LogImport> {
  let run: Run | null = null;
  let sampleCount = 0;
  const damaged: DamagedLine[] = [];
  for await (const items of readRunLog(pieces)) {
    const tasks: RunTask[] = [];
    const samples: Sample[] = [];
    for (const item of items) {
      if (item.kind === 'refused') return { kind: 'refused', refusal: item.refusal };
      if (item.kind === 'run' && !run) {
        const stored = await store.run(item.run.id);
        if (stored) return { kind: 'refused', refusal: alreadyHere(stored) };
        await store.deleteRun(item.run.id);
      }
      if (item.kind === 'run') run = item.run;
      if (item.kind === 'task') tasks.push(item.task);
      if (item.kind === 'sample') samples.push(item.sample);
      if (item.kind === 'damaged') damaged.push({ line: item.line, fault: item.fault });
    }
    if (tasks.length > 0) await store.putTasks(tasks);
    if (samples.length > 0) await store.putSamples(samples);
    sampleCount += samples.length;
  }
  if (!run) return { kind: 'refused', refusal: { kind: 'not-a-run-log' } };
  await store.putRun(run);
  return { kind: 'imported', run, sampleCount, damaged };
}

function alreadyHere({ plan }: Run): LogRefusal {
  return { kind: 'already-here', name: plan.name };
}
