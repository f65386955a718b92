import { expect, test } from 'vitest';
import { writeWholeTask } from '../../../src/tasks/task-schema.ts';
import { readTaskFile } from '../../../src/tasks/task-file.ts';
import { taskOf } from '../../support/tasks.ts';

function row(task_id: unknown, rest: object = {}) {
  return { task_id, text: 'Do it.', test_list: ['assert f() == 1'], ...rest };
}

function lines(...rows: unknown[]): string {
  return rows.map((value) => JSON.stringify(value)).join('\n');
}

/** The outcome in short: ids that loaded, and place and kind of each fault. */
function summary(text: string) {
  const reading = readTaskFile(text, 'own-file');
  if (reading.kind === 'refused') return reading.fault.kind;
  return {
    ids: reading.tasks.map((task) => task.id),
    faults: reading.faults.map(
      ({ place, fault }) => `${place.unit} ${place.number}: ${fault.kind}`,
    ),
  };
}

test('JSON Lines load in the order of the file', () => {
  expect(summary(lines(row(3), row(1), row(2)))).toEqual({ ids: ['3', '1', '2'], faults: [] });
});

test('a JSON array loads, pretty-printed or not', () => {
  const tasks = [row(1), row(2)];
  expect(summary(JSON.stringify(tasks))).toEqual({ ids: ['1', '2'], faults: [] });
  expect(summary(JSON.stringify(tasks, null, 2))).toEqual({ ids: ['1', '2'], faults: [] });
});

test('both flavours may stand in one file', () => {
  const sanitized = { task_id: 2, prompt: 'Do it.', test_imports: [], test_list: ['assert f()'] };
  expect(summary(lines(row(1), sanitized))).toEqual({ ids: ['1', '2'], faults: [] });
});

test('a byte order mark, blank lines and Windows line ends do no harm', () => {
  const text = `\uFEFF\r\n${JSON.stringify(row(1))}\r\n\r\n  \r\n${JSON.stringify(row(2))}\r\n`;
  expect(summary(text)).toEqual({ ids: ['1', '2'], faults: [] });
});

test('bad lines are named as an editor counts them, and the good ones load', () => {
  const text = [JSON.stringify(row(1)), '', '{"task_id": 2,', '7', JSON.stringify(row(3))].join(
    '\n',
  );
  expect(summary(text)).toEqual({
    ids: ['1', '3'],
    faults: ['line 3: not-json', 'line 4: not-a-row'],
  });
});

test('bad entries of an array are named by their position', () => {
  const tasks = [row(1), row(2, { test_list: [] }), 'x', row(4)];
  expect(summary(JSON.stringify(tasks))).toEqual({
    ids: ['1', '4'],
    faults: ['entry 2: no-tests', 'entry 3: not-a-row'],
  });
});

test('of two rows with one id the first loads, whatever the prefix', () => {
  expect(summary(lines(row(2), row('Mbpp/2'), row('2')))).toEqual({
    ids: ['2'],
    faults: ['line 2: duplicate-id', 'line 3: duplicate-id'],
  });
});

test('a file of one row loads, on one line or several', () => {
  expect(summary(lines(row(1)))).toEqual({ ids: ['1'], faults: [] });
  expect(summary(JSON.stringify(row(1), null, 2))).toEqual({ ids: ['1'], faults: [] });
});

test('a task alone, in the form of a link, is the task as it was', () => {
  const hidden = { kind: 'mbpp-plus' as const, row: '{"plus_input": [[NaN]]}' };
  const task = taskOf(['assert f(1)', 'assert f(2)'], {
    idPrefix: 'Mbpp',
    setupCode: 'x = 1',
    hidden,
  });
  const reading = readTaskFile(writeWholeTask(task), 'own-0123456789abcdef');
  expect(reading).toEqual({
    ...{ kind: 'tasks', faults: [] },
    tasks: [{ ...task, source: 'own-0123456789abcdef' }],
  });
  expect(summary(lines({ synthpad_task: { id: 7 } }, row(1)))).toEqual({
    ids: ['1'],
    faults: ['line 1: not-a-row'],
  });
});

test('a file of rows that are all no tasks is refused, with what is wrong with the first', () => {
  const first = { place: { unit: 'line', number: 1 }, fault: { kind: 'missing-field' } };
  expect(readTaskFile('{"task_id": 1}', 'starter')).toMatchObject({
    fault: { kind: 'no-task', rows: 1, first },
  });
  const rows = '{"kind": "run"}\n{"kind": "sample"}\n';
  expect(readTaskFile(rows, 'starter')).toMatchObject({
    fault: { kind: 'no-task', rows: 2, first },
  });
  expect(summary('[1, 2]')).toBe('no-task');
});

test('an empty array is a file with no tasks', () => {
  expect(summary('[]')).toBe('empty');
});

test.for([
  ['nothing', '', 'empty'],
  ['white space', '\uFEFF \r\n\n', 'empty'],
  ['prose', 'Dear diary,\ntoday I wrote Python.', 'not-a-task-file'],
  ['Python', 'def f():\n    return 1\n', 'not-a-task-file'],
  ['another JSON object', '{"name": "synthpad", "version": 1}', 'not-a-task-file'],
  ['a JSON number', '42', 'not-a-task-file'],
  ['a broken array', '[{"task_id": 1}, {"task_id"', 'broken-array'],
  ['an array that was never closed', `[\n${JSON.stringify(row(1))}\n`, 'broken-array'],
  ['a picture', '\u0089PNG\0\0\0', 'not-text'],
] as const)('%s is refused as a whole', ([, text, kind]) => {
  expect(summary(text)).toBe(kind);
});
