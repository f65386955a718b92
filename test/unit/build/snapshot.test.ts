import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { interpreterFiles, trimmedPyodide } from '../../../src/build/interpreter-files.ts';
import { snapshotAfterBoot } from '../../../src/build/snapshot.ts';

const [, command = ''] = process.argv;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'synthpad-snapshot-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
  vi.unstubAllEnvs();
  process.argv[1] = command;
});

test('a snapshot is the same wherever and whenever it is made', { timeout: 60_000 }, async () => {
  // That of the build, which was another process, if not another day.
  const { snapshot, stdlib } = await interpreterFiles();
  const library = join(folder, 'library.zip');
  await writeFile(library, stdlib);
  vi.stubEnv('TZ', 'Asia/Tokyo');
  process.argv[1] = '/some/where/else/vite';
  const elsewhere = await snapshotAfterBoot(await trimmedPyodide(), library);
  expect(Buffer.from(elsewhere).equals(gunzipSync(snapshot))).toBe(true);
  expect(process.env['TZ']).toBe('Asia/Tokyo');
  expect(process.argv[1]).toBe('/some/where/else/vite');
});
