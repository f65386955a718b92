/** Which task an address opens, and which others are found beside it. */

import { expect, test } from 'vitest';
import { rememberedFiles } from '../../../../src/tasks/kept-files.ts';
import { OwnSets } from '../../../../src/tasks/own-sets.ts';
import { KnownProgress } from '../../../../src/app/work/task-progress.svelte.ts';
import { TaskBrowser } from '../../../../src/app/tasks/task-browser.svelte.ts';
import { FakeBar } from '../fake-page.ts';
import { setOf, taskOf } from '../made-up-tasks.ts';
import { FakeDownload, open, settled, starter } from './browsers.ts';

test('the first visit opens the first starter task and names it in the address', async () => {
  const { bar, taskBrowser, opened, ready } = open('');
  await ready;
  expect([taskBrowser.task?.id, bar.hash, opened.at(-1)]).toEqual(['1', '#/starter/1', '1']);
});

test.each(['#/evaluation', '#/evaluation/0123', '#/plan/abc', '#/shared/abc'])(
  'the address %s belongs to others, whoever asks for tasks meanwhile',
  async (hash) => {
    const { bar, taskBrowser, mbpp, opened, ready } = open(hash);
    await ready;
    expect(await taskBrowser.tasksOf('starter')).toEqual(starter);
    const fetching = taskBrowser.fetch('mbpp');
    mbpp.fetches[0]?.held.finish(setOf([taskOf('601', 'halve', 'mbpp')], 'mbpp'));
    await fetching;
    expect([bar.hash, opened]).toEqual([hash, []]);

    bar.go('#/starter');
    await settled();
    expect([bar.hash, opened]).toEqual(['#/starter/1', ['1']]);
  },
);

test('a set that is chosen while another one opens is gone to, as late as browsers tell of it', async () => {
  const { bar, taskBrowser, opened, ready } = open('');
  bar.isLate = true;
  taskBrowser.goTo('mbpp');
  await ready;
  await settled();
  expect([bar.hash, taskBrowser.source, opened.at(-1)]).toEqual(['#/mbpp', 'mbpp', null]);
});

test('an address opens its task, with its neighbours', async () => {
  const { taskBrowser, ready } = open('#/starter/2');
  await ready;
  expect([taskBrowser.previous?.id, taskBrowser.task?.id, taskBrowser.next?.id]).toEqual([
    '1',
    '2',
    '10',
  ]);
});

test('an address without a task is no task', async () => {
  const { taskBrowser, opened, ready } = open('#/starter/77');
  await ready;
  expect([taskBrowser.task, taskBrowser.id, opened.at(-1)]).toEqual([null, '77', null]);
});

test('another spelling of a set leads to it, and an unknown one is told until one moves on', async () => {
  const { bar, taskBrowser, ready } = open('#/Starter/2');
  await ready;
  expect([bar.hash, taskBrowser.task?.id, taskBrowser.unknownSet]).toEqual([
    ...['#/starter/2', '2', null],
  ]);
  bar.go('#/nowhere/2');
  expect([bar.hash, taskBrowser.task?.id, taskBrowser.unknownSet]).toEqual([
    ...['#/starter/1', '1', 'nowhere'],
  ]);
  bar.go('#/starter/2');
  expect(taskBrowser.unknownSet).toBe(null);
});

test.for([
  ['', ['1', '2', '10']],
  ['RAISE', ['1']],
  ['number low', ['2']],
  ['10', ['10']],
  ['nothing', []],
] as const)('searching "%s" finds %j', async ([query, ids]) => {
  const { taskBrowser, ready } = open('');
  await ready;
  taskBrowser.query = query;
  expect(taskBrowser.found.map((task) => task.id)).toEqual(ids);
});

test('a filter narrows what is found, and leaves with the set it was for', async () => {
  const { bar, taskBrowser, ready } = open('');
  await ready;
  taskBrowser.filter = { ...taskBrowser.filter, kind: 'lists' };
  expect([taskBrowser.found, taskBrowser.isNarrowed]).toEqual([[], true]);
  bar.go('#/mbpp');
  expect(taskBrowser.isNarrowed).toBe(false);
});

test('a random task is another one of those found', async () => {
  const { taskBrowser, ready } = open('#/starter/1');
  await ready;
  taskBrowser.query = 'double';
  taskBrowser.openRandom();
  expect(taskBrowser.task?.id).toBe('10');
  taskBrowser.query = 'nothing';
  taskBrowser.openRandom();
  expect(taskBrowser.task?.id).toBe('10');
});

test('a task is beside its twin where the other published set is on this device', async () => {
  const bar = new FakeBar();
  const full = setOf([taskOf('2', 'raise', 'mbpp'), taskOf('5', 'lower', 'mbpp')], 'mbpp');
  const sanitized = setOf([taskOf('2', 'lift', 'mbpp-sanitized')], 'mbpp-sanitized');
  const sources = [full, sanitized].map((set) => ({
    ...new FakeDownload(),
    id: set.source,
    openKept: async () => set,
    fetch: async () => set,
  }));
  const taskBrowser = new TaskBrowser({
    ...{ sources, ownSets: new OwnSets(rememberedFiles()), bar, onOpen: () => undefined },
    progress: new KnownProgress(),
  });
  bar.hash = '#/mbpp/2';
  await taskBrowser.follow();
  await settled();
  expect(taskBrowser.twin?.text).toBe('Write a function to lift a number.');
  expect([...(taskBrowser.subsetIds ?? [])]).toEqual(['2']);
  bar.go('#/mbpp/5');
  expect(taskBrowser.twin).toBeNull();
});
