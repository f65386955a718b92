/** Work from a file joins the work that is here: what is added, and that nothing is written over. */

import { expect, test } from 'vitest';
import { newCallCount, withKeptCalls } from '../../../../src/app/trying/kept-calls.ts';
import { type AttemptRecord, newAttempt } from '../../../../src/app/work/records.ts';
import { readWorkFile } from '../../../../src/app/work/work-file.ts';
import { planOf } from '../../../support/plans.ts';
import {
  addedPlans,
  additions,
  withPlans,
  type Work,
} from '../../../../src/app/work/work-import.ts';
import { atOnce } from '../../../../src/platform/in-turns.ts';

const none = { programs: [], attempts: [] };

const added = (here: Work, file: Work) => atOnce(additions(here, file));

function attempt(fields: Partial<AttemptRecord> = {}): AttemptRecord {
  return { ...newAttempt('starter/1'), program: 'mine', ...fields };
}

function program(text: string, task = 'starter/1') {
  return { task, program: text, changedAt: 7 };
}

function reply(text: string, isWhole: boolean): AttemptRecord['reply'] {
  const counts = { promptTokens: null, replyTokens: null, firstTokenMs: null, totalMs: 1 };
  return { generation: { text, finish: 'stop', ...counts }, isWhole, search: null };
}

test('what is new is added as it is, and what is here is not added again', () => {
  const [first, second] = [attempt(), attempt({ program: 'other' })];
  const file = { programs: [program('mine')], attempts: [first, second] };
  expect(added(none, file)).toEqual(file);
  expect(added(file, file)).toEqual(none);
  expect(added({ ...none, attempts: [first] }, file).attempts).toEqual([second]);
});

test('a program for a task that has another one becomes an attempt, once', () => {
  const here = { programs: [program('here')], attempts: [] };
  const file = { programs: [program('from the file'), program('  ', 'starter/2')], attempts: [] };
  const joined = added(here, file);
  expect(joined).toMatchObject({
    programs: [],
    attempts: [{ program: 'from the file', author: { kind: 'person' }, startedAt: 7 }],
  });
  expect(added({ ...here, attempts: joined.attempts }, file)).toEqual(none);
});

test('a program for a task whose editor is empty is that task’s program', () => {
  const file = { programs: [program('from the file')], attempts: [] };
  expect(added({ programs: [program('')], attempts: [] }, file)).toEqual(file);
});

test('an attempt that differs from that of its id comes in beside it, with the turns after it', () => {
  const mine = attempt({ id: 'a', program: 'here' });
  const theirs = attempt({ id: 'a', program: 'from the file' });
  const next = attempt({ id: 'b', after: 'a', hint: { text: 'No.', from: 'person' } });
  const joined = added({ ...none, attempts: [mine] }, { ...none, attempts: [theirs, next] });
  const [first, second] = joined.attempts;
  expect(first).toEqual({ ...theirs, id: expect.not.stringMatching(/^a$/) });
  expect(second).toEqual({ ...next, after: first?.id });
  // Nor does it come in twice.
  const now = { ...none, attempts: [mine, ...joined.attempts] };
  expect(added(now, { ...none, attempts: [theirs, next] })).toEqual(none);
});

test('the beginning of a reply that is here as a whole adds nothing, nor does a later check', () => {
  const whole = attempt({ id: 'a', reply: reply('def f(): pass', true), status: 'passed' });
  const cut = { ...whole, reply: reply('def', false), program: null, status: null };
  const unchecked = { ...whole, status: null };
  const here = { ...none, attempts: [whole] };
  expect(added(here, { ...none, attempts: [cut] })).toEqual(none);
  expect(added(here, { ...none, attempts: [unchecked] })).toEqual(none);
});

test('a file of work is read record by record', async () => {
  const kept = attempt({
    reply: reply('def f(): pass', true),
    hint: { text: 'x', from: 'person' },
  });
  const data = {
    format: 'synthpad-memory',
    version: 1,
    programs: [program('mine'), { task: 3 }],
    attempts: [{ ...kept, laterField: 1 }, 'nonsense'],
    settings: [
      { name: 'large-type', value: true },
      { name: 'lessons', value: [{ id: 'a', title: 'Words', steps: [] }, 'nonsense'] },
    ],
  };
  expect(await readWorkFile(new Blob([JSON.stringify(data)]))).toEqual({
    kind: 'work',
    file: {
      programs: [program('mine')],
      attempts: [{ ...kept, laterField: 1 }],
      plans: [],
      predictions: { person: {}, models: {}, drafts: {}, calls: {} },
      ownCalls: {},
      prompts: {},
      clues: {},
      lessons: [{ id: 'a', title: 'Words', steps: [] }],
      replays: [],
      unreadableCount: 2,
    },
  });
});

test('plans in a file of work come in, those that are here already do not, and none is replaced', async () => {
  const saved = (id: string, planName: string) => ({ id, plan: planOf({ name: planName }) });
  const data = {
    ...{ format: 'synthpad-memory', version: 1, programs: [], attempts: [] },
    settings: [
      { name: 'large-type', value: true },
      {
        name: 'evaluation-plans',
        value: [saved('a', 'Here'), saved('b', 'Other'), saved('c', 'New'), { id: 'd' }],
      },
    ],
  };
  const reading = await readWorkFile(new Blob([JSON.stringify(data)]));
  expect(reading).toMatchObject({ kind: 'work', file: { unreadableCount: 1 } });
  const plans = reading.kind === 'work' ? reading.file.plans : [];
  const here = [{ id: 'x', plan: 'of a later version' }, saved('a', 'Here'), saved('b', 'Mine')];
  const added = addedPlans(here, plans);
  expect(added).toEqual([saved(expect.not.stringMatching(/^b$/), 'Other'), saved('c', 'New')]);
  const joined = withPlans(here, added);
  expect(joined).toEqual([...added, ...here]);
  expect(addedPlans(joined, plans)).toEqual([]);
  expect(withPlans(joined, added)).toEqual(joined);
});

test('calls that were kept as tests come in behind those that are here, each once', async () => {
  const data = {
    ...{ format: 'synthpad-memory', version: 1, programs: [], attempts: [] },
    settings: [{ name: 'own-inputs', value: { 'starter/1': ['f(1)', 'f(2)', 3], odd: 'text' } }],
  };
  const reading = await readWorkFile(new Blob([JSON.stringify(data)]));
  const arriving = reading.kind === 'work' ? reading.file.ownCalls : {};
  expect(arriving).toEqual({ 'starter/1': ['f(1)', 'f(2)'], odd: [] });
  expect(withKeptCalls({ 'starter/1': ['f(0)', 'f(1)'] }, arriving)).toEqual({
    ...{ 'starter/1': ['f(0)', 'f(1)', 'f(2)'], odd: [] },
  });
  expect(newCallCount({ 'starter/1': ['f(0)', 'f(1)'] }, arriving)).toBe(1);
  expect(newCallCount(undefined, arriving)).toBe(2);
  expect(withKeptCalls(undefined, {})).toBe(undefined);
});

test.each([
  ['another file', '{"task_id": 1}', 'no-work-file'],
  ['no JSON', 'diary', 'no-work-file'],
  ['no records', '{"format": "synthpad-memory", "version": 1}', 'no-work-file'],
  ['a later version', '{"format": "synthpad-memory", "version": 2}', 'newer'],
])('%s is told apart', async (_, text, kind) => {
  expect(await readWorkFile(new Blob([text]))).toEqual({ kind });
});
