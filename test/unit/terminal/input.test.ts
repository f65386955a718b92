/** The files that a person gives a command. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownSetId } from '../../../src/tasks/own-set-id.ts';
import { readTasks, readTasksOf } from '../../../src/terminal/input.ts';

const task = JSON.stringify({ task_id: 7, text: 'Do it.', test_list: ['assert f() == 1'] });
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'synthpad-input-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function fileOf(content: string | Uint8Array): Promise<string> {
  const path = join(folder, 'tasks');
  await writeFile(path, content);
  return path;
}

test('tasks are the same packed', async () => {
  const plain = await readTasks(await fileOf(task));
  expect(plain.tasks.map(({ id }) => id)).toEqual(['7']);
  expect(await readTasks(await fileOf(gzipSync(task)))).toEqual(plain);
});

test('damaged gzip is named', async () => {
  const path = await fileOf(gzipSync(task).subarray(0, 30));
  await expect(readTasks(path)).rejects.toThrow(
    `${path} is damaged: it is gzip, but cannot be decompressed.`,
  );
});

test('a plan of one’s own file takes that file and no other', async () => {
  const path = await fileOf(task);
  const source = await ownSetId(task);
  expect(await readTasksOf(source, path)).toMatchObject([{ source, id: '7' }]);
  expect(await readTasksOf('own-file', path)).toMatchObject([{ source: 'own-file', id: '7' }]);
  await expect(readTasksOf(await ownSetId(`${task}\n`), path)).rejects.toThrow(
    `${path} is not the file the plan was made for: its tasks are different.`,
  );
});
