/** Logs of runs as files: packed or not, and what is none. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runLine, sampleLine, taskLine } from '../../../src/evaluation/log/run-log.ts';
import { isGzip, readLogFile } from '../../../src/terminal/log-file.ts';
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
  const beyond = runLine(runOf(), { index: 3, count: 2 });
  await expect(readLogFile(await written('d.jsonl', beyond))).rejects.toThrow(/d\.jsonl/);
});
