/**
 * A started study as a file: JSON Lines, UTF-8. The first line is
 * `{"kind":"study","format":"synthpad-study","version":1,"study":S}` with the record, whose plans
 * name their runs; then the log of each of these runs as in `log/run-log`, one after the other.
 */

import * as v from 'valibot';
import { type Line, linesOf } from '../../platform/file-text.ts';
import { writeRunLog } from '../log/run-log.ts';
import type { LogImport } from '../log/run-log-reading.ts';
import type { RunStore } from '../runs/run.ts';
import { readStudyRecord, type StudyRecord } from './study-record.ts';

export const studyFormat = 'synthpad-study';
const studyVersion = 1;

/** In pieces; runs that are no more are left out. */
export async function* writeStudy(store: RunStore, record: StudyRecord): AsyncGenerator<string> {
  const head = { kind: 'study', format: studyFormat, version: studyVersion, study: record };
  yield `${JSON.stringify(head)}\n`;
  const runs = new Set(record.parts.flatMap(({ run }) => run ?? []));
  for (const run of runs) yield* writeRunLog(store, run);
}

export type StudyImport =
  | {
      readonly kind: 'imported';
      readonly record: StudyRecord;
      /** What became of the logs, in their order. */
      readonly logs: readonly LogImport[];
      /** The file ends within a line, or could not be read to its end. */
      readonly isBrokenOff: boolean;
    }
  | { readonly kind: 'not-a-study' }
  /** Written by a version of Synthpad that knows more than this one. */
  | { readonly kind: 'unknown-version'; readonly version: number };

const headSchema = v.object({
  kind: v.literal('study'),
  format: v.literal(studyFormat),
  version: v.number(),
  study: v.optional(v.unknown()),
});

/** `importLog` is given each log of the file, and need not read it to its end. */
export async function readStudy(
  pieces: AsyncIterable<string>,
  importLog: (pieces: AsyncIterable<string>) => Promise<LogImport | null>,
): Promise<StudyImport> {
  const whole = new PiecesToBreak(pieces);
  const lines = new Lines(linesOf(whole.read()));
  const head = v.safeParse(headSchema, parsed((await lines.take()) ?? ''));
  if (!head.success) return { kind: 'not-a-study' };
  const { version, study } = head.output;
  if (version > studyVersion) return { kind: 'unknown-version', version };
  if (version !== studyVersion) return { kind: 'not-a-study' };
  const record = readStudyRecord(study);
  if (!record) return { kind: 'not-a-study' };
  const logs: LogImport[] = [];
  for (let run = await lines.nextRun(null); run !== null; run = await lines.nextRun(run)) {
    const log = await importLog(lines.logOf(run));
    if (log) logs.push(log);
  }
  const isBrokenOff = whole.isFailed || (!whole.isEnded && parsed(lines.last) === null);
  return { kind: 'imported', record, logs, isBrokenOff };
}

/** A file up to where it cannot be read: a packed one that is cut, or what is not text. */
class PiecesToBreak {
  readonly #pieces: AsyncIterable<string>;
  isFailed = false;
  /** Whether a line end was the last of it. */
  isEnded = true;

  constructor(pieces: AsyncIterable<string>) {
    this.#pieces = pieces;
  }

  async *read(): AsyncGenerator<string> {
    try {
      for await (const piece of this.#pieces) {
        if (piece !== '') this.isEnded = piece.endsWith('\n');
        yield piece;
      }
    } catch {
      this.isFailed = true;
    }
  }
}

/** Lines taken one at a time, the next of them looked at before. */
class Lines {
  readonly #lines: AsyncIterator<Line>;
  #next: Promise<IteratorResult<Line>> | null = null;
  /** The one read last. */
  last = '';

  constructor(lines: AsyncIterable<Line>) {
    this.#lines = lines[Symbol.asyncIterator]();
  }

  /** Null at the end; "" for a line that is too long to be read. */
  async take(): Promise<string | null> {
    const { done, value } = await this.#peek();
    this.#next = null;
    return done ? null : (value ?? '');
  }

  /** Skips to the first line of another run's log; null where there is none. */
  async nextRun(after: string | null): Promise<string | null> {
    for (;;) {
      const { done, value } = await this.#peek();
      if (done) return null;
      const run = runIn(value);
      if (run !== null && run !== after) return run;
      await this.take();
    }
  }

  /** All lines up to the next run's, each with its end. */
  async *logOf(run: string): AsyncGenerator<string> {
    for (;;) {
      const { done, value } = await this.#peek();
      const found = done ? null : runIn(value);
      if (done || (found !== null && found !== run)) return;
      this.#next = null;
      yield `${value ?? ''}\n`;
    }
  }

  #peek(): Promise<IteratorResult<Line>> {
    return (this.#next ??= this.#read());
  }

  async #read(): Promise<IteratorResult<Line>> {
    const next = await this.#lines.next();
    if (!next.done) this.last = next.value ?? '';
    return next;
  }
}

const runLineSchema = v.object({ kind: v.literal('run'), run: v.object({ id: v.string() }) });

/** The id in a line that begins a log. Only such lines begin like this: others are not parsed. */
function runIn(line: Line): string | null {
  if (!line?.startsWith('{"kind":"run"')) return null;
  const head = v.safeParse(runLineSchema, parsed(line));
  return head.success ? head.output.run.id : null;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}
