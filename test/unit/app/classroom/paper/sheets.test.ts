/** What is printed of a task that a person solves alone. */
import { expect, test } from 'vitest';
import { sheetOfTask, type SheetSources } from '../../../../../src/app/classroom/paper/sheets.ts';
import { newAttempt } from '../../../../../src/app/work/records.ts';
import { taskOf } from '../../../../support/tasks.ts';

const task = taskOf(['assert f(1) == 1']);
const machines = {
  ...newAttempt('starter/1'),
  author: { kind: 'model' as const, name: 'Tiny' },
  program: 'theirs',
};
const own = { ...newAttempt('starter/1'), program: 'mine' };

const from = (program: string, isSolo: boolean): SheetSources => ({
  tasksOf: async () => [task],
  attemptsOf: async () => [machines, own],
  programOf: async () => program,
  isSoloAt: () => isSolo,
});

test('a sheet shows no program of a model where the page shows none', async () => {
  const programsOf = async (program: string, isSolo: boolean) => {
    const sheet = await sheetOfTask(task, 'id', from(program, isSolo));
    return [sheet.program, ...sheet.story.map((turn) => turn.program)];
  };
  expect(await programsOf('theirs', false)).toEqual(['theirs', 'theirs', 'mine']);
  expect(await programsOf('theirs', true)).toEqual(['', 'mine']);
  expect(await programsOf('mine', true)).toEqual(['mine', 'mine']);
  expect(await programsOf('not kept yet', true)).toEqual(['not kept yet', 'mine']);
});
