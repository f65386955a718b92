import { expect, test } from 'vitest';
import { readCompletions } from '../../../../src/evaluation/formats/completions.ts';
import { importRun, type ImportRequest } from '../../../../src/evaluation/formats/imported-run.ts';
import type { Task } from '../../../../src/tasks/task.ts';
import { textRuns } from '../../../support/text-runs.ts';
import { taskOf } from '../../../support/tasks.ts';

const tasks: readonly Task[] = [
  taskOf(['assert add(1, 2) == 3'], { id: '2', hidden: { kind: 'mbpp-plus', row: '{}' } }),
  taskOf(['assert twice(1) == 2'], { id: '3' }),
  taskOf(['x'], { id: '4' }),
];

const reader: ImportRequest['reader'] = {
  readTests: async (tests) =>
    tests.map((source) => {
      const functionName = /^assert (\w+)/.exec(source)?.[1] ?? null;
      return { source, functionName, call: null, inputs: [], expected: null, syntaxError: null };
    }),
  readProgram: async () => ({ kind: 'program', definitions: ['add'] }),
  readRuns: async (texts) => textRuns(texts),
  readLongestCode: async () => null,
};

async function imported(text: string, fields: Partial<ImportRequest> = {}) {
  const reading = await readCompletions(new Blob([text]));
  if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.fault));
  return importRun({
    ...{ reading, set: { source: 'mbpp', tasks }, fileName: 'samples.jsonl' },
    ...{ extraction: 'given', reader, runId: 'r', now: 1000, madeWith: 'Synthpad 0.1.0' },
    checking: { limitMs: null, floatTolerance: null, isOrderInsensitive: false },
    ...fields,
  });
}

const lines = [
  { task_id: 'Mbpp/3', completion: 'def twice(a):\n    return 2 * a\n' },
  { task_id: 2, completion: '    return a + b' },
  { task_id: 99, completion: 'pass' },
  { task_id: 3, completion: '' },
]
  .map((line) => JSON.stringify(line))
  .join('\n');

test('completions become samples of the tasks they are for, their text untouched', async () => {
  const { run, samples, tasks: runTasks, unknownIds, listsTooMany } = await imported(lines);
  expect(
    samples.map(({ task, index, reply, extraction }) => [
      ...[task, index, reply?.text, extraction],
    ]),
  ).toEqual(
    [
      ['2', 0, '    return a + b'],
      ['3', 0, 'def twice(a):\n    return 2 * a\n'],
      ['3', 1, ''],
    ].map(([task, index, program]) => [
      ...[task, index, program, { program, rule: 'as-given', hadThinking: false }],
    ]),
  );
  expect(run).toMatchObject({
    ...{ id: 'r', taskIds: ['2', '3'], createdAt: 1000, modelName: null },
    plan: {
      name: 'samples.jsonl',
      writer: { kind: 'imported', from: 'samples.jsonl' },
      tasks: { source: 'mbpp', which: { kind: 'ids', ids: ['2', '3'] } },
      samplesPerTask: 2,
      extraction: 'given',
    },
  });
  const { hidden, ...withoutHidden } = tasks[0] ?? taskOf([]);
  expect(hidden).toBeDefined();
  expect(runTasks).toEqual([
    { run: 'r', task: withoutHidden, prompt: null, functionName: 'add' },
    { run: 'r', task: tasks[1], prompt: null, functionName: 'twice' },
  ]);
  expect([unknownIds, listsTooMany]).toEqual([['99'], 0]);
});

test('what is said to be of another set is left out, and named', async () => {
  const foreign = lines.replace('Mbpp/3', 'Starter/3');
  const { samples, unknownIds } = await imported(foreign);
  expect(samples.map(({ task, index }) => [task, index])).toEqual([
    ['2', 0],
    ['3', 0],
  ]);
  expect(unknownIds).toEqual(['Starter/3', '99']);
  expect((await imported(lines, { set: { source: 'starter', tasks } })).unknownIds).toEqual([
    'Mbpp/3',
    '99',
  ]);
});

test('whole replies of a chat model are searched for their program where that is asked', async () => {
  const reply = 'Sure:\n```python\ndef add(a, b):\n    return a + b\n```';
  const { samples } = await imported(JSON.stringify({ task_id: 2, completion: reply }), {
    extraction: 'reply',
  });
  expect(samples[0]?.reply?.text).toBe(reply);
  expect(samples[0]?.extraction).toMatchObject({
    program: 'def add(a, b):\n    return a + b\n',
    rule: 'defines-function',
  });
});

test('generations beyond the last task are counted, not lost in silence', async () => {
  const { samples, listsTooMany } = await imported('[["a"], [], ["b", "c"], ["d"], ["e"]]');
  expect(samples.map(({ task, index }) => [task, index])).toEqual([
    ['2', 0],
    ['4', 0],
    ['4', 1],
  ]);
  expect(listsTooMany).toBe(2);
});

test('an import is stopped where it stands', async () => {
  const stop = new AbortController();
  const importing = imported(lines, { signal: stop.signal, onProgress: () => stop.abort() });
  await expect(importing).rejects.toThrow(/abort/i);
});

test('a large import gives others a turn, so that it can be stopped', async () => {
  const line = JSON.stringify({ task_id: 3, completion: 'def twice(a):\n    return 2 * a\n' });
  const stopped = new AbortController();
  let done = 0;
  const importing = imported(Array<string>(60_000).fill(line).join('\n'), {
    signal: stopped.signal,
    onProgress: (samples) => {
      // As a click would be: heard only where the page has a turn.
      if (done === 0) setTimeout(() => stopped.abort(new Error('stopped')));
      done = samples;
    },
  });
  await expect(importing).rejects.toThrow('stopped');
  expect(done).toBeLessThan(60_000);
});
