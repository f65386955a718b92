import { expect, test } from 'vitest';
import { EngineError } from '../../../../src/synthesis/engine.ts';
import {
  FakeModel,
  fakePage,
  generationOf,
  resultOf,
  sourceOf,
  taskOf,
  verdictOf,
} from '../fakes.ts';

async function openDesk() {
  const tasks = [taskOf('1', 'raise'), taskOf('2', 'lower')];
  const page = fakePage([sourceOf(tasks)]);
  await page.taskBrowser.follow();
  await settled();
  return { ...page, tasks };
}

async function deskWithModel() {
  const page = await openDesk();
  const model = new FakeModel();
  const loading = page.modelPicker.choose(page.models.offer);
  await settled();
  page.models.last.held.finish(model);
  await loading;
  return { ...page, model };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test('opening a task learns its function and writes its prompt', async () => {
  const { workspace, promptState } = await openDesk();
  expect(workspace.functionName).toBe('raise');
  expect(promptState.parts.map((part) => part.role)).toEqual(['system', 'user']);
  expect(promptState.request()?.brief).toEqual({
    text: 'Write a function to raise a number.',
    functionName: 'raise',
    shownTests: ['assert raise(1) == 2', 'assert raise(2) == 3'],
    setupCode: '',
  });
});

test('each task keeps its own program', async () => {
  const { workspace, bar } = await openDesk();
  workspace.edit('def raise_(n): pass');
  bar.go('#/starter/2');
  expect(workspace.program).toBe('');
  bar.go('#/starter/1');
  expect(workspace.program).toBe('def raise_(n): pass');
});

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

test('results appear as they are decided, and the verdict goes stale with an edit', async () => {
  const { attemptSession, workspace, checkState, checker } = await openDesk();
  workspace.edit('def raise(n): return n + 1');
  const done = attemptSession.check();
  const result = resultOf('assert raise(1) == 2');
  checker.last.options.onTest?.(result);
  expect(checkState.results).toEqual([result]);
  checker.last.held.finish(verdictOf({ tests: [result] }));
  await done;
  expect([checkState.phase.kind, workspace.isChangedSinceCheck]).toEqual(['judged', false]);
  workspace.edit('def raise(n): return n');
  expect(workspace.isChangedSinceCheck).toBe(true);
});

test('an empty editor is checked as no program', async () => {
  const { attemptSession, workspace, checker } = await openDesk();
  workspace.edit('  \n');
  void attemptSession.check();
  expect(checker.last.request.program).toBeNull();
});

test('of two checks the newer one is shown', async () => {
  const { attemptSession, workspace, checkState, checker } = await openDesk();
  workspace.edit('first');
  const first = attemptSession.check();
  const held = checker.last.held;
  workspace.edit('second');
  const second = attemptSession.check();
  checker.last.held.finish(verdictOf({ status: 'timeout' }));
  held.finish(verdictOf({ status: 'passed' }));
  await Promise.all([first, second]);
  expect(checkState.verdict?.status).toBe('timeout');
});

test('what a person changes in the prompt is sent, until the style changes', async () => {
  const { promptState } = await openDesk();
  promptState.edit(1, 'Only this.');
  expect(promptState.request()?.prompt).toMatchObject({
    kind: 'chat',
    messages: [{ role: 'system' }, { role: 'user', content: 'Only this.' }],
  });
  promptState.change({ style: 'paper' });
  expect([promptState.isEdited, promptState.request()?.prompt.kind]).toEqual([false, 'completion']);
  expect(promptState.request()?.sampling.stop).toEqual(['[DONE]']);
  expect(promptState.examples.map((task) => task.id)).toEqual(['2']);
});

test('a model may think for as long as was chosen, and not where a link of before says nothing', async () => {
  const { promptState, bar } = await openDesk();
  const thinking = () => promptState.request()?.sampling.thinkingTokens;
  expect(thinking()).toBe(undefined);
  promptState.change({ thinks: true, thinkingTokens: 64 });
  expect(thinking()).toBe(64);
  const sampling = { temperature: 1, topP: 1, maxTokens: 64, seed: 9, stop: [] };
  promptState.recall({ kind: 'completion', text: 'From before.' }, sampling);
  expect(thinking()).toBe(undefined);
  promptState.recall(
    { kind: 'completion', text: 'From afar.' },
    { ...sampling, thinkingTokens: 32 },
  );
  expect(thinking()).toBe(32);
  bar.go('#/starter/2');
  expect(thinking()).toBe(64);
});

test('an edited prompt is there again after another task or style, until it is reset', async () => {
  const { promptState, bar } = await openDesk();
  const content = () => promptState.parts.map((part) => part.content);
  const original = content();
  promptState.edit(1, 'Only this.');
  bar.go('#/starter/2');
  expect(promptState.isEdited).toBe(false);
  promptState.change({ style: 'paper' });
  promptState.edit(0, 'Lower it.');
  bar.go('#/starter/1');
  expect(promptState.isEdited).toBe(false);
  promptState.change({ style: 'instruction' });
  expect(content()[1]).toBe('Only this.');
  bar.go('#/starter/2');
  expect(promptState.isEdited).toBe(false);
  promptState.change({ style: 'paper' });
  expect(content()).toEqual(['Lower it.']);
  promptState.change({ style: 'instruction' });
  bar.go('#/starter/1');
  promptState.reset();
  bar.go('#/starter/2');
  bar.go('#/starter/1');
  await settled();
  expect([promptState.isEdited, content()]).toEqual([false, original]);
});

test('an edit of a prompt that a link brought stays with its task, settings and all', async () => {
  const { promptState, bar } = await openDesk();
  const sampling = { temperature: 1, topP: 1, maxTokens: 64, seed: 9, stop: [] };
  promptState.recall({ kind: 'completion', text: 'From afar.' }, sampling);
  bar.go('#/starter/2');
  expect(promptState.choices.style).toBe('instruction');
  bar.go('#/starter/1');
  expect(promptState.isEdited).toBe(false);
  promptState.recall({ kind: 'completion', text: 'From afar.' }, sampling);
  promptState.edit(0, 'From afar, and mine.');
  bar.go('#/starter/2');
  bar.go('#/starter/1');
  expect(promptState.request()).toMatchObject({
    prompt: { kind: 'completion', text: 'From afar, and mine.' },
    sampling: { seed: 9 },
  });
  promptState.change({ seed: 10 });
  bar.go('#/starter/2');
  bar.go('#/starter/1');
  expect(promptState.request()?.sampling.seed).toBe(10);
});

test('a hint half typed stays with its task', async () => {
  const { attemptSession, bar } = await openDesk();
  const { dialog } = attemptSession;
  dialog.draft = 'Add one';
  bar.go('#/starter/2');
  expect(dialog.draft).toBe('');
  dialog.draft = 'Take one';
  bar.go('#/starter/1');
  expect(dialog.draft).toBe('Add one');
  attemptSession.forget();
  expect(dialog.draft).toBe('');
});

test('a verdict is noted with whose program it was about', async () => {
  const { attemptSession, workspace, progress, checker, model } = await deskWithModel();
  const verdict = async (status: 'passed' | 'timeout') => {
    const done = attemptSession.check();
    checker.last.held.finish(verdictOf({ status }));
    await done;
    return progress.stateOf('starter/1');
  };
  workspace.edit('def raise(n): pass');
  expect(await verdict('timeout')).toMatchObject({ isAttempted: true, isSolvedByMe: false });
  const writing = attemptSession.generate();
  await settled();
  model.last.held.finish(generationOf('```python\ndef raise(n):\n    return n + 1\n```'));
  await writing;
  expect(await verdict('passed')).toMatchObject({ isSolvedByMe: false, isSolvedByModel: true });
  workspace.edit('def raise(n): return 1 + n');
  expect(await verdict('passed')).toMatchObject({ isSolvedByMe: true, isSolvedByModel: true });
});

test('the reference tells the parameters of the function under test', async () => {
  const { workspace } = await openDesk();
  expect([workspace.parameters, workspace.outline?.text]).toEqual([
    ['n'],
    'def raise(n):\n    return …',
  ]);
  expect(workspace.readingOf('assert raise(-1) == 0')?.call).toBe('raise(-1)');
});
