/** A file of the person's own, as it is or packed. */

import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { rememberedFiles } from '../../../src/tasks/kept-files.ts';
import { ownSetId } from '../../../src/tasks/own-set-id.ts';
import { OwnSets } from '../../../src/tasks/own-sets.ts';

const task = JSON.stringify({ task_id: 7, text: 'Do it.', test_list: ['assert f() == 1'] });
const hiddenTask = JSON.stringify({
  task_id: 'Mbpp/8',
  prompt: '"""\nDo it.\nassert f(1) == 1\n"""\n',
  entry_point: 'f',
  canonical_solution: 'def f(a):\n    return a\n',
  base_input: [[1]],
  plus_input: [[2]],
});

const readOwnFile = async (file: File) => (await new OwnSets(rememberedFiles()).open(file)).set;

test.each([
  ['tasks.jsonl', task, '7'],
  ['MbppPlus.jsonl', hiddenTask, '8'],
])('%s is the same packed, whatever its name says', async (name, text, id) => {
  const plain = await readOwnFile(new File([text], name));
  expect(plain.tasks.map((each) => each.id)).toEqual([id]);
  expect(await readOwnFile(new File([gzipSync(text)], name))).toEqual(plain);
});

test('damaged gzip is a file that cannot be read', async () => {
  const damaged = new File([gzipSync(task).subarray(0, 30)], 'tasks.jsonl.gz');
  await expect(readOwnFile(damaged)).rejects.toMatchObject({
    failure: { kind: 'unreadable-file', fileName: 'tasks.jsonl.gz' },
  });
});

test('two files are two sets, however alike their ids and names are', async () => {
  const other = task.replace('Do it.', 'Do that.');
  const sets = new OwnSets(rememberedFiles());
  const opened = [];
  for (const text of [task, other, task]) {
    opened.push((await sets.open(new File([text], 'tasks.jsonl'))).source.id);
  }
  expect(opened[2]).toBe(opened[0]);
  expect(new Set(opened).size).toBe(2);
  expect((await sets.list()).map(({ id }) => id)).toEqual(opened.slice(0, 2));
});

test('a file that was opened is there again, by its name and with its tasks', async () => {
  const kept = rememberedFiles();
  const { source, set } = await new OwnSets(kept).open(new File([task], 'my täsks/1.jsonl'));
  const [again] = await new OwnSets(kept).list();
  expect([again?.id, again?.name]).toEqual([source.id, 'my täsks/1.jsonl']);
  expect(await again?.openKept()).toEqual({ ...set, keepFault: null });
});

test('a kept copy that was damaged is forgotten', async () => {
  const kept = rememberedFiles();
  await new OwnSets(kept).open(new File([task], 'tasks.jsonl'));
  const [address = ''] = await kept.addresses();
  await kept.keep(address, new TextEncoder().encode(task.replace('1', '2')));
  const [damaged] = await new OwnSets(kept).list();
  expect(await damaged?.openKept()).toBeNull();
  expect(await kept.addresses()).toEqual([]);
});

test('a file kept by a version without limits keeps all of its tests', async () => {
  const tests = Array.from({ length: 600 }, (_, index) => `assert f(${index}) == 1`);
  const text = JSON.stringify({ ...JSON.parse(task), test_list: tests });
  const kept = rememberedFiles();
  const id = await ownSetId(text);
  const address = `https://own-tasks.invalid/${id}/many.jsonl`;
  await kept.keep(address, new TextEncoder().encode(text));
  const sets = new OwnSets(kept);
  const [source] = await sets.list();
  expect((await source?.openKept())?.tasks[0]?.tests).toHaveLength(600);
  expect(await kept.addresses()).toEqual([address]);
  // Chosen again, it is the set that is there.
  const { set } = await sets.open(new File([text], 'many.jsonl'));
  expect(set.tasks[0]?.tests).toHaveLength(600);
});

test('a new file with more tests in a task than the page can show is refused', async () => {
  const tests = Array.from({ length: 600 }, () => 'assert f() == 1');
  const file = new File([JSON.stringify({ ...JSON.parse(task), test_list: tests })], 'many.jsonl');
  await expect(readOwnFile(file)).rejects.toMatchObject({
    failure: { fault: { kind: 'no-task', first: { fault: { kind: 'too-many-tests' } } } },
  });
});
