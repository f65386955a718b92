/** Who writes a program: the search or a model, loaded, stopped, lost and replaced. */

import { expect, test } from 'vitest';
import { EngineError } from '../../../../src/synthesis/engine.ts';
import { FakeModel, generationOf } from '../fake-models.ts';
import { deskWithModel, openDesk, settled } from './desks.ts';

test('without a model the search writes, asked with the function it is to define', async () => {
  const { attemptSession, workspace, modelPicker, models, generationState } = await openDesk();
  expect(modelPicker.writer.name).toBe('Built-in search');
  const done = attemptSession.generate();
  expect(generationState.isBusy).toBe(true);
  await settled();
  expect(models.search.last.request.brief.functionName).toBe('raise');
  models.search.last.held.finish(generationOf('def raise(n):\n    return n + 1\n'));
  await done;
  expect(workspace.program).toBe('def raise(n):\n    return n + 1\n');
  expect([modelPicker.isOpen, modelPicker.phase.kind]).toEqual([false, 'none']);
});

test('a search shows its best attempt as it goes, and tells how it went', async () => {
  const { attemptSession, workspace, generationState, models } = await openDesk();
  const done = attemptSession.generate();
  await settled();
  const { options, held } = models.search.last;
  const best = { program: 'def raise(n):\n    return 2\n', passes: 1 };
  const counts = { tried: 9, level: 3, dropped: 2, held: 7, elapsedSeconds: 0.2 };
  options.onSearch?.({ ...counts, best }, null);
  expect([workspace.program, generationState.search?.progress.tried]).toEqual([best.program, 9]);
  const program = 'def raise(n):\n    return n + 1\n';
  const explanation = { how: 'expression', cost: 3, words: ['raise'] } as const;
  options.onSearch?.({ ...counts, tried: 12, best }, { kind: 'found', program, explanation });
  options.onText(program);
  held.finish(generationOf(program));
  await done;
  expect(workspace.program).toBe(program);
  expect(generationState.search).toMatchObject({
    progress: { tried: 12 },
    result: { kind: 'found', explanation: { words: ['raise'] } },
  });
});

test('a search shows the program that it keeps, and stopped it tells how that was found', async () => {
  const { attemptSession, workspace, generationState, attempts, models } = await openDesk();
  const done = attemptSession.generate();
  await settled();
  const { options } = models.search.last;
  const counts = { tried: 9, level: 3, dropped: 2, held: 7, elapsedSeconds: 0.2 };
  const best = { program: 'def raise(n):\n    return 2\n', passes: 1 };
  const program = 'def raise(n):\n    return n + 1\n';
  const explanation = { how: 'expression', cost: 3, words: [] } as const;
  options.onSearch?.({ ...counts, best, kept: { program, explanation } }, null);
  expect(workspace.program).toBe(program);
  options.onText(program);
  const found = {
    kind: 'found',
    program,
    explanation: { ...explanation, until: 'stopped' },
  } as const;
  options.signal.addEventListener('abort', () =>
    options.onSearch?.({ ...counts, best }, found, [200, 9, 3]),
  );
  attemptSession.stop();
  await done;
  expect(workspace.program).toBe(program);
  expect(generationState.search?.result).toEqual(found);
  expect(attempts.inView?.reply?.search?.result).toEqual(found);
  // No prompt that it did not read.
  expect(attempts.inView?.request).toBeNull();
  expect(attempts.inView?.reply?.search).toMatchObject({
    settings: { shownTestCount: 3, seconds: 10, seed: 1 },
    course: [200, 9, 3],
  });
});

test('a loaded model takes the place of the search, which is let go', async () => {
  const { attemptSession, modelPicker, models } = await openDesk();
  modelPicker.warmUp();
  await settled();
  const loading = modelPicker.choose(models.offer);
  await settled();
  expect(modelPicker.writer.name).toBe('Built-in search');
  const model = new FakeModel();
  models.last.held.finish(model);
  await loading;
  await settled();
  expect([modelPicker.writer.name, models.search.isUnloaded]).toEqual(['Tiny', true]);
  void attemptSession.generate();
  await settled();
  expect(model.calls).toHaveLength(1);

  await modelPicker.choose(models.defaultOffer);
  expect([modelPicker.writer.name, model.isUnloaded]).toEqual(['Built-in search', true]);
});

test('a search that crashed is loaded anew with the next press', async () => {
  const { attemptSession, generationState, models } = await openDesk();
  const done = attemptSession.generate();
  await settled();
  models.search.last.held.fail(new EngineError({ kind: 'engine-crashed', detail: '' }));
  await done;
  expect(generationState.phase.kind).toBe('failed');
  void attemptSession.generate();
  await settled();
  expect([models.searches.length, models.searches[0]?.isUnloaded]).toEqual([2, true]);
});

test('a search that is stopped before it could start leaves everything as it was', async () => {
  const { attemptSession, workspace, generationState, models } = await openDesk();
  workspace.edit('mine');
  Object.assign(models.defaultOffer, { load: () => new Promise(() => undefined) });
  const done = attemptSession.generate();
  attemptSession.stop();
  await done;
  expect([workspace.program, generationState.phase.kind]).toEqual(['mine', 'idle']);
});

test('a reply streams in, its code takes its place, and is checked', async () => {
  const { attemptSession, workspace, generationState, checker, model } = await deskWithModel();
  const done = attemptSession.generate();
  await settled();
  model.last.options.onText('Sure:\n```python\n');
  await expect.poll(() => workspace.program).toBe('Sure:\n```python\n');
  model.last.held.finish(generationOf('Sure:\n```python\ndef raise(n):\n    return n + 1\n```'));
  await done;
  expect(workspace.program.trim()).toBe('def raise(n):\n    return n + 1');
  expect(generationState.phase).toMatchObject({
    kind: 'written',
    modelName: 'Tiny',
    extraction: { rule: 'defines-function', from: 'fence' },
  });
  expect(checker.checks.map((check) => check.request.program)).toEqual([workspace.program]);
});

test('a reply without code leaves the program as it was', async () => {
  const { attemptSession, workspace, generationState, model } = await deskWithModel();
  workspace.edit('def mine(): pass');
  const done = attemptSession.generate();
  await settled();
  model.last.held.finish(generationOf('I cannot help with that.'));
  await done;
  expect(workspace.program).toBe('def mine(): pass');
  expect(generationState.phase).toMatchObject({ extraction: { program: null, rule: 'no-code' } });
});

test('stopping keeps the code there is so far, unchecked', async () => {
  const { attemptSession, workspace, checker, model } = await deskWithModel();
  const done = attemptSession.generate();
  await settled();
  model.last.options.onText('```python\ndef raise(n):\n    return n\n');
  attemptSession.stop();
  await done;
  expect(workspace.program.trim()).toBe('def raise(n):\n    return n');
  expect(checker.checks).toHaveLength(0);
});

test('leaving the task ends its generation, and a late end changes nothing', async () => {
  const { attemptSession, workspace, bar, generationState, model } = await deskWithModel();
  const done = attemptSession.generate();
  await settled();
  model.last.options.onText('def raise(n): pass');
  bar.go('#/starter/2');
  await done;
  await settled();
  expect(model.last.options.signal.aborted).toBe(true);
  expect([workspace.program, generationState.phase.kind]).toEqual(['', 'idle']);
  bar.go('#/starter/1');
  expect(workspace.program).toBe('');
});

test('a model whose device was lost is loaded again once, one with a long prompt goes on', async () => {
  const { attemptSession, modelPicker, models, generationState, model } = await deskWithModel();
  let done = attemptSession.generate();
  await settled();
  model.last.held.fail(new EngineError({ kind: 'prompt-too-long', limitTokens: 2048 }));
  await done;
  expect([generationState.phase.kind, modelPicker.phase.kind]).toEqual(['failed', 'ready']);

  done = attemptSession.generate();
  await settled();
  model.last.held.fail(new EngineError({ kind: 'device-lost', detail: '' }));
  await done;
  await settled();
  expect([modelPicker.phase.kind, model.isUnloaded, models.loads.length]).toEqual([
    'loading',
    true,
    2,
  ]);
  const revived = new FakeModel();
  models.last.held.finish(revived);
  await settled();
  expect(modelPicker.phase).toMatchObject({ kind: 'ready', model: revived, isRevived: true });

  done = attemptSession.generate();
  await settled();
  revived.last.held.fail(new EngineError({ kind: 'device-lost', detail: '' }));
  await done;
  expect(modelPicker.phase).toMatchObject({ kind: 'failed', failure: { kind: 'device-lost' } });
  expect([revived.isUnloaded, models.loads.length]).toEqual([true, 2]);
});

test('a change of the sampling goes to the model that is loaded, which stays so', async () => {
  const { attemptSession, models, model, promptState } = await deskWithModel();
  for (const temperature of [0.1, 0.9]) {
    promptState.change({ temperature });
    const done = attemptSession.generate();
    await settled();
    model.last.held.finish(generationOf('I would rather not.'));
    await done;
  }
  const asked = model.calls.map(({ request }) => request.sampling.temperature);
  expect([asked, models.loads.length]).toEqual([[0.1, 0.9], 1]);
});

test('choosing another model forgets the first, and the newest choice wins', async () => {
  const { modelPicker, models, model } = await deskWithModel();
  const second = modelPicker.choose(models.offer);
  await settled();
  expect(model.isUnloaded).toBe(true);
  const third = modelPicker.choose(models.offer);
  await settled();
  const last = new FakeModel();
  models.last.held.finish(last);
  await Promise.all([second, third]);
  expect(modelPicker.model).toBe(last);
});

test('a model that arrives after its load was cancelled is unloaded', async () => {
  const { modelPicker, models } = await openDesk();
  const model = new FakeModel();
  const loading = modelPicker.choose({ ...models.offer, load: async () => model });
  modelPicker.cancel();
  await loading;
  expect([modelPicker.phase.kind, model.isUnloaded]).toEqual(['none', true]);
});
