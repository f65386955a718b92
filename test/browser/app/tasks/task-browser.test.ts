import { expect, test } from 'vitest';
import {
  TaskSourceError,
  type DownloadOptions,
  type TaskSet,
  type TaskSource,
} from '../../../../src/tasks/task-source.ts';
import type { Task } from '../../../../src/tasks/task.ts';
import { RememberedProgress } from '../../../../src/app/work/task-progress.svelte.ts';
import { TaskBrowsing } from '../../../../src/app/tasks/task-browser.svelte.ts';
import { FakeBar, Held, setOf, sourceOf, taskOf } from '../fakes.ts';

const starter = [taskOf('1', 'raise'), taskOf('2', 'lower'), taskOf('10', 'double')];

/** MBPP as a source whose downloads the test ends. */
class FakeDownload implements TaskSource {
  readonly id = 'mbpp';
  readonly download = { host: 'home.example', sizeBytes: 1000 };
  readonly fetches: { options: DownloadOptions; held: Held<TaskSet> }[] = [];

  openKept = async () => null;

  fetch(options: DownloadOptions): Promise<TaskSet> {
    const held = new Held<TaskSet>();
    options.signal.addEventListener('abort', () => held.fail(options.signal.reason));
    this.fetches.push({ options, held });
    return held.promise;
  }
}

function open(hash: string) {
  const bar = new FakeBar();
  const mbpp = new FakeDownload();
  const opened: (string | null)[] = [];
  const note = (task: Task | null) => void opened.push(task?.id ?? null);
  const browsing = new TaskBrowsing([sourceOf(starter), mbpp], bar, note, new RememberedProgress());
  bar.hash = hash;
  return { bar, browsing, mbpp, opened, ready: browsing.follow() };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test('the first visit opens the first starter task and names it in the address', async () => {
  const { bar, browsing, opened, ready } = open('');
  await ready;
  expect([browsing.task?.id, bar.hash, opened.at(-1)]).toEqual(['1', '#/starter/1', '1']);
});

test('an address opens its task, with its neighbours', async () => {
  const { browsing, ready } = open('#/starter/2');
  await ready;
  expect([browsing.previous?.id, browsing.task?.id, browsing.next?.id]).toEqual(['1', '2', '10']);
});

test('an address without a task is no task', async () => {
  const { browsing, opened, ready } = open('#/starter/77');
  await ready;
  expect([browsing.task, browsing.id, opened.at(-1)]).toEqual([null, '77', null]);
});

test('a set from elsewhere is fetched only when asked, and then opens the task of the address', async () => {
  const { browsing, mbpp, ready } = open('#/mbpp/601');
  await ready;
  expect([browsing.shelf, mbpp.fetches.length]).toEqual([{ kind: 'absent' }, 0]);

  const fetching = browsing.fetch();
  mbpp.fetches[0]?.options.onProgress({ loadedBytes: 400, totalBytes: 1000 });
  expect(browsing.shelf).toEqual({
    kind: 'loading',
    progress: { loadedBytes: 400, totalBytes: 1000 },
  });
  mbpp.fetches[0]?.held.finish(setOf([taskOf('601', 'halve', 'mbpp')], 'mbpp'));
  await fetching;
  expect(browsing.task?.id).toBe('601');
});

test('a cancelled download can be asked for again', async () => {
  const { browsing, mbpp, ready } = open('#/mbpp');
  await ready;
  const first = browsing.fetch();
  browsing.cancel();
  await first;
  expect(browsing.shelf).toEqual({ kind: 'absent' });
  const failure = { kind: 'http-status', address: 'https://home.example/', status: 503 } as const;
  const second = browsing.fetch();
  mbpp.fetches[1]?.held.fail(new TaskSourceError(failure));
  await second;
  expect(browsing.shelf).toEqual({ kind: 'failed', failure });
});

test('a download goes on while one looks elsewhere, and takes nobody away from there', async () => {
  const { bar, browsing, mbpp, ready } = open('#/mbpp');
  await ready;
  const fetching = browsing.fetch();
  bar.go('#/starter/2');
  await settled();
  mbpp.fetches[0]?.held.finish(setOf([taskOf('1', 'halve', 'mbpp')], 'mbpp'));
  await fetching;
  expect(browsing.task).toMatchObject({ source: 'starter', id: '2' });
  bar.go('#/mbpp');
  expect(browsing.task).toMatchObject({ source: 'mbpp', id: '1' });
});

test('a file of one’s own opens at its first task', async () => {
  const { bar, browsing, ready } = open('');
  await ready;
  const row = { task_id: 'Mine/7', text: 'Do it.', test_list: ['assert f() == 1'] };
  await browsing.openFile(new File([JSON.stringify(row), '\nnot json'], 'mine.jsonl'));
  expect([bar.hash, browsing.task?.id]).toEqual(['#/own-file/7', '7']);
  expect(browsing.shelf).toMatchObject({
    kind: 'ready',
    set: { faults: [{ place: { number: 2 } }] },
  });
});

test('a file of MBPP+ opens with its hidden inputs, and its asserts as tests', async () => {
  const { browsing, ready } = open('');
  await ready;
  const row = JSON.stringify({
    ...{ task_id: 'Mbpp/2', entry_point: 'same', assertion: '\nassert same(1) == 1\n' },
    ...{ prompt: '"""\nReturn it.\nassert same(1) == 1\n"""\n', base_input: [[1]] },
    ...{ canonical_solution: '\ndef same(x):\n    return x\n', plus_input: [[2]], atol: 0 },
  });
  await browsing.openFile(new File([row], 'MbppPlus.jsonl'));
  expect(browsing.task).toMatchObject({
    ...{ source: 'own-file', id: '2', text: 'Return it.', tests: ['assert same(1) == 1'] },
    hidden: { kind: 'mbpp-plus', row },
  });
});

test('opening one’s file again leads back to the task of the address', async () => {
  const { browsing, ready } = open('#/own-file/8');
  await ready;
  expect(browsing.shelf).toEqual({ kind: 'absent' });
  const rows = [7, 8].map((task_id) => ({ task_id, text: '?', test_list: ['assert f() == 1'] }));
  await browsing.openFile(new File([JSON.stringify(rows)], 'mine.json'));
  expect(browsing.task?.id).toBe('8');
});

test('a file without tasks is refused where it was to be', async () => {
  const { browsing, ready } = open('');
  await ready;
  await browsing.openFile(new File(['Dear diary'], 'diary.txt'));
  expect([browsing.source, browsing.shelf]).toEqual([
    'own-file',
    {
      kind: 'failed',
      failure: {
        kind: 'refused-file',
        fileName: 'diary.txt',
        fault: { kind: 'not-a-task-file' },
      },
    },
  ]);
});

test.for([
  ['', ['1', '2', '10']],
  ['RAISE', ['1']],
  ['number low', ['2']],
  ['10', ['10']],
  ['nothing', []],
] as const)('searching "%s" finds %j', async ([query, ids]) => {
  const { browsing, ready } = open('');
  await ready;
  browsing.query = query;
  expect(browsing.found.map((task) => task.id)).toEqual(ids);
});

test('a filter narrows what is found, and leaves with the set it was for', async () => {
  const { bar, browsing, ready } = open('');
  await ready;
  browsing.filter = { ...browsing.filter, kind: 'lists' };
  expect([browsing.found, browsing.isNarrowed]).toEqual([[], true]);
  bar.go('#/mbpp');
  expect(browsing.isNarrowed).toBe(false);
});

test('a random task is another one of those found', async () => {
  const { browsing, ready } = open('#/starter/1');
  await ready;
  browsing.query = 'double';
  browsing.openRandom();
  expect(browsing.task?.id).toBe('10');
  browsing.query = 'nothing';
  browsing.openRandom();
  expect(browsing.task?.id).toBe('10');
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
  const browsing = new TaskBrowsing(sources, bar, () => undefined, new RememberedProgress());
  bar.hash = '#/mbpp/2';
  await browsing.follow();
  await settled();
  expect(browsing.twin?.text).toBe('Write a function to lift a number.');
  expect([...(browsing.sanitizedIds ?? [])]).toEqual(['2']);
  bar.go('#/mbpp/5');
  expect(browsing.twin).toBeNull();
});
