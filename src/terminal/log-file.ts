/** Logs of runs on disk: read back piece by piece, and appended to line by line. */

import { createReadStream } from 'node:fs';
import { appendFile, type FileHandle, open, rm, stat, truncate } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { EarlierRun } from '../evaluation/log/outgoing-run.ts';
import { type DamagedLine, type LogItem, readRunLog } from '../evaluation/log/run-log-reading.ts';
import {
  outcomeOf,
  type Run,
  type RunTask,
  type Sample,
  type SampleOutcome,
} from '../evaluation/runs/run.ts';
import { mostLineLength } from '../platform/text-limits.ts';
import { damagedLineText, logRefusalText } from '../texts/run-texts.ts';
import { InputFault } from './input.ts';
import { terminalTexts } from '../texts/terminal-texts.ts';

export interface LogContent extends EarlierRun {
  /** How often a task is written, which is more than once in logs that were joined by hand. */
  readonly timesDescribed: number;
  /** Lines that were skipped, in their order. */
  readonly damaged: readonly DamagedLine[];
}

/** Everything but replies that have their verdict. What is no log is a fault. */
export async function readLogFile(path: string): Promise<LogContent> {
  const tasks = new Map<string, RunTask>();
  const outcomes = new Map<string, SampleOutcome>();
  let run: Run | null = null;
  const unchecked = new Map<string, Sample>();
  const damaged: DamagedLine[] = [];
  let timesDescribed = 0;
  for await (const item of logItems(path)) {
    if (item.kind === 'run') run = item.run;
    if (item.kind === 'task') {
      const { id } = item.task.task;
      timesDescribed = Math.max(timesDescribed, tasks.has(id) ? 2 : 1);
      tasks.set(id, item.task);
    }
    if (item.kind === 'sample') {
      const { sample } = item;
      const name = sampleName(sample);
      outcomes.set(name, outcomeOf(sample));
      if (sample.verdict === null && sample.failure === null) unchecked.set(name, sample);
      else unchecked.delete(name);
    }
    if (item.kind === 'damaged') damaged.push({ line: item.line, fault: item.fault });
  }
  if (!run)
    throw new InputFault(terminalTexts.fileFault(path, logRefusalText({ kind: 'not-a-run-log' })));
  return {
    run,
    timesDescribed,
    damaged,
    tasks: [...tasks.values()],
    outcomes: [...outcomes.values()],
    unchecked: [...unchecked.values()],
  };
}

export function sayDamaged(path: string, damaged: readonly DamagedLine[]): void {
  for (const line of damaged) console.error(terminalTexts.fileFault(path, damagedLineText(line)));
}

/**
 * Item by item, in the order of the file, unpacked where it is gzip. As on the page, samples that no
 * run has are damaged lines.
 */
export async function* logItems(path: string): AsyncGenerator<LogItem> {
  const isPacked = await isGzip(path);
  try {
    const pieces = isPacked ? unpacked(path) : createReadStream(path, 'utf8');
    for await (const items of readRunLog(pieces, { refusesStrays: true })) {
      for (const item of items) {
        if (item.kind !== 'refused') yield item;
        else throw new InputFault(terminalTexts.fileFault(path, logRefusalText(item.refusal)));
      }
    }
  } catch (error) {
    if (error instanceof InputFault) throw error;
    throw new InputFault(
      isPacked ? terminalTexts.damagedGzip(path) : terminalTexts.unreadable(path),
    );
  }
}

function unpacked(path: string): AsyncIterable<string> {
  const text = createGunzip();
  // What goes wrong on either side rejects whoever reads.
  pipeline(createReadStream(path), text, () => undefined);
  return text.setEncoding('utf8');
}

/** By its first two bytes; false where there is no file. */
export async function isGzip(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => null);
  if (!file) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

/** What tells one sample of a run from another. */
export function sampleName({ task, index }: { task: string; index: number }): string {
  return `${index}/${task}`;
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** A log that was opened and got no line. */
export async function removeEmpty(path: string): Promise<void> {
  if ((await stat(path)).size === 0) await rm(path);
}

/** A log that grows: what `append` resolved is in the file. */
export class GrowingLog {
  readonly #file: FileHandle;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** An empty file, or the old one up to the end of its last whole line. */
  static async open(path: string, isContinued: boolean): Promise<GrowingLog> {
    try {
      if (isContinued) await cutToWholeLines(path);
      return new GrowingLog(await open(path, isContinued ? 'a' : 'w'));
    } catch {
      throw new InputFault(terminalTexts.unwritable(path));
    }
  }

  append(lines: string): Promise<void> {
    const written = this.#last.then(() => this.#file.appendFile(lines));
    this.#last = written.catch(() => undefined);
    return written;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#file.close();
  }
}

async function cutToWholeLines(path: string): Promise<void> {
  const bytes = await wholeLineBytes(path);
  await truncate(path, bytes);
  if (bytes > 0 && (await textAt(path, bytes - 1, 1)) !== '\n') await appendFile(path, '\n');
}

/**
 * How many bytes of a file are whole lines. The last one needs no end where it is whole without:
 * an editor may have taken that away, or it was all that was still to be written.
 */
export async function wholeLineBytes(path: string): Promise<number> {
  const ended = await endedLineBytes(path);
  const isWhole = isObject(await textAt(path, ended, mostLineLength));
  return isWhole ? (await stat(path)).size : ended;
}

/** Text of a file from a place on, and no more of it than asked for; "" where there is no file. */
export async function textAt(path: string, from: number, mostBytes: number): Promise<string> {
  const file = await open(path, 'r').catch(() => null);
  if (!file) return '';
  try {
    const size = Math.min(mostBytes, (await file.stat()).size - from);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, from);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Of JSON, which is none until its last bracket. */
function isObject(text: string): boolean {
  try {
    return text.startsWith('{') && Boolean(JSON.parse(text));
  } catch {
    return false;
  }
}

/** 0 where there is no file. */
async function endedLineBytes(path: string): Promise<number> {
  const newline = 10;
  const block = Buffer.alloc(65_536);
  const file = await open(path, 'r').catch(() => null);
  if (!file) return 0;
  try {
    let end = (await file.stat()).size;
    while (end > 0) {
      const start = Math.max(0, end - block.length);
      const { bytesRead } = await file.read(block, 0, end - start, start);
      const at = block.subarray(0, bytesRead).lastIndexOf(newline);
      if (at >= 0) return start + at + 1;
      end = start;
    }
    return 0;
  } finally {
    await file.close();
  }
}
