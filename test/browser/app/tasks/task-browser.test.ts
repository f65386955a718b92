import { expect, test } from 'vitest';
import {
  TaskSourceError,
  type DownloadOptions,
  type TaskSet,
  type TaskSource,
} from '../../../../src/tasks/task-source.ts';
import { rememberedFiles } from '../../../../src/tasks/kept-files.ts';
import { ownSetId } from '../../../../src/tasks/own-set-id.ts';
import { OwnSets } from '../../../../src/tasks/own-sets.ts';
import type { Task } from '../../../../src/tasks/task.ts';
import { KnownProgress } from '../../../../src/app/work/task-progress.svelte.ts';
import { TaskBrowser } from '../../../../src/app/tasks/task-browser.svelte.ts';
import { FakeBar, Held, setOf, sourceOf, taskOf } from '../fakes.ts';

const starter = [taskOf('1', 'raise'), taskOf('2', 'lower'), taskOf('10', 'double')];

/** MBPP as a source whose downloads the test ends. */
class FakeDownload implements TaskSource {
  readonly id = 'mbpp';
  readonly download = { address: 'https://home.example/tasks', sizeBytes: 1000 };
  readonly fetches: { options: DownloadOptions; held: Held<TaskSet> }[] = [];

  openKept = async () => null;

  fetch(options: DownloadOptions): Promise<TaskSet> {
    const held = new Held<TaskSet>();
    options.signal.addEventListener('abort', () => held.fail(options.signal.reason));
    this.fetches.push({ options, held });
    return held.promise;
  }
}

function open(hash: string, kept = rememberedFiles()) {
  const bar = new FakeBar();
  const mbpp = new FakeDownload();
  const opened: (string | null)[] = [];
  const onOpen = (task: Task | null) => void opened.push(task?.id ?? null);
  const taskBrowser = new TaskBrowser({
    ...{ sources: [sourceOf(starter), mbpp], ownSets: new OwnSets(kept), bar, onOpen },
    progress: new KnownProgress(),
  });
  bar.hash = hash;
  return { bar, taskBrowser, mbpp, opened, ready: taskBrowser.follow() };
}

/** Two tasks, 7 and 8. */
function ownText(text: string): string {
  const rows = [7, 8].map((task_id) => ({ task_id, text, test_list: ['assert f() == 1'] }));
  return JSON.stringify(rows);
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test('the first visit opens the first starter task and names it in the address', async () => {
  const { bar, taskBrowser, opened, ready } = open('');
  await ready;
  expect([taskBrowser.task?.id, bar.hash, opened.at(-1)]).toEqual(['1', '#/starter/1', '1']);
});

test('a set that two ask for at once is found for both', async () => {
  const { taskBrowser, ready } = open('#/evaluation');
  await ready;
  const both = [taskBrowser.tasksOf('starter'), taskBrowser.tasksOf('starter')];
  expect(await Promise.all(both)).toEqual([starter, starter]);
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

test('a file of one’s own opens at its first task', async () => {
  const { bar, taskBrowser, ready } = open('');
  await ready;
  const row = { task_id: 'Mine/7', text: 'Do it.', test_list: ['assert f() == 1'] };
  const text = `${JSON.stringify(row)}\nnot json`;
  await taskBrowser.openFile(new File([text], 'mine.jsonl'));
  const source = await ownSetId(text);
  expect([bar.hash, taskBrowser.task?.id]).toEqual([`#/${source}/7`, '7']);
  expect([taskBrowser.sets.at(-1), taskBrowser.ownName(source)]).toEqual([source, 'mine.jsonl']);
  expect(taskBrowser.loadState).toMatchObject({
    kind: 'ready',
    set: { faults: [{ place: { number: 2 } }] },
  });
});

test('a file of MBPP+ opens with its hidden inputs, and its asserts as tests', async () => {
  const { taskBrowser, ready } = open('');
  await ready;
  const row = JSON.stringify({
    ...{ task_id: 'Mbpp/2', entry_point: 'same', assertion: '\nassert same(1) == 1\n' },
    ...{ prompt: '"""\nReturn it.\nassert same(1) == 1\n"""\n', base_input: [[1]] },
    ...{ canonical_solution: '\ndef same(x):\n    return x\n', plus_input: [[2]], atol: 0 },
  });
  await taskBrowser.openFile(new File([row], 'MbppPlus.jsonl'));
  expect(taskBrowser.task).toMatchObject({
    ...{
      source: await ownSetId(row),
      id: '2',
      idPrefix: 'Mbpp',
      text: 'Return it.',
      tests: ['assert same(1) == 1'],
    },
    hidden: { kind: 'mbpp-plus', row },
  });
});

test('opening one’s file again leads back to the task of the address', async () => {
  const text = ownText('?');
  const source = await ownSetId(text);
  const { taskBrowser, ready } = open(`#/${source}/8`);
  await ready;
  expect(taskBrowser.loadState).toEqual({ kind: 'absent' });
  await taskBrowser.openFile(new File([ownText('!')], 'other.json'));
  expect(taskBrowser.task).toMatchObject({ source: await ownSetId(ownText('!')), id: '7' });
  taskBrowser.goTo(source);
  await settled();
  await taskBrowser.openFile(new File([text], 'mine.json'));
  expect(taskBrowser.task).toMatchObject({ source, id: '7', text: '?' });
});

test('an address of a time when own files had one name leads to the file that is opened', async () => {
  const { bar, taskBrowser, ready } = open('#/own-file/8');
  await ready;
  expect([taskBrowser.loadState, taskBrowser.id]).toEqual([{ kind: 'absent' }, '8']);
  await taskBrowser.openFile(new File([ownText('?')], 'mine.json'));
  expect(taskBrowser.task?.id).toBe('8');
  expect(bar.hash).toBe(`#/${await ownSetId(ownText('?'))}/8`);
});

test('such an address leads on where a file with that task was kept', async () => {
  const kept = rememberedFiles();
  const first = open('', kept);
  await first.ready;
  await first.taskBrowser.openFile(new File([ownText('?')], 'mine.json'));
  const { bar, taskBrowser, ready } = open('#/own-file/8', kept);
  await ready;
  expect(bar.hash).toBe(`#/${await ownSetId(ownText('?'))}/8`);
  expect(taskBrowser.task?.text).toBe('?');
});

test('a file of an earlier visit is offered and opens by its address', async () => {
  const kept = rememberedFiles();
  const first = open('', kept);
  await first.ready;
  for (const text of ['?', '!']) {
    await first.taskBrowser.openFile(new File([ownText(text)], 'mine.json'));
  }
  const [mine, other] = [await ownSetId(ownText('?')), await ownSetId(ownText('!'))];
  const { taskBrowser, ready } = open(`#/${mine}/8`, kept);
  await ready;
  expect(taskBrowser.task).toMatchObject({ source: mine, id: '8', text: '?' });
  expect(taskBrowser.sets.slice(-2)).toEqual([mine, other]);
  expect(taskBrowser.ownName(mine)).toBe(`mine.json (${mine.slice(-4)})`);
  expect((await taskBrowser.tasksOf(other))?.map(({ text }) => text)).toEqual(['!', '!']);
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

test('a file that is refused leaves the task in view, and says why until another is opened', async () => {
  const { bar, taskBrowser, ready } = open('#/starter/2');
  await ready;
  await taskBrowser.openFile(new File(['{"kind": "a"}\n{"kind": "b"}\n'], 'other.jsonl'));
  expect([bar.hash, taskBrowser.task?.id]).toEqual(['#/starter/2', '2']);
  expect(taskBrowser.refusal).toMatchObject({
    fileName: 'other.jsonl',
    failure: { kind: 'refused-file', fault: { kind: 'no-task', rows: 2 } },
  });
  // It is no set, and nothing waits where one is opened.
  expect(taskBrowser.sets).not.toContainEqual(expect.stringMatching(/^own-/));
  expect(taskBrowser.loadStateOf('own-file')).toEqual({ kind: 'absent' });
  taskBrowser.dismissRefusal();
  expect(taskBrowser.refusal).toBe(null);
  await taskBrowser.openFile(new File(['Dear diary'], 'diary.txt'));
  expect(taskBrowser.refusal?.fileName).toBe('diary.txt');
  await taskBrowser.openFile(new File([ownText('!')], 'mine.json'));
  expect([taskBrowser.refusal, taskBrowser.task?.text]).toEqual([null, '!']);
});

test('a copy without any task, as an earlier version kept it, is given up', async () => {
  const kept = rememberedFiles();
  const text = '{"kind": "a"}\n{"kind": "b"}\n';
  const id = await ownSetId(text);
  const address = `https://own-tasks.invalid/${id}/log.jsonl`;
  await kept.keep(address, new TextEncoder().encode(text));
  const { taskBrowser, ready } = open(`#/${id}`, kept);
  await ready;
  expect(taskBrowser.loadState.kind).toBe('absent');
  expect(await kept.addresses()).toEqual([]);
});

test('a file without tasks is refused where it was to be', async () => {
  const { taskBrowser, ready } = open('#/own-file');
  await ready;
  await taskBrowser.openFile(new File(['Dear diary'], 'diary.txt'));
  expect([taskBrowser.source, taskBrowser.loadState]).toEqual([
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
