/** How sets come to be at hand: looked for, downloaded, cancelled, and while others are in view. */

import { expect, test } from 'vitest';
import { rememberedFiles } from '../../../../src/tasks/kept-files.ts';
import { TaskSourceError, type TaskSet } from '../../../../src/tasks/task-source.ts';
import { Held } from '../held.ts';
import { setOf, taskOf } from '../made-up-tasks.ts';
import { open, settled, starter } from './browsers.ts';

test('a set that a visit begins with is there for whoever asks meanwhile', async () => {
  const held = new Held<TaskSet>();
  const { taskBrowser, ready } = open('', rememberedFiles(), () => held.promise);
  await expect.poll(() => taskBrowser.loadStateOf('starter').kind).toBe('loading');
  const asked = taskBrowser.tasksOf('starter');
  expect(await Promise.race([asked, settled()])).toBeUndefined();
  held.finish(setOf(starter));
  expect(await asked).toEqual(starter);
  await ready;
});

test('a set that two ask for at once is found for both', async () => {
  const { taskBrowser, ready } = open('#/evaluation');
  await ready;
  const both = [taskBrowser.tasksOf('starter'), taskBrowser.tasksOf('starter')];
  expect(await Promise.all(both)).toEqual([starter, starter]);
});

test('a set that arrives while another place is in view is opened on the way back', async () => {
  const { bar, taskBrowser, mbpp, opened, ready } = open('#/mbpp');
  await ready;
  const fetching = taskBrowser.fetch();
  bar.go('#/evaluation');
  mbpp.fetches[0]?.held.finish(setOf([taskOf('601', 'halve', 'mbpp')], 'mbpp'));
  await fetching;
  expect(bar.hash).toBe('#/evaluation');
  bar.go('#/mbpp');
  await settled();
  expect([bar.hash, opened.at(-1)]).toEqual(['#/mbpp/601', '601']);
});

test('a set from elsewhere is fetched only when asked, and then opens the task of the address', async () => {
  const { taskBrowser, mbpp, ready } = open('#/mbpp/601');
  await ready;
  expect([taskBrowser.loadState, mbpp.fetches.length]).toEqual([{ kind: 'absent' }, 0]);

  const fetching = taskBrowser.fetch();
  mbpp.fetches[0]?.options.onProgress({ loadedBytes: 400, totalBytes: 1000 });
  expect(taskBrowser.loadState).toEqual({
    kind: 'loading',
    progress: { loadedBytes: 400, totalBytes: 1000 },
  });
  mbpp.fetches[0]?.held.finish(setOf([taskOf('601', 'halve', 'mbpp')], 'mbpp'));
  await fetching;
  expect(taskBrowser.task?.id).toBe('601');
});

test('a cancelled download can be asked for again', async () => {
  const { taskBrowser, mbpp, ready } = open('#/mbpp');
  await ready;
  const first = taskBrowser.fetch();
  taskBrowser.cancel();
  await first;
  expect(taskBrowser.loadState).toEqual({ kind: 'absent' });
  const failure = { kind: 'http-status', address: 'https://home.example/', status: 503 } as const;
  const second = taskBrowser.fetch();
  mbpp.fetches[1]?.held.fail(new TaskSourceError(failure));
  await second;
  expect(taskBrowser.loadState).toEqual({ kind: 'failed', failure });
});

test('a download goes on while one looks elsewhere, and takes nobody away from there', async () => {
  const { bar, taskBrowser, mbpp, ready } = open('#/mbpp');
  await ready;
  const fetching = taskBrowser.fetch();
  bar.go('#/starter/2');
  await settled();
  mbpp.fetches[0]?.held.finish(setOf([taskOf('1', 'halve', 'mbpp')], 'mbpp'));
  await fetching;
  expect(taskBrowser.task).toMatchObject({ source: 'starter', id: '2' });
  bar.go('#/mbpp');
  expect(taskBrowser.task).toMatchObject({ source: 'mbpp', id: '1' });
});

test('a set that is still being looked for as the other one of a pair opens once it is found', async () => {
  const { bar, taskBrowser, mbpp, opened, ready } = open('');
  await ready;
  const looking = new Held<TaskSet | null>();
  mbpp.openKept = () => looking.promise;
  taskBrowser.goTo('mbpp-sanitized');
  await settled();
  taskBrowser.goTo('mbpp');
  await settled();
  looking.finish(setOf([taskOf('601', 'halve', 'mbpp')], 'mbpp'));
  await expect.poll(() => opened.at(-1)).toBe('601');
  expect([bar.hash, taskBrowser.task?.id]).toEqual(['#/mbpp/601', '601']);
});
