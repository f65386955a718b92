/** A file of the person's own, as it is or packed. */

import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readOwnFile } from '../../../src/tasks/own-file.ts';

const task = JSON.stringify({ task_id: 7, text: 'Do it.', test_list: ['assert f() == 1'] });
const hiddenTask = JSON.stringify({
  task_id: 'Mbpp/8',
  prompt: '"""\nDo it.\nassert f(1) == 1\n"""\n',
  entry_point: 'f',
  canonical_solution: 'def f(a):\n    return a\n',
  base_input: [[1]],
  plus_input: [[2]],
});

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
