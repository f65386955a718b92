import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { seedOf } from '../../../../src/evaluation/running/seeds.ts';

const rule = { seedRule: 'by-task', baseSeed: 7 } as const;

test('plans of earlier versions keep one seed for the samples of one index', async () => {
  const seeds = await Promise.all([0, 1, 2].map((index) => seedOf({ baseSeed: 7 }, '11', index)));
  expect(seeds).toEqual([7, 8, 9]);
  expect(await seedOf({ baseSeed: 2 ** 31 - 1 }, '11', 1)).toBe(0);
});

test('a seed is half of the first four bytes of a hash that anybody can work out', async () => {
  for (const [task, index] of [
    ['11', 0],
    ['HumanEval/3', 12],
    ['größe 😀', 9999],
  ] as const) {
    const digest = createHash('sha256').update(`7/${task}/${index}`).digest();
    expect(await seedOf(rule, task, index)).toBe(digest.readUInt32BE(0) >>> 1);
  }
});

test('no task shares its seeds with another, and no sample with the next', async () => {
  const keys = Array.from({ length: 500 }, (_, at) => ({ task: String(at), index: at % 3 }));
  const seeds = await Promise.all(keys.map(({ task, index }) => seedOf(rule, task, index)));
  expect(new Set(seeds).size).toBe(keys.length);
  expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31)).toBe(true);
  const another = await Promise.all(
    keys.map(({ task, index }) => seedOf({ ...rule, baseSeed: 8 }, task, index)),
  );
  expect(another.filter((seed, at) => seed === seeds[at])).toEqual([]);
});
