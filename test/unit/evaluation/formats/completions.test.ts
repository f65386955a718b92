import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { completionsFor, readCompletions } from '../../../../src/evaluation/formats/completions.ts';

/** The outcome in short: task and program of each completion, place and kind of each fault. */
async function read(content: string | Uint8Array<ArrayBuffer>, taskIds: readonly string[] = []) {
  const reading = await readCompletions(new Blob([content]));
  if (reading.kind === 'refused') return reading.fault;
  return {
    completions: completionsFor(reading, taskIds).map(({ taskId, program }) => [taskId, program]),
    faults: reading.faults.map(({ place, kind }) => `${place.unit} ${place.number}: ${kind}`),
  };
}

const samples = [
  { task_id: 'Mbpp/30', solution: 'a' },
  { task_id: 2, completion: 'b' },
  { task_id: '2', completion: 'c\n' },
];
const lines = samples.map((sample) => JSON.stringify(sample)).join('\n');
const completions = [
  ['30', 'a'],
  ['2', 'b'],
  ['2', 'c\n'],
];

test('samples of human-eval and EvalPlus load in the order of the file', async () => {
  expect(await read(lines)).toEqual({ completions, faults: [] });
});

test('so they do with a byte order mark, Windows line ends and blank lines', async () => {
  const text = `\uFEFF\r\n${lines.replaceAll('\n', '\r\n\r\n')}\r\n`;
  expect(await read(text)).toEqual({ completions, faults: [] });
});

test('so they do as one array, and as gzip', async () => {
  expect(await read(JSON.stringify(samples, null, 2))).toEqual({ completions, faults: [] });
  expect(await read(new Uint8Array(gzipSync(lines)))).toEqual({ completions, faults: [] });
});

test('each bad line is named as an editor counts it, and the good ones load', async () => {
  const text = [
    ...[JSON.stringify(samples[0]), '', '{"task_id": 2', '{"task_id": 2}', '{"completion": "x"}'],
    '[1, 2]',
  ].join('\n');
  expect(await read(text)).toEqual({
    completions: [['30', 'a']],
    faults: ['line 3: not-json', 'line 4: no-completion', 'line 5: no-task-id'].concat(
      'line 6: not-an-object',
    ),
  });
});

test('generations go to the tasks of a set in its order, also as gzip', async () => {
  const generations = JSON.stringify([['a', 'b'], [], ['c']]);
  const expected = {
    completions: [
      ['2', 'a'],
      ['2', 'b'],
      ['4', 'c'],
    ],
    faults: [],
  };
  expect(await read(generations, ['2', '3', '4'])).toEqual(expected);
  expect(await read(new Uint8Array(gzipSync(generations)), ['2', '3', '4'])).toEqual(expected);
});

test('a list of generations with a fault is named and keeps its place', async () => {
  expect(await read('[["a"], "b", [1], ["c"]]', ['2', '3', '4', '5'])).toEqual({
    completions: [
      ['2', 'a'],
      ['5', 'c'],
    ],
    faults: ['entry 2: not-a-list-of-texts', 'entry 3: not-a-list-of-texts'],
  });
});

test.for([
  ['an array that breaks off', '[["a"], ["b"', 'broken-array'],
  ['bytes that are no text', new Uint8Array([0x89, 0x50, 0xff, 0xfe]), 'not-text'],
  ['gzip that breaks off', new Uint8Array(gzipSync(lines.repeat(20)).subarray(0, 40)), 'not-text'],
] as const)('%s is refused as a whole', async ([, content, fault]) => {
  expect(await read(content)).toBe(fault);
});

test('a long file loads whole, however its pieces fall', async () => {
  const program = 'é'.repeat(1000);
  const many = Array.from({ length: 500 }, (_, at) => ({ task_id: at, completion: program }));
  const text = many.map((sample) => JSON.stringify(sample)).join('\r\n');
  const { completions: found } = (await read(text)) as { completions: string[][] };
  expect(found).toEqual(many.map(({ task_id }) => [String(task_id), program]));
});

test.each([
  ['in one line', JSON.stringify({ sample_0: ['[1]', '[2]'], 'CRUXEval/sample_1': ["'a'"] })],
  ['in lines', JSON.stringify({ sample_0: ['[1]', '[2]'], 'CRUXEval/sample_1': ["'a'"] }, null, 2)],
])('generations by task id, written %s', async (_, text) => {
  const reading = await readCompletions(new Blob([text]));
  expect(reading).toEqual({
    kind: 'samples',
    faults: [],
    completions: [
      { taskId: 'sample_0', writtenTaskId: 'sample_0', idPrefix: '', program: '[1]' },
      { taskId: 'sample_0', writtenTaskId: 'sample_0', idPrefix: '', program: '[2]' },
      {
        ...{ taskId: 'sample_1', writtenTaskId: 'CRUXEval/sample_1', idPrefix: 'CRUXEval' },
        program: "'a'",
      },
    ],
  });
});

test('of generations by task id, a list that holds something else is named', async () => {
  const reading = await readCompletions(new Blob(['{"sample_0": ["1"], "sample_1": [2]}']));
  expect(reading).toMatchObject({
    completions: [{ taskId: 'sample_0' }],
    faults: [{ place: { unit: 'entry', number: 2 }, kind: 'not-a-list-of-texts' }],
  });
});

const taken = { completions: [['1', 'a']], faults: [] };

test.each([
  ['rows under a name', JSON.stringify({ data: [{ task_id: 1, completion: 'a' }] }), taken],
  [
    'rows none of which can be read',
    JSON.stringify({ rows: [{ task_id: 1, code: 'a' }, { code: 'a' }] }),
    { completions: [], faults: ['entry 1: no-completion', 'entry 2: no-task-id'] },
  ],
  ['rows under another', JSON.stringify({ samples: [{ task_id: 1, solution: 'a' }], n: 1 }), taken],
  ['a program by task id', JSON.stringify({ 'Mbpp/1': 'a' }), taken],
  ['a program each by task id, in lines', JSON.stringify({ 'Mbpp/1': 'a' }, null, 2), taken],
  [
    'a row without an id that is known, which is no list of tasks',
    JSON.stringify({ question: 1, output: ['a'] }),
    { completions: [], faults: ['line 1: no-task-id'] },
  ],
  [
    'a row of lm-evaluation-harness about something else',
    JSON.stringify({ doc_id: 0, doc: { question: 'x' }, resps: [['4']], filtered_resps: ['4'] }),
    { completions: [], faults: ['line 1: no-task-id'] },
  ],
  ['bytes in the place of text', 'SQLite format 3\0\n', 'not-text'],
  ['text of two bytes a letter without a mark', '{\0"\0t\0', 'not-text'],
])('one value: %s', async (_, content, expected) => {
  expect(await read(content)).toEqual(expected);
});

test.for([
  ['nothing', ''],
  ['blank lines', '\n \n'],
  ['an empty list', '[]'],
] as const)('a file of %s is said to be empty', async ([, text]) => {
  expect(await readCompletions(new Blob([text]))).toEqual({ kind: 'refused', fault: 'empty' });
});
