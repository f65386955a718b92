import { expect, test } from 'vitest';
import { readTaskFile } from '../../../../src/tasks/task-file.ts';
import type { TaskSetId } from '../../../../src/tasks/task.ts';

/** What became of one row, as an entry of an array. */
function readTaskRow(row: unknown, source: TaskSetId) {
  const reading = readTaskFile(JSON.stringify([row]), source);
  if (reading.kind === 'refused') {
    if (reading.fault.kind !== 'no-task') throw new Error(reading.fault.kind);
    return { kind: 'fault', fault: reading.fault.first.fault };
  }
  const [task] = reading.tasks;
  return task ? { kind: 'task', task } : { kind: 'fault', fault: reading.faults[0]?.fault };
}

const fullRow = {
  task_id: 2,
  text: 'Add two numbers.\r\nBoth are whole.',
  code: 'def add(a, b):\r\n\treturn a + b\r',
  test_list: ['assert add(1, 2) == 3', 'assert add(\r\n0, 0) == 0'],
  test_setup_code: 'import math\r\n',
  challenge_test_list: ['assert add(-1, 1) == 0'],
};

const sanitizedRow = {
  source_file: 'notebook.ipynb',
  task_id: 14,
  prompt: 'Add two numbers.',
  code: 'def add(a, b): return a + b',
  test_imports: ['import math', 'import cmath'],
  test_list: ['assert math.isclose(add(1, 2), 3)'],
};

test('a full row becomes a task with plain line ends', () => {
  expect(readTaskRow(fullRow, 'mbpp')).toEqual({
    kind: 'task',
    task: {
      source: 'mbpp',
      id: '2',
      text: 'Add two numbers.\nBoth are whole.',
      referenceCode: 'def add(a, b):\n\treturn a + b\n',
      setupCode: 'import math\n',
      tests: ['assert add(1, 2) == 3', 'assert add(\n0, 0) == 0'],
      challengeTests: ['assert add(-1, 1) == 0'],
    },
  });
});

test('a sanitized row becomes a task whose imports are setup code', () => {
  expect(readTaskRow(sanitizedRow, 'mbpp-sanitized')).toEqual({
    kind: 'task',
    task: {
      source: 'mbpp-sanitized',
      id: '14',
      text: 'Add two numbers.',
      referenceCode: 'def add(a, b): return a + b',
      setupCode: 'import math\nimport cmath',
      tests: ['assert math.isclose(add(1, 2), 3)'],
      challengeTests: [],
    },
  });
});

test('a row needs only an id, a text and tests', () => {
  const row = { task_id: 'a', text: 'Do it.', test_list: ['assert f()'] };
  expect(readTaskRow(row, 'own-file')).toEqual({
    kind: 'task',
    task: {
      source: 'own-file',
      id: 'a',
      text: 'Do it.',
      referenceCode: '',
      setupCode: '',
      tests: ['assert f()'],
      challengeTests: [],
    },
  });
});

test.for([
  [2, '2'],
  ['2', '2'],
  ['Mbpp/2', '2'],
  [' 2 ', '2'],
  ['suite/part/sum-1', 'sum-1'],
] as const)('the id %j is "%s"', ([task_id, id]) => {
  expect(readTaskRow({ ...fullRow, task_id }, 'mbpp')).toMatchObject({ task: { id } });
});

test.for([
  ['a string', 'row', { kind: 'not-a-row' }],
  ['null', null, { kind: 'not-a-row' }],
  ['a list', [fullRow], { kind: 'not-a-row' }],
  ['no id', { ...fullRow, task_id: undefined }, { kind: 'missing-field', field: 'task_id' }],
  ['nothing', {}, { kind: 'missing-field', field: 'task_id' }],
  [
    'a fractional id',
    { ...fullRow, task_id: 2.5 },
    { kind: 'wrong-type', field: 'task_id', expected: 'whole number or string' },
  ],
  ['an id that is only a prefix', { ...fullRow, task_id: 'Mbpp/' }, { kind: 'empty-id' }],
  [
    'no statement',
    { task_id: 1, test_list: ['assert f()'] },
    { kind: 'missing-field', field: 'text' },
  ],
  [
    'a statement of another type',
    { ...sanitizedRow, prompt: 7 },
    { kind: 'wrong-type', field: 'prompt', expected: 'string' },
  ],
  ['no list of tests', { task_id: 1, text: '' }, { kind: 'missing-field', field: 'test_list' }],
  ['an empty list of tests', { ...fullRow, test_list: [] }, { kind: 'no-tests' }],
  [
    'tests as one string',
    { ...fullRow, test_list: 'assert f()' },
    { kind: 'wrong-type', field: 'test_list', expected: 'list of strings' },
  ],
  [
    'a test that is a number',
    { ...fullRow, test_list: ['assert f()', 3] },
    { kind: 'wrong-type', field: 'test_list', expected: 'list of strings' },
  ],
  [
    'code that is a list',
    { ...fullRow, code: [] },
    { kind: 'wrong-type', field: 'code', expected: 'string' },
  ],
] as const)('%s is a named fault', ([, row, fault]) => {
  expect(readTaskRow(row, 'own-file')).toEqual({ kind: 'fault', fault });
});
