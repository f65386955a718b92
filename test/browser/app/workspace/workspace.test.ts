/** The open task, its program and its verdict. */

import { expect, test } from 'vitest';
import { generationOf } from '../fake-models.ts';
import { resultOf, verdictOf } from '../fake-checker.ts';
import { deskWithModel, openDesk, settled } from './desks.ts';

test('opening a task learns its function and writes its prompt', async () => {
  const { workspace, promptState } = await openDesk();
  expect(workspace.functionName).toBe('raise');
  expect(promptState.parts.map((part) => part.role)).toEqual(['system', 'user']);
  expect(promptState.request()?.brief).toEqual({
    text: 'Write a function to raise a number.',
    functionName: 'raise',
    shownTests: ['assert raise(1) == 2', 'assert raise(2) == 3'],
    setupCode: '',
    parameters: ['n'],
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
