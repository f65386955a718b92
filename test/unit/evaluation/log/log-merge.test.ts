/** Which logs belong together, in which order their tasks come, and what is missing. */

import { expect, test } from 'vitest';
import { type LogHead, mergeLogs } from '../../../../src/evaluation/log/log-merge.ts';
import type { Run } from '../../../../src/evaluation/runs/run.ts';
import { runOf } from '../../../support/plans.ts';

/** Shard `index` of three, over the tasks a to g, two samples each. */
function head(index: number, fields: Partial<LogHead> = {}): LogHead {
  const taskIds = [...'abcdefg'].filter((_, at) => at % 3 === index - 1);
  return {
    name: `${index}.jsonl`,
    run: runOf({ id: `run-${index}`, taskIds, createdAt: 10 - index, shard: { index, count: 3 } }),
    planHash: 'a plan',
    sampleCount: 2 * taskIds.length,
    ...{ strays: [], lostTasks: [], timesDescribed: 1 },
    ...fields,
  };
}

const [one, two] = [
  { index: 1, count: 3 },
  { index: 2, count: 3 },
];

test('shards in any order give the tasks in the order of the plan, under a new id', () => {
  expect(mergeLogs([head(3), head(1), head(2)])).toEqual({
    kind: 'merged',
    run: {
      ...runOf({ taskIds: [...'abcdefg'], createdAt: 7 }),
      id: expect.stringMatching(/^\w{32}$/),
    },
    missing: { shards: [], samples: [] },
  });
});

test('what is not so of every shard is not said of the whole, in whatever order they come', () => {
  const environment = {
    ...{ commit: null, pyodide: '1', python: '3.14', browser: 'Firefox 140', platform: 'Linux' },
    ...{ cores: 2, gpu: null, limits: { timeMs: 1, memoryBytes: 1 } },
  };
  const of = (index: number, fields: Partial<Run>) => {
    const plain = head(index);
    return { ...plain, run: { ...plain.run, ...fields } };
  };
  const today = { countsPromptsTooLong: true, environment } as const;
  const merged = (...heads: [LogHead, ...LogHead[]]) => {
    const merge = mergeLogs(heads);
    return merge.kind === 'merged' ? merge.run : null;
  };
  expect(merged(of(1, today), of(2, today), of(3, today))).toMatchObject(today);
  for (const run of [merged(of(1, today), of(2, {})), merged(of(2, {}), of(1, today))]) {
    expect(run).not.toHaveProperty('countsPromptsTooLong');
    expect(run).not.toHaveProperty('environment');
  }
  const details = (threads: number) => ({
    ...{ engine: 'llama.cpp b1', revision: null, files: [], chatTemplate: null },
    ranOn: [{ processor: 'cpu', threads }] as const,
  });
  const onOther = merged(of(1, { modelDetails: details(2) }), of(2, { modelDetails: details(1) }));
  expect(onOther?.modelDetails?.ranOn?.map(({ threads }) => threads)).toEqual([2, 1]);
  const elsewhere = { ...today, environment: { ...environment, browser: 'Chromium 150' } };
  expect(merged(of(1, today), of(2, elsewhere))).not.toHaveProperty('environment');
});

test('a part stays a part: one shard as it is, several by what they lack, and then the rest', () => {
  const alone = mergeLogs([head(2)]);
  expect(alone).toMatchObject({ run: { shard: two, taskIds: ['b', 'e'] } });
  const lacking = mergeLogs([head(3), head(1)]);
  expect(lacking).toMatchObject({ missing: { shards: [two] } });
  if (lacking.kind !== 'merged') throw new Error('It was refused.');
  expect(lacking.run).toEqual({
    ...runOf({ taskIds: [...'acdfg'], createdAt: 7, missingShards: [two] }),
    id: expect.any(String),
  });

  const half = { ...head(1), run: lacking.run, sampleCount: 10 };
  expect(mergeLogs([half])).toMatchObject({
    run: { missingShards: [two] },
    missing: { shards: [two], samples: [] },
  });
  const whole = mergeLogs([head(2), half]);
  expect(whole).toMatchObject({ missing: { shards: [], samples: [] } });
  expect(whole.kind === 'merged' && whole.run).toEqual({
    ...runOf({ taskIds: [...'abcdefg'], createdAt: 7 }),
    id: expect.any(String),
  });
});

test('what is missing is named: shards, and samples of a shard', () => {
  expect(mergeLogs([head(3, { sampleCount: 1 })])).toMatchObject({
    run: { taskIds: ['c', 'f'] },
    missing: {
      shards: [
        { index: 1, count: 3 },
        { index: 2, count: 3 },
      ],
      samples: [{ name: '3.jsonl', count: 3 }],
    },
  });
});

test.each([
  ['mixed-plans', head(2, { planHash: 'another' })],
  ['mixed-shards', head(2, { run: runOf({ taskIds: ['b'], shard: { index: 2, count: 4 } }) })],
  ['mixed-models', head(2, { run: runOf({ taskIds: ['b'], shard: two, modelName: 'Another' }) })],
  ['overlap', head(1, { name: '2.jsonl' })],
])('%s are refused, and both logs named', (kind, other) => {
  expect(mergeLogs([head(1), other])).toMatchObject({
    kind: 'fault',
    fault: { kind, names: ['1.jsonl', '2.jsonl'] },
  });
});

test('shards of one name whose adapters differ are refused, where both tell the hash', () => {
  const of = (index: number, sha256: string | null) => {
    const file = { address: 'halves.gguf', sizeBytes: 8, sha256, adapterScale: 1 };
    const details = { engine: 'llama.cpp b1', revision: null, files: [file], chatTemplate: null };
    const plain = head(index);
    return { ...plain, run: { ...plain.run, modelDetails: details } };
  };
  expect(mergeLogs([of(1, 'ab'), of(2, null), of(3, 'cd')])).toEqual({
    kind: 'fault',
    fault: { kind: 'mixed-files', names: ['1.jsonl', '3.jsonl'], file: 'halves.gguf' },
  });
  expect(mergeLogs([of(1, 'ab'), of(2, null), of(3, 'ab')]).kind).toBe('merged');
});

test('shards that were checked with different hidden inputs are refused, as far as they tell', () => {
  const of = (index: number, fields: Partial<Run>) => {
    const plain = head(index);
    return { ...plain, run: { ...plain.run, ...fields } };
  };
  const hiddenInputs = 'mbpp-plus' as const;
  const source = (sha256: string) => ({ version: null, sha256 });
  const old = of(2, { hiddenInputs });
  const [one, three] = [
    of(1, { hiddenInputs, hiddenSource: source('ab') }),
    of(3, { hiddenInputs }),
  ];
  const other = of(3, { hiddenInputs, hiddenSource: source('cd') });
  const fault = { kind: 'mixed-hidden', names: ['1.jsonl', '3.jsonl'] };
  expect(mergeLogs([one, old, other])).toEqual({ kind: 'fault', fault });
  expect(mergeLogs([one, head(3)])).toEqual({ kind: 'fault', fault });
  expect(mergeLogs([head(1), three])).toEqual({ kind: 'fault', fault });

  const same = { hiddenInputs, hiddenSource: source('ab') };
  expect(mergeLogs([one, of(2, same)])).toMatchObject({ kind: 'merged', run: same });
  const half = mergeLogs([one, old]);
  expect(half).toMatchObject({ kind: 'merged', run: { hiddenInputs } });
  // Of one part nobody knows which they were.
  expect(half.kind === 'merged' && half.run).not.toHaveProperty('hiddenSource');
});

test.each([
  ['stray-sample', { strays: [{ task: 'a', index: 99 }] }, { task: 'a', index: 99 }],
  ['lost-task', { lostTasks: ['d'] }, { task: 'd' }],
  ['several-runs', { timesDescribed: 2 }, {}],
])(
  '%s: a log that is not as it was written is refused, however its samples count',
  (kind, fields, says) => {
    expect(mergeLogs([head(1, fields), head(2), head(3)])).toEqual({
      kind: 'fault',
      fault: { kind, names: ['1.jsonl'], ...says },
    });
  },
);

test('a log that ended before its model was loaded speaks against none', () => {
  const unloaded = head(1, {
    run: runOf({ taskIds: ['a', 'd', 'g'], shard: one, modelName: null }),
  });
  expect(mergeLogs([unloaded, head(2), head(3)])).toMatchObject({ run: { modelName: 'A model' } });
});
