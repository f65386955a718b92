/** Runs on doubles: what is asked, what is stored, how a run ends, and how it goes on. */

import { beforeEach, expect, test } from 'vitest';
import { CheckerError } from '../../../../src/checking/checker.ts';
import { MemoryRunStore } from '../../../../src/evaluation/runs/memory-run-store.ts';
import { createRun } from '../../../../src/evaluation/runs/new-run.ts';
import type { Plan } from '../../../../src/evaluation/plans/plan.ts';
import {
  type SampleOutcome,
  type Run,
  RunStoreError,
  type Sample,
} from '../../../../src/evaluation/runs/run.ts';
import {
  type RunEvent,
  type RunOptions,
  runSamples,
} from '../../../../src/evaluation/running/runner.ts';
import type { EngineFailure } from '../../../../src/synthesis/engine-failure.ts';
import { ModelSpecError } from '../../../../src/synthesis/model-kind.ts';
import { FakeRunChecker, FakeWriters } from '../../../support/fake-writers.ts';
import { planOf } from '../../../support/plans.ts';
import { taskOf } from '../../../support/tasks.ts';
import { harnessSettings } from '../../../../src/synthesis/harness-styles.ts';

const tasks = ['a', 'b', 'c'].map((id) =>
  taskOf(['assert f(1) == 8', 'assert f(2) == 8'], { id, text: id, referenceCode: 'def f(x): 8' }),
);
const moreTasks = ['d', 'e'].map((id) => taskOf(['assert f(1) == 8'], { id, text: id }));
const lost = { kind: 'device-lost', detail: 'gone' } as const;
const tooLong = { kind: 'prompt-too-long', limitTokens: 8 } as const;

/** Refuses to store from the moment it is told to. */
class FillingStore extends MemoryRunStore {
  isFull = false;
  readonly puts: Sample[] = [];

  override async putRun(run: Run): Promise<void> {
    if (this.isFull) throw new RunStoreError('full');
    await super.putRun(run);
  }

  override async putSamples(samples: readonly Sample[]): Promise<void> {
    if (this.isFull) throw new RunStoreError('full');
    this.puts.push(...samples);
    await super.putSamples(samples);
  }
}

let store: FillingStore;
let writers: FakeWriters;
let checker: FakeRunChecker;
let events: RunEvent[];

beforeEach(() => {
  [store, writers, checker, events] = [
    new FillingStore(),
    new FakeWriters(),
    new FakeRunChecker(),
    [],
  ];
});

function newRun(fields: Partial<Plan> = {}, set = tasks): Promise<Run> {
  const plan = planOf({ writer: { kind: 'web-llm', modelId: 'fake' }, ...fields });
  return createRun({ plan, tasks: set, set, madeWith: 'a test' }, { store, reader: checker });
}

function go(run: Run, options: Partial<RunOptions> = {}) {
  const signal = new AbortController().signal;
  const onEvent = (event: RunEvent) => void events.push(event);
  return runSamples(run, { store, checker, writers }, { signal, onEvent, ...options });
}

/** "a0 passed": task, index and how it went, sorted. */
async function results(run: Run): Promise<string[]> {
  const word = ({ task, index, status, failure }: SampleOutcome) =>
    `${task}${index} ${status ?? failure ?? 'unchecked'}`;
  return (await store.outcomes(run.id)).map(word).sort();
}

const undisturbed = [
  'a0 failed-assertion',
  'a1 passed',
  'b0 failed-assertion',
  'b1 passed',
  'c0 failed-assertion',
  'c1 passed',
];

test('every sample is asked once with its own seed, round by round, and judged', async () => {
  const run = await newRun();
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(writers.seeds).toEqual(['a 7', 'b 7', 'c 7', 'a 8', 'b 8', 'c 8']);
  expect(await results(run)).toEqual(undisturbed);
  expect(await store.sample(run.id, 'b', 1)).toMatchObject({
    seed: 8,
    reply: { text: 'def f(x):\n    return 8\n' },
    extraction: { rule: 'defines-function', program: 'def f(x):\n    return 8\n' },
    verdict: { status: 'passed' },
    failure: null,
  });
  expect(await store.run(run.id)).toEqual({
    ...run,
    modelName: 'A fake',
    modelParameters: 5e8,
    modelBytes: 4e8,
    modelDetails: writers.details,
  });
  expect(writers.unloaded).toBe(1);
});

test('a run that goes on with other threads names both numbers, each once', async () => {
  const run = await newRun();
  const ran = async (threads: number, maxSamples: number) => {
    writers.details = { ...writers.details, ranOn: [{ processor: 'cpu', threads }] };
    const stop = new AbortController();
    let written = 0;
    const onEvent = (event: RunEvent) => {
      if (event.kind === 'stored' && ++written === maxSamples) stop.abort();
    };
    await go((await store.run(run.id)) ?? run, { signal: stop.signal, onEvent }).catch(() => null);
    return (await store.run(run.id))?.modelDetails?.ranOn?.map((each) => each.threads);
  };
  expect(await ran(2, 1)).toEqual([2]);
  expect(await ran(1, 1)).toEqual([2, 1]);
  expect(await ran(2, 100)).toEqual([2, 1]);
});

test('a run does not go on with another file of the same name', async () => {
  const run = await newRun();
  const files = (...hashes: (string | null)[]) =>
    hashes.map((sha256, at) => ({
      ...{ address: at === 0 ? 'tiny.gguf' : 'halves.gguf', sizeBytes: 8, sha256 },
      ...(at === 0 ? {} : { adapterScale: 1 }),
    }));
  writers.details = { ...writers.details, files: files(null, 'ab') };
  const stop = new AbortController();
  const onEvent = (event: RunEvent) => {
    if (event.kind === 'stored') stop.abort();
  };
  await go(run, { signal: stop.signal, onEvent });
  const reason = { kind: 'changed-file', address: 'halves.gguf' };
  const goOn = async (...hashes: (string | null)[]) => {
    writers.details = { ...writers.details, files: files(...hashes) };
    return go((await store.run(run.id)) ?? run);
  };
  expect(await goOn(null, 'cd')).toEqual({ kind: 'paused', reason });
  expect((await store.run(run.id))?.modelDetails?.files).toEqual(files(null, 'ab'));
  expect(await goOn('ef', 'ab')).toEqual({ kind: 'finished' });
});

test('a model that reads a prompt once for its samples is asked task by task after one round', async () => {
  const writer = { kind: 'gguf-address', address: 'https://example.org/a.gguf' } as const;
  const run = await newRun({ writer, samplesPerTask: 3 });
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(writers.seeds.join()).toBe('a 7,b 7,c 7,a 8,a 9,b 8,b 9,c 8,c 9');
});

test('a run that is deleted while it runs, or before, ends and leaves nothing behind', async () => {
  const gone = { kind: 'paused', reason: { kind: 'storage', trouble: 'gone' } };
  const run = await newRun();
  writers.script = (_, call) => {
    if (call === 2) void store.deleteRun(run.id);
    return undefined;
  };
  expect(await go(run)).toEqual(gone);
  expect([await store.runs(), await store.orphans()]).toEqual([[], []]);
  expect(await store.outcomes(run.id)).toEqual([]);
  expect(await go(run)).toEqual(gone);
  expect(await store.runs()).toEqual([]);
});

test('a run says that it is checked with inputs which it does not keep', async () => {
  const options = { plan: planOf(), tasks, set: tasks, madeWith: 'a test' };
  const services = { store, reader: checker };
  expect(await createRun(options, services)).not.toHaveProperty('hiddenInputs');
  const run = await createRun({ ...options, hiddenInputs: 'mbpp-plus' }, services);
  expect(await store.run(run.id)).toMatchObject({ hiddenInputs: 'mbpp-plus' });
});

test('the size that a person gave of a model counts more than what its name says', async () => {
  const run = { ...(await newRun()), modelParameters: 7e9 };
  await store.putRun(run);
  await go(run);
  expect(await store.run(run.id)).toMatchObject({ modelName: 'A fake', modelParameters: 7e9 });
});

test('the model is sent the prompt, the stop strings and the shown tests of the plan', async () => {
  const prompt = { style: 'paper', exampleCount: 1, shownTestCount: 1 } as const;
  const run = await newRun({ prompt, samplesPerTask: 1 });
  await go(run);
  expect(writers.requests[0]).toEqual({
    brief: { text: 'a', functionName: 'f', shownTests: ['assert f(1) == 8'], setupCode: '' },
    prompt: { kind: 'completion', text: expect.stringContaining('your task: b Your code') },
    sampling: { temperature: 0.5, topP: 0.9, maxTokens: 64, seed: 7, stop: ['[DONE]'] },
  });
});

test('a plan as another harness sends its prompt and stops, and reads replies with the prompt', async () => {
  const run = await newRun({
    ...{ prompt: harnessSettings('bigcode'), extraction: 'bigcode', samplesPerTask: 1 },
  });
  await go(run);
  const [request] = writers.requests;
  const text = '"""\na\nassert f(1) == 8\n"""\n';
  expect(request?.prompt).toEqual({ kind: 'completion', text });
  expect(request?.sampling.stop).toContain('\n<|/');
  expect((await store.sample(run.id, 'a', 0))?.extraction).toEqual({
    ...{ program: `${text}def f(x):\n    return 7\n`, rule: 'bigcode', hadThinking: false },
  });
});

test('the reply is begun only for models that can go on with it', async () => {
  const prompt = harnessSettings('evalplus');
  const roles = async (writer: Plan['writer']) => {
    const { id } = await newRun({ writer, prompt });
    const [task] = await store.tasks(id);
    return task?.prompt?.kind === 'chat' && task.prompt.messages.map(({ role }) => role);
  };
  expect(await roles({ kind: 'web-llm', modelId: 'fake' })).toEqual(['user']);
  expect(await roles({ kind: 'gguf-file', fileName: 'm.gguf', sizeBytes: 9 })).toEqual(['user']);
  const server = {
    kind: 'server',
    address: 'http://localhost:1',
    model: 'm',
    parallel: 1,
  } as const;
  expect(await roles(server)).toEqual(['user', 'assistant']);
});

test('a reply is stored before it is checked, and the next is written meanwhile', async () => {
  let letGo = () => {};
  checker.hold = new Promise((resolve) => (letGo = resolve));
  const run = await newRun();
  writers.script = (_, call) => {
    if (call === 3) letGo();
    return undefined;
  };
  expect(await go(run)).toEqual({ kind: 'finished' });
  const [first, second, third] = store.puts;
  expect([first, second].map((put) => [put?.task, put?.verdict])).toEqual([
    ['a', null],
    ['b', null],
  ]);
  expect(third?.task).toBeDefined();
  expect(await results(run)).toEqual(undisturbed);
});

test('no more than eight replies wait for the checker', async () => {
  let letGo = () => {};
  checker.hold = new Promise((resolve) => (letGo = resolve));
  const run = await newRun({ samplesPerTask: 20 });
  const running = go(run);
  await expect.poll(() => writers.requests.length).toBe(9);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(writers.requests.length).toBe(9);
  letGo();
  expect(await running).toEqual({ kind: 'finished' });
});

test('stopped anywhere, it goes on where it was and ends like an undisturbed one', async () => {
  for (let stopAt = 1; stopAt <= 12; stopAt++) {
    const run = await newRun();
    const stop = new AbortController();
    let stored = 0;
    const onEvent = ({ kind }: RunEvent) => {
      if (kind === 'stored' && ++stored === stopAt) stop.abort();
    };
    const asked = writers.requests.length;
    const end = await go(run, { signal: stop.signal, onEvent });
    if (stopAt < 12) expect(end).toEqual({ kind: 'stopped' });
    expect(await go(run)).toEqual({ kind: 'finished' });
    expect(await results(run)).toEqual(undisturbed);
    // The one in flight at most is asked a second time.
    expect(writers.requests.length - asked).toBeLessThanOrEqual(7);
  }
});

test('a reply that was stored without a verdict is only checked', async () => {
  const run = await newRun({ samplesPerTask: 1 });
  await go(run);
  const sample = await store.sample(run.id, 'b', 0);
  if (sample) await store.putSamples([{ ...sample, extraction: null, verdict: null }]);
  events = [];
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(writers.requests).toHaveLength(3);
  expect(writers.opened).toBe(1);
  expect(await store.sample(run.id, 'b', 0)).toEqual(sample);
  expect(events.map(({ kind }) => kind)).toEqual(['begun', 'stored']);
});

test('a program that came with its reply is checked as it is', async () => {
  const run = await newRun({ samplesPerTask: 1 });
  await go(run);
  const sample = await store.sample(run.id, 'b', 0);
  if (!sample) throw new Error('There is no sample.');
  const program = 'def f(x):\n    return 7\n';
  const extraction = { program, rule: 'as-given', hadThinking: false } as const;
  await store.putSamples([{ ...sample, extraction, verdict: null }]);
  await go(run);
  expect((await store.sample(run.id, 'b', 0))?.extraction).toEqual(extraction);
});

test('a checked sample says how much of the reference it has, and a task without one says nothing', async () => {
  const referenceCode = 'def f(x):\n    total = x * 2\n    return total + 1\n';
  const set = [
    taskOf(['assert f(1) == 8'], { id: 'a', text: 'a', referenceCode }),
    taskOf(['assert f(1) == 8'], { id: 'b', text: 'b', referenceCode: '' }),
  ];
  writers.script = () => 'def f( x ):\n  total = x*2\n  return 8';
  const run = await newRun({ samplesPerTask: 1 }, set);
  await go(run);
  const lines = async (id: string) => (await store.sample(run.id, id, 0))?.referenceLines;
  expect([await lines('a'), await lines('b')]).toEqual([{ of: 3, shared: 2 }, null]);
  const [first] = await store.outcomes(run.id);
  expect(first?.referenceLines).toEqual({ of: 3, shared: 2 });
});

test('a plan that reads replies as the paper does repairs nothing', async () => {
  const reply = 'def f(x):\n    return 8\n\nThat is all.\n[DONE]\ndef g(';
  writers.script = () => reply;
  const run = await newRun({ samplesPerTask: 1, extraction: 'paper' });
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect((await store.sample(run.id, 'a', 0))?.extraction).toEqual({
    program: 'def f(x):\n    return 8\n\nThat is all.\n',
    ...{ rule: 'paper', hadThinking: false },
  });
});

test('a reply that is being written when it is stopped is not kept', async () => {
  const run = await newRun();
  const stop = new AbortController();
  writers.script = (_, call) => {
    if (call !== 2) return undefined;
    stop.abort();
    return new Promise(() => {});
  };
  expect(await go(run, { signal: stop.signal })).toEqual({ kind: 'stopped' });
  expect(await store.sample(run.id, 'b', 0)).toBe(null);
});

test('a lost device costs nothing: the model is loaded again and the same sample asked', async () => {
  writers.script = (_, call) => (call === 2 || call === 4 ? lost : undefined);
  const run = await newRun();
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(writers.seeds).toEqual(['a 7', 'b 7', 'b 7', 'c 7', 'c 7', 'a 8', 'b 8', 'c 8']);
  expect([writers.opened, writers.unloaded]).toEqual([3, 3]);
  expect(await results(run)).toEqual(undisturbed);
});

test('a device that is lost twice in a row pauses the run, which goes on later', async () => {
  writers.script = (_, call) => (call === 2 || call === 3 ? lost : undefined);
  const run = await newRun();
  expect(await go(run)).toEqual({ kind: 'paused', reason: { kind: 'engine', failure: lost } });
  expect(await results(run)).toEqual(['a0 failed-assertion']);
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(await results(run)).toEqual(undisturbed);
});

test('any other failure is kept with its sample, and asked again when a person wants it', async () => {
  writers.script = (_, call) => (call === 2 ? tooLong : undefined);
  const run = await newRun({ samplesPerTask: 1 });
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(await store.sample(run.id, 'b', 0)).toMatchObject({
    reply: null,
    verdict: null,
    failure: tooLong,
  });
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(writers.requests).toHaveLength(3);
  expect(await go(run, { isFailedAskedAgain: true })).toEqual({ kind: 'finished' });
  expect(writers.seeds.slice(3)).toEqual(['b 7']);
  expect(await results(run)).toEqual(undisturbed.filter((each) => each.includes('0 ')));
});

const server = { kind: 'server', address: 'http://localhost', model: 'm', parallel: 1 } as const;
const away = { kind: 'server-unreachable', address: 'http://localhost' } as const;

const address = 'http://localhost';
const unloaded = { kind: 'server-fault', address, detail: 'Model unloaded' } as const;
const pausedBy = (failure: EngineFailure) => ({
  kind: 'paused',
  reason: { kind: 'engine', failure },
});

test.each<EngineFailure>([
  away,
  unloaded,
  { kind: 'server-fault', address, detail: 'CUDA out of memory' },
  { kind: 'server-error', address, status: 500, detail: 'no slot' },
  { kind: 'server-error', address, status: 400, detail: 'seed is not supported' },
  { kind: 'server-ended-reply', address, reason: 'abort' },
  { kind: 'server-broken-stream', address, detail: 'cut' },
  { kind: 'server-unexpected-answer', address, detail: '<html>' },
  { kind: 'server-redirects', address },
])('a server that writes no more pauses the run, and fails no sample: %j', async (failure) => {
  writers.script = (_, call) => (call > 2 ? failure : undefined);
  const run = await newRun({ writer: server });
  expect(await go(run)).toEqual(pausedBy(failure));
  // Three that were asked in vain, then one that was answered before.
  expect(writers.seeds).toEqual(['a 7', 'b 7', 'c 7', 'a 8', 'b 8', 'b 7']);
  expect(await results(run)).toEqual(['a0 failed-assertion', 'b0 failed-assertion']);
  writers.script = () => undefined;
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(await results(run)).toEqual(undisturbed);
});

test('a server that writes nothing from the start pauses the run before it holds a sample', async () => {
  writers.script = () => unloaded;
  const run = await newRun({ writer: server });
  expect(await go(run)).toEqual(pausedBy(unloaded));
  // The last and the middle one of those that are left.
  expect(writers.seeds).toEqual(['a 7', 'b 7', 'c 7', 'c 8', 'b 8']);
  expect(await results(run)).toEqual([]);
  // Nobody is there to refuse another one.
  writers.script = () => away;
  expect(await go(run)).toEqual(pausedBy(away));
  expect(writers.seeds.slice(5)).toEqual(['a 7', 'b 7', 'c 7']);
});

const refused = { kind: 'server-error', address, status: 400, detail: 'Flagged' } as const;

test.each([
  ['one sample', 1, 1],
  ['as many as are held', 3, 1],
  ['two more, which are asked for as well', 5, 1],
  ['all at once', 3, 8],
])(
  'a run that fails with all of its few samples ends, and fails again: %s',
  async (_, count, parallel) => {
    writers.script = () => refused;
    const run = await newRun(
      { writer: { ...server, parallel }, samplesPerTask: 1 },
      [...tasks, ...moreTasks].slice(0, count),
    );
    const failed = run.taskIds.map((id) => `${id}0 server-error`);
    expect(await go(run)).toEqual({ kind: 'finished' });
    expect(await results(run)).toEqual(failed);
    expect(await go(run, { isFailedAskedAgain: true })).toEqual({ kind: 'finished' });
    expect(await results(run)).toEqual(failed);
    writers.script = () => undefined;
    expect(await go(run, { isFailedAskedAgain: true })).toEqual({ kind: 'finished' });
    expect((await results(run)).filter((each) => each.endsWith('server-error'))).toEqual([]);
  },
);

test.each<EngineFailure>([
  away,
  { kind: 'server-refused', address, status: 401 },
  { kind: 'server-overloaded', address, status: 503 },
])('however few its samples are, a run waits for who can be reached again: %j', async (failure) => {
  writers.script = () => failure;
  const run = await newRun({ writer: server, samplesPerTask: 1 });
  expect(await go(run)).toEqual(pausedBy(failure));
  expect(await results(run)).toEqual([]);
});

test.each<[string, (text: string, seed: number) => boolean, string[]]>([
  ['a sample each', (_, seed) => seed === 7, ['c 8', 'a 8', 'b 8', 'c 8', 'a 7', 'b 7', 'c 7']],
  [
    'whole tasks, of which others are left',
    (text) => 'abc'.includes(text),
    ['e 8', 'd 7', 'e 7', 'a 8', 'b 8', 'c 8', 'e 7'],
  ],
])('a server that refuses the first three, %s, is asked for others', async (_, isRefused, then) => {
  writers.script = ({ brief, sampling: { seed = 0 } }) =>
    isRefused(brief.text, seed) ? refused : undefined;
  const all = then[0] === 'e 8' ? [...tasks, ...moreTasks] : tasks;
  const run = await newRun({ writer: server }, all);
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(writers.seeds.slice(0, 10)).toEqual(['a 7', 'b 7', 'c 7', ...then]);
  const failed = (await results(run)).filter((each) => each.endsWith(' server-error'));
  expect(failed).toEqual(
    run.taskIds.flatMap((task) =>
      [0, 1].flatMap((index) =>
        isRefused(task, 7 + index) ? [`${task}${index} server-error`] : [],
      ),
    ),
  );
});

test('what is under way is waited for before a server is said to write nothing', async () => {
  writers.script = ({ sampling }) => (sampling.seed === 7 ? refused : inSomeTurns('def f(x): 8'));
  const run = await newRun({ writer: { ...server, parallel: 8 }, samplesPerTask: 3 });
  expect(await go(run)).toEqual({ kind: 'finished' });
  const outcomes = await store.outcomes(run.id);
  expect(outcomes.filter(({ failure }) => failure !== null)).toHaveLength(3);
  // Those that failed once more, and then one that was answered: none was ended on its way.
  expect(writers.requests).toHaveLength(9 + 3 + 1);
});

/** Later than what fails at once. */
async function inSomeTurns(text: string): Promise<string> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve));
  return text;
}

test('several requests at a time to a server that writes no more fail no sample either', async () => {
  writers.script = (_, call) => (call > 2 ? unloaded : undefined);
  const run = await newRun({ writer: { ...server, parallel: 4 }, samplesPerTask: 6 });
  expect(await go(run)).toEqual(pausedBy(unloaded));
  expect(await results(run)).toEqual(['a0 failed-assertion', 'b0 failed-assertion']);
});

test('a server that is away for two samples fails none: they are asked again at the end', async () => {
  writers.script = (_, call) => (call === 2 || call === 3 ? away : undefined);
  const run = await newRun({ writer: server });
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(writers.seeds).toEqual(['a 7', 'b 7', 'c 7', 'a 8', 'b 8', 'c 8', 'b 7', 'c 7']);
  expect(await results(run)).toEqual(undisturbed);
});

test('a server that is gone at the end of a run leaves its last samples to be asked', async () => {
  writers.script = (_, call) => (call >= 6 ? away : undefined);
  const run = await newRun({ writer: server });
  expect(await go(run)).toEqual(pausedBy(away));
  expect(await results(run)).toEqual(undisturbed.slice(0, 5));
});

test.each([['a'], ['b'], ['c'], ['a', 'b'], ['b', 'c']])(
  'what a server never answers, while it answers all else, fails with its samples: %s %s',
  async (...faulty) => {
    writers.script = ({ brief }) => (faulty.includes(brief.text) ? unloaded : undefined);
    const run = await newRun({ writer: server });
    expect(await go(run)).toEqual({ kind: 'finished' });
    expect(await results(run)).toEqual(
      undisturbed.map((each) => (faulty.includes(each.charAt(0)) ? failedOf(each) : each)),
    );
  },
);

const failedOf = (result: string) => result.replace(/ .*/, ' server-fault');

test('after a pause, the samples that a server never answers are told from a server that is gone', async () => {
  writers.script = (_, call) => (call > 4 ? unloaded : undefined);
  const run = await newRun({ writer: server });
  expect(await go(run)).toEqual(pausedBy(unloaded));
  writers.script = ({ brief, sampling }) =>
    brief.text !== 'a' && sampling.seed === 8 ? unloaded : undefined;
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(await results(run)).toEqual(
    undisturbed.map((each) => (/^[bc]1/.test(each) ? failedOf(each) : each)),
  );
});

test('a prompt that is too long, or stopped by a filter, is its sample’s failure and pauses nothing', async () => {
  const filtered = { kind: 'server-ended-reply', address, reason: 'content-filter' } as const;
  writers.script = ({ sampling }) => (sampling.seed === 7 ? tooLong : filtered);
  const run = await newRun({ writer: server });
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(writers.requests).toHaveLength(6);
  expect(await results(run)).toEqual(
    undisturbed.map((each) =>
      each.replace(/ .*/, each[1] === '0' ? ' prompt-too-long' : ' server-ended-reply'),
    ),
  );
});

test('a full disk pauses the run, and what was stored before stays', async () => {
  const run = await newRun();
  const onEvent = (event: RunEvent) => {
    if (event.kind === 'stored' && store.puts.length >= 5) store.isFull = true;
  };
  const paused = { kind: 'paused', reason: { kind: 'storage', trouble: 'full' } };
  expect(await go(run, { onEvent })).toEqual(paused);
  const kept = await results(run);
  expect(kept.length).toBeGreaterThanOrEqual(2);
  store.isFull = false;
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(await results(run)).toEqual(undisturbed);
});

test('a disk that is full from the start pauses the run, and the model leaves its memory', async () => {
  const run = await newRun();
  store.isFull = true;
  expect(await go(run)).toEqual({ kind: 'paused', reason: { kind: 'storage', trouble: 'full' } });
  expect([writers.opened, writers.unloaded]).toEqual([1, 1]);
});

test.each([
  [new ModelSpecError({ kind: 'unknown-model', modelId: 'x' }), 'no-writer'],
  [new TypeError('a fault'), 'engine'],
])('a writer that cannot be opened pauses the run: %s', async (openFailure, kind) => {
  writers.openFailure = openFailure;
  expect(await go(await newRun())).toMatchObject({ kind: 'paused', reason: { kind } });
});

test('a sandbox that does not start pauses the run', async () => {
  const failure = { kind: 'no-webassembly' } as const;
  checker.failure = new CheckerError(failure);
  const run = await newRun();
  expect(await go(run)).toEqual({ kind: 'paused', reason: { kind: 'checker', failure } });
  checker.failure = null;
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(await results(run)).toEqual(undisturbed);
});

test('a model without chat is not asked in chat: the run pauses before its first sample', async () => {
  writers.hasChatTemplate = false;
  expect(await go(await newRun())).toMatchObject({
    reason: { kind: 'engine', failure: { kind: 'no-chat-template', modelName: 'A fake' } },
  });
  expect(writers.requests).toEqual([]);
  const prompt = { style: 'paper', exampleCount: 1, shownTestCount: 1 } as const;
  expect(await go(await newRun({ prompt }))).toEqual({ kind: 'finished' });
});

test('a server is asked for several samples at once, and loses its model only once', async () => {
  const run = await newRun({ writer: { ...server, parallel: 3 }, samplesPerTask: 4 });
  writers.script = (_, call) => (call === 2 || call === 3 ? lost : undefined);
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(writers.mostAtOnce).toBe(3);
  expect(writers.opened).toBe(2);
  expect(await results(run)).toHaveLength(12);
});

test('completions from elsewhere are checked and never written', async () => {
  const run = await newRun({ writer: { kind: 'imported', from: 'samples.jsonl' } });
  const text = 'def f(x):\n    return 8\n';
  const reply = { text, finish: 'stop', promptTokens: null, replyTokens: null } as const;
  await store.putSamples([
    {
      ...{ run: run.id, task: 'a', index: 0, seed: 0, madeAt: 0 },
      reply: { ...reply, firstTokenMs: null, totalMs: 0 },
      ...{ extraction: null, verdict: null, failure: null },
    },
  ]);
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(await results(run)).toEqual(['a0 passed']);
  expect(writers.opened).toBe(0);
});

test('events tell what there was, who writes, the stream, and each sample as it is stored', async () => {
  writers.script = (_, call) => (call === 1 ? lost : undefined);
  const run = await newRun({ samplesPerTask: 1 });
  await go(run);
  const told = events.map((event) =>
    'task' in event ? `${event.kind} ${event.task}` : event.kind,
  );
  expect(told.slice(0, 6)).toEqual([
    'begun',
    'loaded',
    'writing a',
    'loaded',
    'writing a',
    'text a',
  ]);
  const stored = events.flatMap((event) => (event.kind === 'stored' ? event.outcome : []));
  expect(stored.map(({ status }) => status).sort()).toEqual([
    'failed-assertion',
    'failed-assertion',
    'failed-assertion',
    null,
    null,
    null,
  ]);
});
