/** Logs of runs as files: packed or not, and what is none. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runLine, sampleLine, taskLine } from '../../../src/evaluation/log/run-log.ts';
import { GrowingLog, isGzip, readLogFile } from '../../../src/terminal/log-file.ts';
import { runOf, runTaskOf, sampleOf } from '../../support/plans.ts';

const log =
  runLine(runOf()) +
  taskLine(runTaskOf('run-1', '1')) +
  taskLine(runTaskOf('run-1', '2')) +
  sampleLine(sampleOf());

let folder = '';
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'logs-'))));
afterEach(() => rm(folder, { recursive: true }));

async function written(name: string, bytes: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

test('a packed log is read like any other, whatever its name', async () => {
  const plain = await readLogFile(await written('plain.jsonl', log));
  const packed = await readLogFile(await written('packed.jsonl', gzipSync(log)));
  expect(packed).toEqual(plain);
  expect(packed.outcomes).toHaveLength(1);
});

test('a packed log that was cut is said to be damaged', async () => {
  const packed = gzipSync(log);
  const path = await written('cut.jsonl.gz', packed.subarray(0, packed.length - 20));
  await expect(readLogFile(path)).rejects.toThrow(/is damaged: it is gzip/);
});

test('a file is packed where its first bytes say so', async () => {
  expect(await isGzip(await written('a', gzipSync('x')))).toBe(true);
  expect(await isGzip(await written('b.gz', '{"kind": "run"}'))).toBe(false);
  expect(await isGzip(await written('c', ''))).toBe(false);
  expect(await isGzip(join(folder, 'missing'))).toBe(false);
});

test('a shard beyond the last is none', async () => {
  const beyond = runLine(runOf({ shard: { index: 3, count: 2 } }));
  await expect(readLogFile(await written('d.jsonl', beyond))).rejects.toThrow(/d\.jsonl/);
});

test('a log that goes on keeps its last line, with its end or without, and nothing that was cut', async () => {
  const [line, next] = [sampleLine(sampleOf()), sampleLine(sampleOf({ index: 1 }))];
  const goneOn = async (text: string) => {
    const path = await written('on.jsonl', text);
    const growing = await GrowingLog.open(path, true);
    await growing.append(next);
    await growing.close();
    return readFile(path, 'utf8');
  };
  expect(await goneOn(log)).toBe(log + next);
  expect(await goneOn(log.trimEnd())).toBe(log + next);
  expect(await goneOn(log + line.slice(0, 40))).toBe(log + next);
  const long = sampleLine(sampleOf({ task: 'é'.repeat(70_000) }));
  expect(await goneOn(log + long.trimEnd())).toBe(log + long + next);
  expect(await goneOn(log + long.slice(0, -3))).toBe(log + next);
});

test('replies without a verdict are read whole, unless a later line has it', async () => {
  const unchecked = [0, 1].map((index) => sampleOf({ task: '2', index, verdict: null }));
  const [, second] = unchecked;
  const text = log + unchecked.map(sampleLine).join('') + sampleLine(sampleOf({ task: '2' }));
  const read = await readLogFile(await written('unchecked.jsonl', text));
  expect(read.unchecked).toEqual([second]);
  expect(read.outcomes.map(({ status }) => status)).toEqual(['passed', 'passed', null]);
});
