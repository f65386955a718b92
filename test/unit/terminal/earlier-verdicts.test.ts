/** Which verdicts `grade --resume` continues, and that looking changes none of them. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { earlierVerdicts } from '../../../src/terminal/earlier-verdicts.ts';

const samples = [2, 3].map((id) => ({
  ...{ taskId: `${id}`, writtenTaskId: id, idPrefix: '', program: 'x = 1' },
}));
const lineOf = (id: number) => JSON.stringify({ task_id: id, status: 'passed', tests: [] });

let folder = '';
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'verdicts-'))));
afterEach(() => rm(folder, { recursive: true }));

async function statusesIn(text: string) {
  const path = join(folder, 'verdicts.jsonl');
  await writeFile(path, text);
  const grades = await earlierVerdicts(path, samples).catch((error: Error) => error.message);
  expect(await readFile(path, 'utf8')).toBe(text);
  return typeof grades === 'string'
    ? grades.replace(folder, '')
    : grades.map((each) => each.taskId);
}

test('whole lines are continued, and what was cut is not', async () => {
  expect(await statusesIn(`${lineOf(2)}\n${lineOf(3)}\n`)).toEqual(['2', '3']);
  expect(await statusesIn(`${lineOf(2)}\n${lineOf(3).slice(0, 20)}`)).toEqual(['2']);
  expect(await statusesIn(`${lineOf(2)}\n${lineOf(3)}`)).toEqual(['2', '3']);
  expect(await statusesIn(lineOf(2).slice(0, 20))).toEqual([]);
  expect(await statusesIn('')).toEqual([]);
});

test('a file that holds something else is refused as it is', async () => {
  const refused = (line: number) =>
    `Line ${line} of /verdicts.jsonl is not the verdict of these samples, so it cannot be continued. Name another file.`;
  expect(await statusesIn('Dear diary')).toBe(refused(1));
  expect(await statusesIn('Dear diary\nwith no end')).toBe(refused(1));
  expect(await statusesIn(`${lineOf(2)}\n${lineOf(4)}\n{"task`)).toBe(refused(2));
});
