/** A person’s own files of tasks: opened, refused, kept, and found by earlier addresses. */

import { expect, test } from 'vitest';
import { rememberedFiles } from '../../../../src/tasks/kept-files.ts';
import { ownSetId } from '../../../../src/tasks/own-set-id.ts';
import { open, ownText, settled } from './browsers.ts';

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
