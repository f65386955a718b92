/** The starter set as shipped, and MBPP as published where a copy lies beside the repository. */
import { expect, test } from 'vitest';
import starterText from '../../../public/starter-tasks.jsonl?raw';
import { mbpp } from '../../../src/tasks/sets/mbpp.ts';
import { sanitizedMbpp } from '../../../src/tasks/sets/sanitized-mbpp.ts';
import { plainSha256 } from '../../../src/tasks/sha256.ts';
import { splitOf } from '../../../src/tasks/task-sets.ts';
import { readTaskFile } from '../../../src/tasks/task-file.ts';
import type { TaskSetId } from '../../../src/tasks/task.ts';

const copies = import.meta.glob<string>('../../../../shared/data/mbpp/*', {
  query: '?raw',
  import: 'default',
});

function tasksIn(text: string, source: TaskSetId) {
  const reading = readTaskFile(text, source);
  if (reading.kind === 'refused') throw new Error(reading.fault.kind);
  return reading;
}

test('the starter set is at least 24 whole tasks with three asserts and a challenge', () => {
  const { tasks, faults } = tasksIn(starterText, 'starter');
  expect(faults).toEqual([]);
  expect(tasks.length).toBeGreaterThanOrEqual(24);
  for (const task of tasks) {
    expect(task.tests).toHaveLength(3);
    expect(task.challengeTests.length).toBeGreaterThanOrEqual(1);
    expect(task.challengeTests.length).toBeLessThanOrEqual(3);
    expect(task.referenceCode).toMatch(/^def \w+\(/);
  }
});

const published = [
  { set: mbpp, name: 'mbpp.jsonl', sizes: [10, 500, 90, 374] },
  { set: sanitizedMbpp, name: 'sanitized-mbpp.json', sizes: [7, 257, 43, 120] },
];

test.for(published)(
  '$name loads whole, with its splits',
  async ({ set, name, sizes }, { skip }) => {
    const copy = Object.entries(copies).find(([path]) => path.endsWith(`/${name}`))?.[1];
    if (!copy) return skip('there is no copy of MBPP beside the repository');
    const text = await copy();
    const bytes = new TextEncoder().encode(text);
    expect([bytes.length, await plainSha256(bytes)]).toEqual([
      set.origin.sizeBytes,
      set.origin.sha256,
    ]);

    const { tasks, faults } = tasksIn(text, set.id);
    expect(faults).toEqual([]);
    const counts = { prompt: 0, test: 0, validation: 0, train: 0 };
    for (const task of tasks) {
      const split = splitOf(task);
      if (split) counts[split] += 1;
    }
    expect(Object.values(counts)).toEqual(sizes);
    expect(tasks.some((task) => JSON.stringify(task).includes('\\r'))).toBe(false);
  },
);
