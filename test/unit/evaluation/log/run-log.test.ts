/** A run as a file: there and back, damaged lines, files that are something else. */

import { expect, test } from 'vitest';
import { MemoryRunStore } from '../../../../src/evaluation/runs/memory-run-store.ts';
import {
  importRunLog,
  type LogItem,
  RunLogReader,
} from '../../../../src/evaluation/log/run-log-reading.ts';
import {
  runLine,
  sampleLine,
  taskLine,
  writeRunLog,
} from '../../../../src/evaluation/log/run-log.ts';
import type { Extraction } from '../../../../src/synthesis/extraction.ts';
import { outcomeOf, type RunStore } from '../../../../src/evaluation/runs/run.ts';
import { readPlan } from '../../../../src/evaluation/plans/plan-reading.ts';
import { whileOurs } from '../../../../src/evaluation/runs/run-lock.ts';
import { planOf, runOf, runTaskOf, sampleOf, verdictOf } from '../../../support/plans.ts';
import type { TestResult } from '../../../../src/checking/verdict.ts';
import { damagedLineText } from '../../../../src/texts/run-texts.ts';
import { storeRun } from '../../../support/stored-run.ts';
import { takenWhole } from '../../../../src/synthesis/extraction.ts';

const exception = { type: 'ValueError', message: 'é\n"\u2028🙂\ud800', line: 3, traceback: '…' };

/** As it is told since the failing part of a line is known. */
const pointed = {
  ...exception,
  failing: { code: 'return x / 0', from: 7, to: 12, values: [['x', '1']] as const },
};

/** As many samples as the ones below. */
const threeEach = runOf({ plan: planOf({ samplesPerTask: 3 }) });

const samples = [
  sampleOf(),
  sampleOf({ index: 1, verdict: { ...verdictOf('runtime-error'), exception: pointed } }),
  sampleOf({ index: 2, extraction: { program: null, rule: 'no-code', hadThinking: true } }),
  sampleOf({ task: '2', extraction: null, verdict: null }),
  sampleOf({
    ...{ task: '2', index: 1, reply: null, extraction: null, verdict: null },
    failure: { kind: 'http-status', address: 'http://localhost', status: 500 },
  }),
];

async function filled(): Promise<RunStore> {
  const store = new MemoryRunStore();
  await storeRun(store, threeEach, [runTaskOf('run-1', '1'), runTaskOf('run-1', '2')], samples);
  return store;
}

async function logOf(store: RunStore): Promise<string> {
  let log = '';
  for await (const piece of writeRunLog(store, 'run-1')) log += piece;
  return log;
}

function read(...pieces: string[]): LogItem[] {
  const reader = new RunLogReader();
  return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
}

test('what is written is read again, wherever the pieces are cut', async () => {
  const store = await filled();
  const log = await logOf(store);
  const copy = new MemoryRunStore();
  const pieces = log.match(/[^]{1,37}/g) ?? [];
  expect(await importRunLog(pieces, copy)).toEqual({
    kind: 'imported',
    isNew: true,
    run: threeEach,
    sampleCount: 5,
    damaged: [],
  });
  expect(await logOf(copy)).toBe(log);
  expect(await copy.tasks('run-1')).toEqual(await store.tasks('run-1'));
  expect(await copy.sample('run-1', '1', 1)).toEqual(samples[1]);
  expect(await copy.sample('run-1', '2', 1)).toEqual(samples[4]);
});

test.each(takenWhole)(
  'a revised run that was stopped comes back with its origin and end, its programs taken by %s',
  async (rule) => {
    const plan = planOf({ extraction: rule === 'as-given' ? 'given' : rule });
    const run = { ...runOf({ plan }), revisedFrom: 'run-0', stoppedAt: 1_700_000_001_000 };
    const extraction = { program: 'x', rule, hadThinking: false } as const;
    const copy = new MemoryRunStore();
    await importRunLog([runLine(run), sampleLine(sampleOf({ extraction }))], copy);
    expect(await copy.run('run-1')).toEqual(run);
    expect((await copy.sample('run-1', '1', 0))?.extraction).toEqual(extraction);
  },
);

test('what was done to find a program comes back with it', async () => {
  const extraction: Extraction = {
    program: 'x',
    rule: 'defines-function',
    from: 'fence',
    ...{ isCutOff: true, hadThinking: true },
    steps: ['dropped-lines', 'joined-parts'],
    kept: { first: 2, last: 4, of: 9 },
    partCount: 2,
  };
  const copy = new MemoryRunStore();
  await importRunLog([runLine(runOf()), sampleLine(sampleOf({ extraction }))], copy);
  expect((await copy.sample('run-1', '1', 0))?.extraction).toEqual(extraction);
});

test('the first line says what the file is', async () => {
  const [first = ''] = (await logOf(await filled())).split('\n');
  expect(JSON.parse(first)).toEqual({
    kind: 'run',
    format: 'synthpad-run',
    version: 1,
    shard: null,
    run: threeEach,
  });
});

test('a last line that was cut costs that line only', () => {
  const log = runLine(runOf()) + samples.map(sampleLine).join('');
  for (const cut of [2, 40, 100]) {
    const items = read(log.slice(0, -cut));
    expect(items.map(({ kind }) => kind)).toEqual([
      ...['run', 'sample', 'sample', 'sample', 'sample'],
      'damaged',
    ]);
    expect(items.at(-1)).toEqual({ kind: 'damaged', line: 6, fault: { kind: 'cut' } });
  }
  expect(read(log.slice(0, -1))).toHaveLength(6);
});

test('a damaged line in the middle is named by its number and its field', () => {
  const lines = [runLine(runOf()), taskLine(runTaskOf('run-1', '1')), sampleLine(sampleOf())];
  const wrong = sampleLine(sampleOf()).replace('"passed"', '"perfect"');
  expect(read(...lines, '{"kind":"sam\n', '\n', wrong, sampleLine(sampleOf()))).toEqual([
    { kind: 'run', run: runOf() },
    { kind: 'task', task: runTaskOf('run-1', '1') },
    { kind: 'sample', sample: sampleOf() },
    { kind: 'damaged', line: 4, fault: { kind: 'not-json', detail: expect.any(String) } },
    {
      kind: 'damaged',
      line: 6,
      fault: { kind: 'wrong-field', field: 'verdict.status', detail: expect.any(String) },
    },
    { kind: 'sample', sample: sampleOf() },
  ]);
});

test('a log of a later version is refused, and lines of a kind unknown are passed over', () => {
  const later = runLine(runOf()).replace('"version":1', '"version":2');
  expect(read(later, sampleLine(sampleOf()))).toEqual([
    { kind: 'refused', refusal: { kind: 'unknown-version', version: 2 } },
  ]);
  expect(read(runLine(runOf()), '{"kind":"note","text":"hello"}\n')).toHaveLength(1);
});

test.each([
  ['an empty file', ''],
  ['blank lines', '\n\n'],
  ['samples of human-eval', '{"task_id": 2, "completion": "pass"}\n'],
  ['another format', '{"kind":"run","format":"other","version":1}\n'],
  ['a cut first line', runLine(runOf()).slice(0, 50)],
  ['no JSON', 'Dear diary\n'],
])('%s is no log, and leaves nothing in the store', async (_, text) => {
  const store = new MemoryRunStore();
  const refused = { kind: 'refused', refusal: { kind: 'not-a-run-log' } };
  expect(await importRunLog([text], store)).toEqual(refused);
  expect(await store.runs()).toEqual([]);
});

test('a log of a run that is stored already is refused, and the stored one stays whole', async () => {
  const store = await filled();
  const before = await logOf(store);
  const older = [runLine(runOf({ modelName: null })), sampleLine(sampleOf({ verdict: null }))];
  const refusal = { kind: 'already-here', name: 'A plan' };
  expect(await importRunLog(older, store)).toEqual({ kind: 'refused', refusal });
  expect(await logOf(store)).toBe(before);
});

test('what an import that broke off left makes way for the whole log', async () => {
  const store = new MemoryRunStore();
  await store.beginRun(runOf());
  await store.putSamples([sampleOf({ index: 9 })]);
  await importRunLog([runLine(runOf()), sampleLine(sampleOf())], store);
  expect(await store.outcomes('run-1')).toHaveLength(1);
});

test('an import that fails in the middle leaves nothing, and one of a run in use changes nothing', async () => {
  const store = new MemoryRunStore();
  async function* broken() {
    yield runLine(runOf()) + sampleLine(sampleOf());
    throw new Error('the disk was pulled out');
  }
  await expect(importRunLog(broken(), store)).rejects.toThrow('pulled out');
  expect([await store.orphans(), await store.outcomes('run-1')]).toEqual([[], []]);

  const importing = () => importRunLog([runLine(runOf()), sampleLine(sampleOf())], store);
  const inUse = { kind: 'refused', refusal: { kind: 'in-use' } };
  expect(await whileOurs('run-1', importing)).toEqual(inUse);
  expect(await store.runs()).toEqual([]);
});

test('where a log was appended to, the last line of a sample and of the run counts', async () => {
  const failed = sampleOf({
    ...{ reply: null, extraction: null, verdict: null },
    failure: { kind: 'engine-crashed', detail: 'x' },
  });
  const shard = { index: 2, count: 3 };
  const run = runOf({ modelName: null, shard });
  const log = [runLine(run), sampleLine(failed), runLine(runOf({ shard })), sampleLine(sampleOf())];
  const store = new MemoryRunStore();
  expect(await importRunLog(log, store)).toMatchObject({ kind: 'imported', run: runOf({ shard }) });
  expect(await store.sample('run-1', '1', 0)).toEqual(sampleOf());
  expect(read(...log)[0]).toEqual({ kind: 'run', run });
});

test('a line that is too long is named, and costs nothing else', async () => {
  const [head = '', ...rest] = (await logOf(await filled())).split('\n');
  const items = read(
    `${head}\n`,
    `{"kind":"sample","x":"${'y'.repeat(9_000_000)}"}\n`,
    rest.join('\n'),
  );
  expect(items.filter(({ kind }) => kind === 'damaged')).toEqual([
    { kind: 'damaged', line: 2, fault: { kind: 'too-long' } },
  ]);
  expect(items.filter(({ kind }) => kind === 'sample')).toHaveLength(samples.length);
});

test('a file of one long line is no log', () => {
  expect(read('x'.repeat(9_000_000))).toEqual([
    { kind: 'refused', refusal: { kind: 'not-a-run-log' } },
  ]);
});

test('what exactly ran is in the log, and old logs do without', () => {
  const modelDetails = {
    ...{ engine: 'llama.cpp b1', revision: null, chatTemplate: '{{ messages }}' },
    files: [{ address: 'https://models.example/a.gguf', sizeBytes: 4e8, sha256: 'ab12' }],
  };
  const run = { ...runOf(), modelDetails };
  expect(read(runLine(run))).toEqual([{ kind: 'run', run }]);
  const ranOn = [
    { processor: 'cpu', threads: 2 },
    { processor: 'gpu', threads: null },
  ] as const;
  const told = { ...runOf(), modelDetails: { ...modelDetails, ranOn } };
  expect(read(runLine(told))).toEqual([{ kind: 'run', run: told }]);
  expect(read(runLine(runOf()))).toEqual([{ kind: 'run', run: runOf() }]);
});

test('how long a model may think, and how long it did, is in the log, and old logs have it off', () => {
  const sampling = { temperature: 0, topP: 1, maxTokens: 9, thinkingTokens: 5 };
  const run = { ...runOf(), plan: { ...runOf().plan, sampling } };
  expect(read(runLine(run))).toEqual([{ kind: 'run', run }]);
  expect(readPlan(JSON.stringify(runOf().plan))).toMatchObject({
    kind: 'plan',
    plan: runOf().plan,
  });
  const [sample] = samples;
  if (!sample?.reply) throw new Error('There is no reply.');
  const thoughtful = { ...sample, reply: { ...sample.reply, thoughtTokens: 4 } };
  expect(read(runLine(runOf()) + sampleLine(thoughtful)).at(-1)).toEqual({
    ...{ kind: 'sample', sample: { ...thoughtful, run: runOf().id } },
  });
  expect(outcomeOf(thoughtful)).toMatchObject({ thoughtTokens: 4 });
});

test('which hidden inputs were used is in the log, and old logs do without', async () => {
  const hiddenSource = { version: 'v0.1.0', sha256: 'ab12' };
  const run = { ...runOf(), hiddenInputs: 'mbpp-plus' as const, hiddenSource };
  expect(read(runLine(run))).toEqual([{ kind: 'run', run }]);
  const old = { ...runOf(), hiddenInputs: 'mbpp-plus' as const };
  expect(read(runLine(old))).toEqual([{ kind: 'run', run: old }]);
});

test('what ends replies, and what failed before, is in the log, and old logs do without', () => {
  const asked = { ...runTaskOf('run-1', '1'), stop: ['[DONE]'] };
  const sample = sampleOf({ failedBefore: ['http-status', 'server-silent'] });
  const items = read(runLine(runOf()), taskLine(asked), sampleLine(sample));
  expect(items.slice(1)).toEqual([
    { kind: 'task', task: asked },
    { kind: 'sample', sample },
  ]);
  expect(outcomeOf(sample).failedBefore).toEqual(sample.failedBefore);
  const old = read(runLine(runOf()), taskLine(runTaskOf('run-1', '1')), sampleLine(sampleOf()));
  expect(old.slice(1)).toEqual([
    { kind: 'task', task: runTaskOf('run-1', '1') },
    { kind: 'sample', sample: sampleOf() },
  ]);
});

test('beside hidden inputs a failed assert contradicts nothing, and a failed input does', async () => {
  const shown = verdictOf('failed-assertion').tests;
  const hidden = { known: 2, of: 2, base: 'passed', plus: 'passed' } as const;
  const told = (outcome: 'passed' | 'failed-assertion') =>
    verdictOf('passed').tests.map((test) => ({ ...test, group: 'hidden' as const, outcome }));
  const says = (outcome: 'passed' | 'failed-assertion') => ({
    ...verdictOf('passed'),
    tests: [...shown, ...told(outcome)],
  });
  const log = [
    runLine(runOf()),
    taskLine(runTaskOf('run-1', '1')),
    sampleLine(sampleOf({ verdict: says('passed') })),
    sampleLine(sampleOf({ index: 1, verdict: says('failed-assertion') })),
    // Counted, and not told one by one.
    sampleLine(sampleOf({ task: '2', verdict: { ...verdictOf('passed'), tests: shown, hidden } })),
  ];
  expect(await importRunLog(log, new MemoryRunStore())).toMatchObject({
    sampleCount: 2,
    damaged: [{ line: 4, fault: { kind: 'contradicts-tests', task: '1', index: 1 } }],
  });
});

test('samples that no run writes are named and left out where a log is imported', async () => {
  const failed = verdictOf('failed-assertion');
  const challenged = { ...verdictOf('passed'), tests: failed.tests.map(asChallenge) };
  const store = new MemoryRunStore();
  const log = [
    runLine(runOf()),
    taskLine(runTaskOf('run-1', '1')),
    sampleLine(sampleOf()),
    sampleLine(sampleOf({ task: '9' })),
    sampleLine(sampleOf({ index: 2 })),
    sampleLine(sampleOf({ index: 1, verdict: { ...failed, status: 'passed' } })),
    sampleLine(sampleOf({ task: '2', verdict: challenged })),
  ];
  const imported = await importRunLog(log, store);
  expect(imported).toMatchObject({
    sampleCount: 2,
    damaged: [
      { line: 4, fault: { kind: 'not-of-run', task: '9', index: 0 } },
      { line: 5, fault: { kind: 'not-of-run', task: '1', index: 2 } },
      { line: 6, fault: { kind: 'contradicts-tests', task: '1', index: 1 } },
    ],
  });
  expect((await store.outcomes('run-1')).map(({ task, index }) => [task, index])).toEqual([
    ['1', 0],
    ['2', 0],
  ]);
  if (imported.kind !== 'imported') throw new Error('It was refused.');
  expect(imported.damaged.map(damagedLineText)).toEqual([
    'Line 4 has sample 1 of task 9, which the run does not ask for, and was skipped.',
    'Line 5 has sample 3 of task 1, which the run does not ask for, and was skipped.',
    'Line 6 says that sample 2 of task 1 passed, although one of its tests did not, and was skipped.',
  ]);
});

function asChallenge(test: TestResult): TestResult {
  return { ...test, group: 'challenge' };
}

test('labels are read as a person could have typed them, and a share of no lines is none', () => {
  const odd = { ...runOf(), title: ' ', tags: ['a', ' a ', ''], notes: '\n' };
  const sample = sampleOf({ referenceLines: { of: 0, shared: 0 } });
  const [head, only] = read(runLine(odd), sampleLine(sample));
  expect(head).toEqual({ kind: 'run', run: { ...runOf(), tags: ['a'] } });
  expect(only).toMatchObject({ kind: 'sample', sample: { referenceLines: null } });
});

test('a shard is one wherever it goes: into a store, out of it, and to the next reader', async () => {
  const shard = { index: 1, count: 2 };
  const part = runOf({ shard });
  const store = new MemoryRunStore();
  await importRunLog([runLine(part), taskLine(runTaskOf('run-1', '1'))], store);
  expect(await store.run('run-1')).toEqual(part);
  const [first = ''] = (await logOf(store)).split('\n');
  // Where earlier versions look for it, and nowhere else.
  expect(JSON.parse(first)).toMatchObject({ shard, run: runOf() });
  expect(JSON.parse(first).run).not.toHaveProperty('shard');
  const merged = runOf({ missingShards: [{ index: 2, count: 3 }] });
  expect(read(runLine(merged))).toEqual([{ kind: 'run', run: merged }]);
});

test('a shard that an earlier version stored as a whole run becomes one when its log completes it', async () => {
  const store = new MemoryRunStore();
  await storeRun(store, runOf(), [runTaskOf('run-1', '1')], []);
  const part = runOf({ shard: { index: 1, count: 2 } });
  const imported = await importRunLog([runLine(part), sampleLine(sampleOf())], store, () => true);
  expect(imported).toMatchObject({ kind: 'imported', isNew: false });
  expect(await store.run('run-1')).toEqual(part);
});
