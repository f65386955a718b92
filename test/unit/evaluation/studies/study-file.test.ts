/** A started study as a file, and what counts for it without being run again. */
import { expect, test } from 'vitest';
import { importRunLog } from '../../../../src/evaluation/log/run-log-reading.ts';
import { MemoryRunStore } from '../../../../src/evaluation/runs/memory-run-store.ts';
import { readStudy, writeStudy } from '../../../../src/evaluation/studies/study-file.ts';
import {
  mergedRecord,
  readStudyRecord,
  runFor,
  type StudyRecord,
} from '../../../../src/evaluation/studies/study-record.ts';
import { studyImportText } from '../../../../src/texts/study-page-texts.ts';
import { planOf, runOf, runTaskOf, sampleOf } from '../../../support/plans.ts';

const plan = planOf();
const other = planOf({ baseSeed: 8 });

function recordOf(fields: Partial<StudyRecord> = {}): StudyRecord {
  return {
    ...{ id: 'study-1', study: 'shown-asserts', name: 'Mine', createdAt: 5, isImported: false },
    choices: { writers: [plan.writer], tasks: plan.tasks, samplesPerTask: 2, maxTokens: 64 },
    parts: [
      { key: '0', value: 0, plan, run: 'run-1' },
      { key: '1', value: 1, plan: other, run: 'run-2' },
      { key: '2', value: 2, plan: other, run: null },
    ],
    ...fields,
  };
}

async function storeWith(...ids: readonly string[]): Promise<MemoryRunStore> {
  const store = new MemoryRunStore();
  for (const id of ids) {
    const run = runOf({ id });
    await store.beginRun(run);
    await store.putTasks([runTaskOf(id, '1'), runTaskOf(id, '2')]);
    await store.putSamples([sampleOf({ run: id }), sampleOf({ run: id, index: 1 })]);
    await store.putRun(run);
  }
  return store;
}

async function textOf(store: MemoryRunStore, record = recordOf()): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of writeStudy(store, record)) pieces.push(piece);
  return pieces.join('');
}

/** Cut anywhere, as files are read. */
async function* cut(text: string, length = 97): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length);
}

test('a study goes to another browser with its runs, whole', async () => {
  const text = await textOf(await storeWith('run-1', 'run-2'));
  const store = new MemoryRunStore();
  const read = await readStudy(cut(text), (pieces) => importRunLog(pieces, store));
  expect(read).toMatchObject({ kind: 'imported', record: recordOf() });
  expect(await textOf(store)).toBe(text);
});

test('runs that are there already stay, and the others come', async () => {
  const text = await textOf(await storeWith('run-1', 'run-2'));
  const store = await storeWith('run-1');
  const read = await readStudy(cut(text), (pieces) => importRunLog(pieces, store));
  const logs = read.kind === 'imported' ? read.logs : [];
  expect(logs.map((log) => (log.kind === 'refused' ? log.refusal.kind : log.kind))).toEqual([
    'already-here',
    'imported',
  ]);
  expect((await store.runs()).map(({ id }) => id).sort()).toEqual(['run-1', 'run-2']);
});

test('a log that is broken off costs its end alone', async () => {
  const text = await textOf(await storeWith('run-1', 'run-2'));
  const store = new MemoryRunStore();
  const read = await readStudy(cut(text.slice(0, -40)), (pieces) => importRunLog(pieces, store));
  expect(read.kind === 'imported' && read.logs.map(({ kind }) => kind)).toEqual([
    'imported',
    'imported',
  ]);
  expect((await store.outcomes('run-1')).length).toBe(2);
  expect((await store.outcomes('run-2')).length).toBe(1);
});

test('a log of an imported run adds the samples that are missing here', async () => {
  const text = await textOf(await storeWith('run-1', 'run-2'));
  const store = new MemoryRunStore();
  const lines = text.split('\n');
  const early = lines.filter((line) => !line.includes('"index":1'));
  await readStudy(cut(early.join('\n')), (pieces) => importRunLog(pieces, store));
  expect((await store.outcomes('run-1')).length).toBe(1);
  const again = (completes: boolean) =>
    readStudy(cut(text), (pieces) => importRunLog(pieces, store, () => completes));
  // A run of one's own stays as it is.
  await again(false);
  expect((await store.outcomes('run-1')).length).toBe(1);
  const read = await again(true);
  expect(read).toMatchObject({
    logs: [
      { kind: 'imported', isNew: false, sampleCount: 1 },
      { kind: 'imported', isNew: false, sampleCount: 1 },
    ],
  });
  expect(await textOf(store)).toBe(text);
  expect(studyImportText(read)).toBe(
    'Study imported, with 0 new runs. 2 samples were added to runs that were here already.',
  );
});

test('a log of another plan adds nothing, and what is here is not replaced', async () => {
  const text = await textOf(await storeWith('run-1'));
  const store = await storeWith('run-1');
  const here = sampleOf({ run: 'run-1', seed: 99 });
  await store.putSamples([here]);
  const whole = await readStudy(cut(text), (pieces) => importRunLog(pieces, store, () => true));
  expect(whole).toMatchObject({ logs: [{ kind: 'imported', isNew: false, sampleCount: 0 }] });
  expect((await store.sample('run-1', '1', 0))?.seed).toBe(99);
  await store.putRun(runOf({ plan: other }));
  const read = await readStudy(cut(text), (pieces) => importRunLog(pieces, store, () => true));
  expect(read).toMatchObject({ logs: [{ kind: 'refused', refusal: { kind: 'already-here' } }] });
});

test('a file that ends early says so, and what cannot be read at all is no study', async () => {
  const text = await textOf(await storeWith('run-1', 'run-2'));
  const readOf = (pieces: AsyncIterable<string>) =>
    readStudy(pieces, (log) => importRunLog(log, new MemoryRunStore()));
  async function* failing(whole: string): AsyncGenerator<string> {
    yield whole;
    await Promise.reject(new TypeError('The encoded data was not valid.'));
  }
  expect(await readOf(cut(text))).toMatchObject({ isBrokenOff: false });
  expect(await readOf(cut(text.trimEnd()))).toMatchObject({ isBrokenOff: false });
  const short = await readOf(cut(text.slice(0, -40)));
  expect(short).toMatchObject({ isBrokenOff: true });
  expect(studyImportText(short)).toBe(
    'Study imported, with 2 new runs. The file ends early or is damaged: only what stands before that was imported.',
  );
  expect(await readOf(failing(text))).toMatchObject({ kind: 'imported', isBrokenOff: true });
  expect(await readOf(failing(''))).toEqual({ kind: 'not-a-study' });
});

test.for([
  ['nothing', '', 'not-a-study'],
  ['no JSON', 'study\n', 'not-a-study'],
  ['a run’s log', '{"kind":"run","format":"synthpad-run","version":1}\n', 'not-a-study'],
  [
    'no record',
    '{"kind":"study","format":"synthpad-study","version":1,"study":{}}\n',
    'not-a-study',
  ],
  [
    'a later version',
    '{"kind":"study","format":"synthpad-study","version":2}\n',
    'unknown-version',
  ],
  [
    'a version that never was',
    '{"kind":"study","format":"synthpad-study","version":0.5}\n',
    'not-a-study',
  ],
] as const)('%s is refused', async ([, text, kind]) => {
  const read = await readStudy(cut(text), () => Promise.reject(new Error('no log')));
  expect(read.kind).toBe(kind);
});

test('a run of an equal plan counts, under any name', () => {
  const renamed = { ...plan, name: 'Another name', extraction: 'reply' as const };
  const run = runOf({ id: 'there', plan: renamed });
  expect(runFor(plan, [run])).toBe('there');
  expect(runFor(other, [run])).toBeNull();
  expect(runFor(plan, [{ ...run, stoppedAt: 9 }])).toBeNull();
  expect(runFor(plan, [{ ...run, revisedFrom: 'first' }])).toBeNull();
  expect(runFor(plan, [{ ...run, hiddenInputs: 'mbpp-plus' }])).toBeNull();
  expect(runFor(plan, [{ ...run, shard: { index: 1, count: 2 } }])).toBeNull();
  expect(runFor(plan, [{ ...run, missingShards: [{ index: 1, count: 2 }] }])).toBeNull();
  expect(runFor(plan, [run, { ...run, id: 'earlier', createdAt: 1 }])).toBe('earlier');
});

test('a run of another adapter of the same name and size does not count', () => {
  const base = { address: 'https://host.example/tiny.gguf' };
  const adapter = { fileName: 'halves.gguf', sizeBytes: 8 };
  const tuned = planOf({ writer: { kind: 'gguf-adapter', base, adapter, scale: 1 } });
  const file = { address: adapter.fileName, sizeBytes: 8, adapterScale: 1 };
  const details = { engine: 'llama.cpp b1', revision: null, chatTemplate: null };
  const ran = (sha256: string | null) =>
    runOf({ plan: tuned, modelDetails: { ...details, files: [{ ...file, sha256 }] } });
  const counts = (sha256: string | null, given: string | null) =>
    runFor(tuned, [ran(sha256)], () => given) !== null;
  expect([counts('ab', 'ab'), counts('ab', null), counts(null, 'ab')]).toEqual([true, true, true]);
  expect(counts('ab', 'cd')).toBe(false);
});

test('a record that comes again brings the runs and parts that were missing', () => {
  const [first, second, third] = recordOf().parts;
  if (!first || !second || !third) throw new Error('three parts');
  const here = recordOf({ name: 'As called here', parts: [first, { ...second, run: null }] });
  const merged = mergedRecord(here, recordOf());
  expect(merged.name).toBe('As called here');
  expect(merged.parts).toEqual([first, second, third]);
});

test('what no version of ours wrote is no record', () => {
  expect(readStudyRecord(recordOf())).toEqual(recordOf());
  expect(readStudyRecord({ ...recordOf(), parts: [{}] })).toBeNull();
  expect(readStudyRecord(null)).toBeNull();
});

const [part] = recordOf().parts;
test.for<[string, Partial<StudyRecord>]>([
  // A list of them on the page names each by its key.
  ['two parts of one key', { parts: part ? [part, part] : [] }],
  // These are parts of an address.
  ['an id with a slash', { id: 'a/b' }],
  ['an empty id', { id: '' }],
  ['an id without end', { id: 'a'.repeat(200) }],
  ['no time that there is', { createdAt: 1e300 }],
  ['a time without end', { createdAt: Infinity }],
  ['a name as long as a book', { name: 'a'.repeat(2_000) }],
])('a record with %s is none', ([, fields]) => {
  expect(readStudyRecord(recordOf(fields))).toBeNull();
});

test('lines that cannot be read are counted, but for the one where the file breaks off', async () => {
  const text = await textOf(await storeWith('run-1', 'run-2'));
  const odd = text.replace(/"index":1/g, '"index":"one"').slice(0, -40);
  const store = new MemoryRunStore();
  const read = await readStudy(cut(odd), (log) => importRunLog(log, store));
  expect(studyImportText(read)).toBe(
    'Study imported, with 2 new runs. 1 line could not be read and was left out. The file ends early or is damaged: only what stands before that was imported.',
  );
});
