/** Runs on doubles: what is asked, how a reply is read, what is stored and what is told of it. */

import { expect } from 'vitest';
import { createRun } from '../../../../src/evaluation/runs/new-run.ts';
import type { Plan } from '../../../../src/evaluation/plans/plan.ts';
import { test, threeTasks, undisturbed } from '../../../support/fake-runs.ts';
import { planOf } from '../../../support/plans.ts';
import { taskOf } from '../../../support/tasks.ts';
import { harnessSettings } from '../../../../src/synthesis/harness-styles.ts';

const lost = { kind: 'device-lost', detail: 'gone' } as const;

test('every sample is asked once with its own seed, round by round, and judged', async ({
  store,
  writers,
  newRun,
  go,
  results,
}) => {
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

test('a model that reads a prompt once for its samples is asked task by task after one round', async ({
  writers,
  newRun,
  go,
}) => {
  const writer = { kind: 'gguf-address', address: 'https://example.org/a.gguf' } as const;
  const run = await newRun({ writer, samplesPerTask: 3 });
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect(writers.seeds.join()).toBe('a 7,b 7,c 7,a 8,a 9,b 8,b 9,c 8,c 9');
});

test('a run says that it is checked with inputs which it does not keep', async ({
  store,
  checker,
}) => {
  const options = { plan: planOf(), tasks: threeTasks, set: threeTasks, madeWith: 'a test' };
  const services = { store, reader: checker };
  expect(await createRun(options, services)).not.toHaveProperty('hiddenInputs');
  const run = await createRun({ ...options, hiddenInputs: 'mbpp-plus' }, services);
  expect(await store.run(run.id)).toMatchObject({ hiddenInputs: 'mbpp-plus' });
});

test('the size that a person gave of a model counts more than what its name says', async ({
  store,
  newRun,
  go,
}) => {
  const run = { ...(await newRun()), modelParameters: 7e9 };
  await store.putRun(run);
  await go(run);
  expect(await store.run(run.id)).toMatchObject({ modelName: 'A fake', modelParameters: 7e9 });
});

test('the model is sent the prompt, the stop strings and the shown tests of the plan', async ({
  writers,
  newRun,
  go,
}) => {
  const prompt = { style: 'paper', exampleCount: 1, shownTestCount: 1 } as const;
  const run = await newRun({ prompt, samplesPerTask: 1 });
  await go(run);
  expect(writers.requests[0]).toEqual({
    brief: { text: 'a', functionName: 'f', shownTests: ['assert f(1) == 8'], setupCode: '' },
    prompt: { kind: 'completion', text: expect.stringContaining('your task: b Your code') },
    sampling: { temperature: 0.5, topP: 0.9, maxTokens: 64, seed: 7, stop: ['[DONE]'] },
  });
});

test('a plan as another harness sends its prompt and stops, and reads replies with the prompt', async ({
  store,
  writers,
  newRun,
  go,
}) => {
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

test('the reply is begun only for models that can go on with it', async ({ store, newRun }) => {
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

test('a reply is stored before it is checked, and the next is written meanwhile', async ({
  store,
  writers,
  checker,
  newRun,
  go,
  results,
}) => {
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

test('no more than eight replies wait for the checker', async ({
  writers,
  checker,
  newRun,
  go,
}) => {
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

test('a checked sample says how much of the reference it has, and a task without one says nothing', async ({
  store,
  writers,
  newRun,
  go,
}) => {
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

test('a plan that reads replies as the paper does repairs nothing', async ({
  store,
  writers,
  newRun,
  go,
}) => {
  const reply = 'def f(x):\n    return 8\n\nThat is all.\n[DONE]\ndef g(';
  writers.script = () => reply;
  const run = await newRun({ samplesPerTask: 1, extraction: 'paper' });
  expect(await go(run)).toEqual({ kind: 'finished' });
  expect((await store.sample(run.id, 'a', 0))?.extraction).toEqual({
    program: 'def f(x):\n    return 8\n\nThat is all.\n',
    ...{ rule: 'paper', hadThinking: false },
  });
});

test('events tell what there was, who writes, the stream, and each sample as it is stored', async ({
  writers,
  events,
  newRun,
  go,
}) => {
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
