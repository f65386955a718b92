/** Several writers on one task: one press, turns, stops and failures of one alone, what is kept. */
import { expect, test, vi } from 'vitest';
import type { Lane } from '../../../../src/app/side-by-side/lane.svelte.ts';
import type { ModelSpec } from '../../../../src/synthesis/model-spec.ts';
import { EngineError } from '../../../../src/synthesis/engine.ts';
import { generationOf } from '../fake-models.ts';
import { resultOf, verdictOf } from '../fake-checker.ts';
import { code, NamedModels, onCpu, onServer, openLanes } from './lanes.ts';

const fenced = `\`\`\`python\n${code}\`\`\`\n`;

function stages(lanes: readonly Lane[]) {
  return lanes.map(({ stage }) => stage);
}

async function open(...specs: (ModelSpec | null)[]) {
  return openLanes(specs, new NamedModels(specs.filter((spec) => spec !== null)));
}

type Opened = Awaited<ReturnType<typeof open>>;

/** The reply comes, and is whole. */
async function reply({ models }: Opened, name: string, text = fenced) {
  await vi.waitFor(() => expect(models.modelOf(name).calls.length).toBeGreaterThan(0));
  const { options, held } = models.modelOf(name).last;
  options.onText(text);
  held.finish(generationOf(text));
}

async function judge({ checker }: Opened, at: number, status: 'passed' | 'failed-assertion') {
  await vi.waitFor(() => expect(checker.checks.length).toBeGreaterThan(at));
  checker.checks[at]?.held.finish(
    verdictOf({ status, tests: [resultOf('assert raise(1) == 2', { outcome: status })] }),
  );
}

test('one press asks all of them the same, and each reply is an attempt with its verdict', async () => {
  const opened = await open(onServer('one'), onServer('two'));
  const { sideBySide, models, attempts } = opened;
  const done = sideBySide.write();
  await reply(opened, 'two', 'I do not know.');
  await reply(opened, 'one');
  await judge(opened, 0, 'passed');
  await done;
  expect(models.modelOf('one').last.request).toEqual(models.modelOf('two').last.request);
  expect(stages(sideBySide.lanes)).toEqual(['judged', 'no-code']);
  const kept = attempts.all.map(({ author, status }) => ['name' in author && author.name, status]);
  expect(kept.sort()).toEqual([
    ['one', 'passed'],
    ['two', 'no-code'],
  ]);
  const [one, two] = sideBySide.lanes.map(({ result }) => result);
  expect(one).toMatchObject({ program: code, isStreamed: false, hasEnded: true });
  expect(one?.verdictMs).toBeGreaterThan(0);
  expect(attempts.byId(one?.attemptId ?? '')?.program).toBe(code);
  expect(two).toMatchObject({ program: null, verdictMs: null, hasEnded: true });
});

test('a second round is asked in place with the next seed; changed settings begin again', async () => {
  const opened = await open(onServer('one'), onServer('two'));
  const { sideBySide, models, promptState } = opened;
  const seeds: number[] = [];
  for (const change of [null, null, { temperature: 0.7 }]) {
    if (change) promptState.change(change);
    const done = sideBySide.write();
    await vi.waitFor(() => expect(models.modelOf('one').calls.length).toBe(seeds.length + 1));
    for (const name of ['one', 'two']) models.modelOf(name).last.held.finish(generationOf('No.'));
    await done;
    seeds.push(models.modelOf('one').last.request.sampling.seed);
  }
  expect(seeds).toEqual([1, 2, 1]);
  expect(sideBySide.round).toBe(3);
  expect(models.loaded).toHaveLength(2);
});

test('two models on one processor write one after the other, in the order in which they stand', async () => {
  const opened = await open(onCpu('one'), onCpu('two'), onServer('three'));
  const { sideBySide, models } = opened;
  expect(sideBySide.sharedLanes).toMatchObject([{ shared: 'cpu' }]);
  expect(sideBySide.sharedLanes[0]?.lanes.map(({ offer }) => offer?.name)).toEqual(['one', 'two']);
  const done = sideBySide.write();
  await vi.waitFor(() =>
    expect(models.loaded.map(({ modelName }) => modelName)).toContain('three'),
  );
  await vi.waitFor(() =>
    expect(stages(sideBySide.lanes)).toEqual(['reading', 'waiting', 'reading']),
  );
  expect(sideBySide.lanes[1]?.waitsFor).toBe('cpu');
  await reply(opened, 'three');
  await reply(opened, 'one');
  // It is not kept waiting for the verdict on the other.
  await reply(opened, 'two', 'No.');
  await judge(opened, 0, 'passed');
  await judge(opened, 1, 'passed');
  await done;
  expect(stages(sideBySide.lanes)).toEqual(['judged', 'no-code', 'judged']);
});

test('one lane stops alone, also while it waits; the others go on', async () => {
  const opened = await open(onCpu('one'), onCpu('two'), onServer('three'));
  const { sideBySide, models, attempts } = opened;
  const [one, two, three] = sideBySide.lanes;
  const done = sideBySide.write();
  await vi.waitFor(() => expect(models.modelOf('one').calls).toHaveLength(1));
  two?.stop();
  await vi.waitFor(() => expect(two?.isBusy).toBe(false));
  for (const piece of [fenced.slice(0, 9), fenced.slice(9)]) {
    models.modelOf('one').last.options.onText(piece);
  }
  one?.stop();
  await vi.waitFor(() => expect(one?.stage).toBe('stopped'));
  expect(three?.isBusy).toBe(true);
  await reply(opened, 'three', 'No.');
  await done;
  expect(models.loaded.map(({ modelName }) => modelName).sort()).toEqual(['one', 'three']);
  // What it had said by then is not lost.
  expect(one?.result).toMatchObject({ isStreamed: true, hasEnded: true, program: code });
  expect(attempts.byId(one?.result?.attemptId ?? '')?.program).toBe(code);
});

test('one press stops all of them', async () => {
  const opened = await open(onCpu('one'), onCpu('two'));
  const { sideBySide, models } = opened;
  const done = sideBySide.write();
  await vi.waitFor(() => expect(models.modelOf('one').calls).toHaveLength(1));
  sideBySide.stop();
  await done;
  expect(sideBySide.isBusy).toBe(false);
  expect(stages(sideBySide.lanes)).toEqual(['stopped', 'idle']);
});

test('a press whose tests Python still has to read is busy at once, and can be taken back', async () => {
  const opened = await open(onServer('one'), onServer('two'));
  const { sideBySide, models, workspace } = opened;
  let name = () => {};
  const naming = new Promise<void>((resolve) => (name = resolve));
  vi.spyOn(workspace, 'named').mockReturnValueOnce(naming).mockReturnValueOnce(naming);
  const stopped = sideBySide.write();
  expect(sideBySide.isBusy).toBe(true);
  sideBySide.stop();
  await stopped;
  expect(sideBySide.isBusy).toBe(false);
  const closed = sideBySide.write();
  await sideBySide.close();
  name();
  await closed;
  expect([sideBySide.round, models.loaded]).toEqual([0, []]);
  const done = sideBySide.write();
  await reply(opened, 'one', 'No.');
  await reply(opened, 'two', 'No.');
  await done;
  expect(sideBySide.round).toBe(1);
});

test('a failure in one lane is its own, and it can be asked again alone', async () => {
  const opened = await open(onCpu('one'), onCpu('two'));
  const { sideBySide, models, checker } = opened;
  const [one, two] = sideBySide.lanes;
  const done = sideBySide.write();
  await vi.waitFor(() => expect(models.modelOf('one').calls).toHaveLength(1));
  models
    .modelOf('one')
    .last.held.fail(new EngineError({ kind: 'out-of-memory', neededBytes: null }));
  await reply(opened, 'two');
  await judge(opened, 0, 'passed');
  await done;
  expect(stages(sideBySide.lanes)).toEqual(['failed', 'judged']);
  expect(one?.result).toMatchObject({ attemptId: null, hasEnded: true });
  const again = sideBySide.writeAgain(one as Lane);
  // What failed so is loaded anew.
  await vi.waitFor(() => expect(models.loaded).toHaveLength(3));
  await reply(opened, 'one');
  await judge(opened, 1, 'failed-assertion');
  await again;
  expect(stages(sideBySide.lanes)).toEqual(['judged', 'judged']);
  expect(two?.checkState.verdict?.status).toBe('passed');
  expect(checker.checks).toHaveLength(2);
});

test('nothing is downloaded before a press, and a download that is cancelled can be begun again', async () => {
  const models = new NamedModels([onCpu('one'), onServer('two')], { kept: null });
  const opened = await openLanes([onCpu('one'), onServer('two')], models);
  const { sideBySide } = opened;
  const [one] = sideBySide.lanes;
  expect(one?.readiness).toMatchObject({ kind: 'download', bytes: 4e8 });
  const done = sideBySide.write();
  await reply(opened, 'two', 'No.');
  await done;
  expect(models.loaded.map(({ modelName }) => modelName)).toEqual(['two']);
  const loading = one?.load();
  one?.cancelLoading();
  await loading;
  expect([one?.loading.kind, one?.readiness?.kind]).toEqual(['none', 'download']);
  await one?.load();
  expect([one?.loading.kind, one?.readiness?.kind]).toEqual(['none', 'ready']);
});

test('closing lets go of the models, keeps what was said, and leaves the page its own model', async () => {
  const models = new NamedModels([onCpu('one'), onServer('two')]);
  const opened = await openLanes([onCpu('one'), onServer('two')], models);
  const { sideBySide, modelPicker, attempts } = opened;
  const own = modelPicker.offering?.offers.find(({ name }) => name === 'one');
  if (own) await modelPicker.choose(own);
  const done = sideBySide.write();
  await vi.waitFor(() => expect(models.modelOf('two').calls).toHaveLength(1));
  // The page's own is not loaded a second time.
  await vi.waitFor(() => expect(models.modelOf('one').calls).toHaveLength(1));
  models.modelOf('two').last.options.onText('Let me');
  await sideBySide.close();
  await done;
  expect(attempts.all.map(({ reply }) => reply?.generation.text)).toEqual(['Let me']);
  expect(models.loaded.map(({ modelName, isUnloaded }) => [modelName, isUnloaded])).toEqual([
    ['one', false],
    ['two', true],
  ]);
  expect(modelPicker.writer.name).toBe('one');
});

test('models that do not fit together are in memory one at a time', async () => {
  const models = new NamedModels([onCpu('one'), onCpu('two')], { memoryBytes: 4e9 });
  const look = models.look.bind(models);
  models.look = async () => {
    const { capabilities, offers } = await look();
    return { capabilities: { ...capabilities, memoryBytes: 8e9 as never }, offers };
  };
  const opened = await openLanes([onCpu('one'), onCpu('two')], models);
  const { sideBySide } = opened;
  expect(sideBySide.sharedLanes).toMatchObject([{ shared: 'memory' }]);
  const done = sideBySide.write();
  await reply(opened, 'one', 'No.');
  await reply(opened, 'two', 'No.');
  await done;
  expect(models.modelOf('one').isUnloaded).toBe(true);
  expect(models.modelOf('two').isUnloaded).toBe(false);
});

test('where a link names what this version does not know, the others write all the same', async () => {
  const opened = await open(null, onServer('two'));
  const { sideBySide } = opened;
  expect(sideBySide.lanes.map(({ readiness }) => readiness?.kind)).toEqual(['unknown', 'ready']);
  const done = sideBySide.write();
  await reply(opened, 'two', 'No.');
  await done;
  expect(stages(sideBySide.lanes)).toEqual(['idle', 'no-code']);
});

test('a load that is cancelled in a round is no failure', async () => {
  const opened = await open(onCpu('one'), onServer('two'));
  const { sideBySide, models } = opened;
  const [one] = sideBySide.lanes;
  let arrive = () => {};
  models.isThere = new Promise((resolve) => (arrive = resolve));
  const done = sideBySide.write();
  await vi.waitFor(() => expect(one?.stage).toBe('loading'));
  one?.cancelLoading();
  await vi.waitFor(() => expect([one?.stage, one?.isBusy]).toEqual(['idle', false]));
  arrive();
  await reply(opened, 'two', 'No.');
  await done;
  expect(models.loaded.map(({ modelName }) => modelName)).toEqual(['two']);
});

test('nothing comes back of a reply that is written while all work is deleted', async () => {
  const opened = await open(onServer('one'), onServer('two'));
  const { sideBySide, models, attempts, work } = opened;
  const done = sideBySide.write();
  await vi.waitFor(() => expect(models.modelOf('one').calls).toHaveLength(1));
  const { options, held } = models.modelOf('one').last;
  options.onText('Let');
  await work.forget();
  sideBySide.forget();
  options.onText(' me');
  held.finish(generationOf('Let me'));
  await done;
  sideBySide.flush();
  expect([attempts.all, (await work.export()).attempts]).toEqual([[], []]);
});
