/** Files as other tools write them, each a small one of this file's own, and which tasks they mean. */

import { expect, test } from 'vitest';
import { belongingFault, laidOver } from '../../../../src/evaluation/formats/belonging.ts';
import { readCompletions } from '../../../../src/evaluation/formats/completions.ts';
import type { Task } from '../../../../src/tasks/task.ts';
import { taskOf } from '../../../support/tasks.ts';

const batch = (body: object, fields: object = {}) =>
  JSON.stringify({ custom_id: '2', response: { status_code: 200, body }, error: null, ...fields });
const lmEval = (filter: string, id: number) =>
  JSON.stringify({
    ...{ doc_id: 0, doc: { task_id: id, test_list: [] }, filter },
    ...{ resps: [['raw']], filtered_resps: ['a'] },
  });
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));
const line = '{"task_id": 2, "completion": "a"}';

test.for<[string, string | Uint8Array<ArrayBuffer>]>([
  ['lm-evaluation-harness', `${lmEval('none', 2)}\n${lmEval('other', 2)}\n`],
  [
    "EvalPlus's results",
    '{"date": "", "eval": {"Mbpp/2": [{"task_id": "Mbpp/2", "solution": "a"}]}}',
  ],
  ['lists of completions', '{"task_id": 2, "completions": ["a"]}\n'],
  ['a solution in a list', '{"task_id": 2, "solution": ["a"]}\n'],
  [
    'rows of Hugging Face',
    '{"features": [], "rows": [{"row_idx": 0, "row": {"task_id": 2, "completion": "a"}}]}',
  ],
  ['null in an optional field', '{"task_id": 2, "solution": null, "completion": "a"}\n'],
  ['NaN and Infinity', '{"task_id": 2, "completion": "a", "p": NaN, "q": -Infinity}\n'],
  ['UTF-16', utf16(`${line}\n`)],
  ['one object over several lines', JSON.stringify(JSON.parse(line), null, 2)],
  ['CSV', 'task_id,completion\r\n2,a\r\n'],
  ['CSV with quotes and another order', '"note";"completion";"task_id"\n"x;""y""";a;2\n'],
  ['chat replies of a batch', batch({ choices: [{ message: { content: 'a' } }] })],
  ['a reply in parts', batch({ choices: [{ message: { content: [{ text: 'a' }] } }] })],
  ['responses of a batch', batch({ output: [{ content: [{ type: 'output_text', text: 'a' }] }] })],
])('%s', async ([, content]) => {
  const reading = await readCompletions(new Blob([content]));
  expect(reading).toMatchObject({ kind: 'samples', faults: [] });
  const { completions } = laidOver(reading as Extract<typeof reading, { kind: 'samples' }>, {
    source: 'mbpp',
    tasks: [taskOf([], { id: '2' })],
  });
  expect(completions.map(({ taskId, program }) => [taskId, program])).toEqual([['2', 'a']]);
});

test('of filters the first is read and all are named; where replies are read, it is what the model said', async () => {
  const file = new Blob([`${lmEval('create_test', 2)}\n${lmEval('strict', 2)}\n`]);
  expect(await readCompletions(file)).toMatchObject({
    ...{ completions: [{ program: 'a' }], faults: [] },
    filters: ['create_test', 'strict'],
  });
  for (const way of ['reply', 'paper'] as const) {
    const reading = await readCompletions(file, way);
    expect(reading).toMatchObject({ completions: [{ program: 'raw' }], faults: [] });
    expect(reading).not.toHaveProperty('filters');
  }
});

test('objects that follow one another, each over several lines', async () => {
  const text = [2, 3].map((task_id) => JSON.stringify({ task_id, completion: '}\n{' }, null, 2));
  const reading = await readCompletions(new Blob([text.join('\n')]));
  expect(reading).toMatchObject({ completions: [{ taskId: '2' }, { taskId: '3' }], faults: [] });
});

test('a request that failed is named', async () => {
  const text = `${batch({ choices: [{ message: { content: 'a' } }] })}\n${batch({}, { error: { code: 'x' } })}`;
  const reading = await readCompletions(new Blob([text]));
  expect(reading).toMatchObject({
    completions: [{ program: 'a' }],
    faults: [{ place: { number: 2 }, kind: 'failed-request' }],
  });
});

test.each([
  ['parquet', 'PAR1\u0015\u0004'],
  ['yaml', '- task_id: 2\n  completion: |\n    pass\n'],
  ['yaml', '---\nsamples:\n  - 1\n'],
  ['lfs-pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 12\n'],
  ['zip', 'PK\u0003\u0004\u0000'],
  ['inspect', '{"version": 2, "status": "success", "eval": {}, "plan": {}, "samples": []}'],
  ['promptfoo', JSON.stringify({ evalId: 'e', results: { results: [] } }, null, 2)],
])('%s is named', async (fault, text) => {
  expect(await readCompletions(new Blob([text]))).toEqual({ kind: 'refused', fault });
});

test.each([
  ['data', [{ id: 2 }], 'no-completion'],
  ['samples', ['a', 'b'], 'not-an-object'],
  ['results', [{ completion: 'a' }], 'no-task-id'],
  ['predictions', [null], 'not-an-object'],
  ['data', [], null],
])('rows in “%s” none of which is a completion are told of: %j', async (name, rows, first) => {
  const file = new Blob([JSON.stringify({ model: 'm', [name]: rows })]);
  expect(await readCompletions(file)).toEqual({
    kind: 'refused',
    fault: { kind: 'no-row', name, rows: rows.length, first },
  });
});

test('what has such a name among tasks is a list of programs', async () => {
  const file = new Blob([JSON.stringify({ 'HumanEval/0': ['a'], 'HumanEval/1': ['b'] })]);
  expect(await readCompletions(file)).toMatchObject({ kind: 'samples', faults: [] });
});

const mbpp: readonly Task[] = Array.from({ length: 974 }, (_, at) =>
  taskOf([`assert made_${at + 1}(1) == 2`], { source: 'mbpp', id: String(at + 1) }),
);
const set = { source: 'mbpp', tasks: mbpp };

function samples(ids: readonly (string | number)[], program = 'x') {
  const completions = ids.map((id) => ({
    ...{ taskId: String(id), writtenTaskId: id, idPrefix: '', program },
  }));
  return { kind: 'samples', completions, faults: [] } as const;
}

test.each([
  '2',
  2,
  '2.0',
  ' 2',
  'mbpp_2',
  'Mbpp-2',
  'Mbpp/2',
  'MBPP+/2',
  'task_2',
  'Task 2',
  '002',
])('the id %j is task 2', (id) => {
  expect(laidOver(samples([id]), set)).toMatchObject({
    completions: [{ taskId: '2' }],
    unknownIds: [],
  });
});

test.each([
  'HumanEval/2',
  'human_eval_2',
  'Starter/2',
  'own-0123456789abcdef/2',
  'sample_2',
  'two',
])('the id %j is no task of MBPP', (id) => {
  expect(laidOver(samples([id]), set)).toEqual({ completions: [], unknownIds: [id] });
});

test("a person's own file of tasks with asserts takes nothing of HumanEval", () => {
  const own = { source: 'own-0123456789abcdef', tasks: mbpp };
  const ids = Array.from({ length: 164 }, (_, at) => `HumanEval/${at}`);
  expect(belongingFault(samples(ids), own, 'length')).toEqual({
    ...{ kind: 'other-ids', known: 0, of: 164, fits: 'human-eval' },
  });
});

test('the set is named whose ids these are by their form', () => {
  expect(belongingFault(samples(['sample_1', 'sample_2']), set, 'length')).toMatchObject({
    fits: 'cruxeval',
  });
  expect(belongingFault(samples(['2', '3', 'nothing']), set, 'length')).toBe(null);
});

test('ids that match are not enough where no program has the name that is asked for', () => {
  const ids = Array.from({ length: 163 }, (_, at) => at + 1);
  const other = 'def has_close_elements(numbers):\n    return False\n';
  expect(belongingFault(samples(ids, other), set, 'length')).toEqual({
    ...{ kind: 'other-functions', named: 0, of: 163 },
  });
  expect(belongingFault(samples(ids, 'def made_(x): pass'), set, 'length')).not.toBe(null);
  const own = samples(ids).completions.map((each) => ({
    ...each,
    program: `def made_${each.taskId}(x):\n    return 3\n`,
  }));
  expect(belongingFault({ ...samples([]), completions: own }, set, 'length')).toBe(null);
  // A body has not its function's name; what it defines inside is a helper.
  const body = '    def is_close(a, b):\n        return a == b\n    return is_close(1, 2)\n';
  expect(belongingFault(samples(ids, body), set, 'length')).toBe(null);
});

test('a list without ids stands for the split that is as long, or the one that is named', () => {
  const lists = (length: number) =>
    ({ kind: 'generations', lists: Array.from({ length }, () => ['x']), faults: [] }) as const;
  const firstOf = (length: number, order: 'length' | 'all' | 'test' = 'length') =>
    laidOver(lists(length), set, order).completions[0]?.taskId;
  expect([974, 500, 90, 374, 10].map((length) => firstOf(length))).toEqual([
    ...['1', '11', '511', '601', '1'],
  ]);
  expect(firstOf(20, 'test')).toBe('11');
  expect(belongingFault(lists(20), set, 'test')).toBe(null);
  expect(belongingFault(lists(20), set, 'length')).toMatchObject({
    ...{ kind: 'other-length', lists: 20, tasks: 974 },
    parts: [{ split: 'prompt', tasks: 10 }, { tasks: 500 }, { tasks: 90 }, { tasks: 374 }],
  });
  expect(belongingFault(lists(164), set, 'length')).not.toBe(null);
});
