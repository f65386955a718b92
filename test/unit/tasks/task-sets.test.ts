/** What all known sets have in common, and how their tasks are told apart in files of harnesses. */

import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isOwnSet } from '../../../src/tasks/own-set-id.ts';
import {
  acceptsPrefix,
  companionOf,
  isTaskSetId,
  subsetOf,
  taskSets,
} from '../../../src/tasks/task-sets.ts';
import { taskOf } from '../../support/tasks.ts';

test('every set has a name of its own, fit for an address, that no own file can have', () => {
  const ids = taskSets.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) {
    expect(id).toMatch(/^[a-z][a-z-]*$/);
    expect([isOwnSet(id), isTaskSetId(id)]).toEqual([false, true]);
  }
});

test('sets that share a prefix are selections of one another', () => {
  for (const set of taskSets) {
    const same = taskSets.filter((other) => other !== set && other.idPrefix === set.idPrefix);
    expect(same.every(({ id }) => companionOf(id) === set.id)).toBe(true);
  }
});

test('a file of the site is there', () => {
  const files = taskSets.flatMap(({ origin }) => (origin.kind === 'site' ? [origin.file] : []));
  expect(files.filter((file) => !existsSync(`public/${file}`))).toEqual([]);
});

test('the two forms of MBPP know each other', () => {
  expect([companionOf('mbpp'), companionOf('mbpp-sanitized')]).toEqual(['mbpp-sanitized', 'mbpp']);
  expect([subsetOf('mbpp')?.id, subsetOf('mbpp-sanitized'), companionOf('starter')]).toEqual([
    'mbpp-sanitized',
    null,
    null,
  ]);
});

test.for([
  ['mbpp', undefined, 'Mbpp', true],
  ['mbpp-sanitized', undefined, 'mbpp', true],
  ['mbpp', undefined, '', true],
  ['mbpp', undefined, 'SomeHarness', true],
  ['mbpp', undefined, 'Starter', false],
  ['starter', undefined, 'Mbpp', false],
  ['own-0123456789abcdef', 'Mbpp', 'Mbpp', true],
  ['own-0123456789abcdef', 'Mbpp', 'Starter', false],
  ['own-0123456789abcdef', undefined, 'Mbpp', true],
] as const)('%s, whose file says %s, takes ids of %s: %s', ([source, idPrefix, prefix, takes]) => {
  const task = taskOf(['assert f()'], { source, ...(idPrefix && { idPrefix }) });
  expect(acceptsPrefix({ source, tasks: [task] }, prefix)).toBe(takes);
});
