/** Every known fault, looked up in the published files where they are present. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { KnownFault } from '../../../src/tasks/known-faults.ts';
import { readTaskFile } from '../../../src/tasks/task-file.ts';
import { knownFaultOf } from '../../../src/tasks/task-sets.ts';
import type { Task, TaskSetId } from '../../../src/tasks/task.ts';

const folder = new URL('../../../../shared/data/mbpp/', import.meta.url);

function published(name: string, source: TaskSetId): readonly Task[] {
  const reading = readTaskFile(readFileSync(new URL(name, folder), 'utf8'), source);
  return reading.kind === 'tasks' ? reading.tasks : [];
}

const expected = (source: string) => source.split(/==/).slice(1).join('==').trim();
const unquoted = (source: string) => expected(source).replace(/^\(?['"]|['"]\)?$/g, '');

/** The mark in a task's tests by which the fault is recognised. */
const marks: Readonly<Record<KnownFault, (task: Task) => boolean>> = {
  'half-compared': ({ tests }) => tests.some((source) => /== -?\d+, ?-?\d+$/.test(source)),
  'unnamed-sentence': ({ text, tests }) =>
    tests.every((source) => !text.toLowerCase().includes(unquoted(source).toLowerCase())) &&
    tests.some((source) => /^\(?['"][A-Za-z ,!]+['"]/.test(expected(source))),
  'value-as-text': ({ tests }) =>
    tests.some((source) => /^['"](\d+|\[.*\]|None)['"]$/.test(expected(source))),
  'more-than-asked': ({ tests }) => tests.some((source) => expected(source).startsWith('(')),
  'rough-pi': ({ tests }) => tests.some((source) => /\.\d{3,}/.test(expected(source))),
  'sets-disagree': () => true,
  'wrong-value': () => true,
};

test('faults are known of the published sets alone, of each its own', () => {
  expect(knownFaultOf({ source: 'mbpp', id: '436' })).toBe('half-compared');
  expect(knownFaultOf({ source: 'mbpp-sanitized', id: '436' })).toBeNull();
  expect(knownFaultOf({ source: 'mbpp-sanitized', id: '468' })).toBe('sets-disagree');
  expect(knownFaultOf({ source: 'mbpp', id: '1' })).toBeNull();
  expect(knownFaultOf({ source: 'own-file', id: '436' })).toBeNull();
});

test.skipIf(!existsSync(folder))('each known fault carries its mark in the published file', () => {
  const all = [
    ...published('mbpp.jsonl', 'mbpp'),
    ...published('sanitized-mbpp.json', 'mbpp-sanitized'),
  ];
  const faulty = all.flatMap((task) => {
    const fault = knownFaultOf(task);
    return fault ? [{ task, fault }] : [];
  });
  expect(faulty.length).toBe(46 + 6);
  const unmarked = faulty.filter(({ task, fault }) => !marks[fault](task));
  expect(unmarked.map(({ task }) => task.id)).toEqual([]);
});

test.skipIf(!existsSync(folder))('the two sets disagree where that is said', () => {
  const sanitized = published('sanitized-mbpp.json', 'mbpp-sanitized');
  const disagreeing = published('mbpp.jsonl', 'mbpp').filter(
    (task) => knownFaultOf(task) === 'sets-disagree',
  );
  for (const task of disagreeing) {
    const twin = sanitized.find(({ id }) => id === task.id);
    expect(twin?.tests.map(expected)).not.toEqual(task.tests.map(expected));
  }
});
