/** Whose a program is, where a person solves tasks alone. */
import { expect, test } from 'vitest';
import { newAttempt } from '../../../../src/app/work/records.ts';
import { WorkDatabase } from '../../../../src/app/work/work-database.ts';
import { WorkStore } from '../../../../src/app/work/work-store.svelte.ts';
import { FakeModel, generationOf } from '../fake-models.ts';
import { fakePage } from '../fake-page.ts';
import { Held } from '../held.ts';
import { sourceOf, taskOf } from '../made-up-tasks.ts';
import { verdictOf } from '../fake-checker.ts';

const tasks = [taskOf('1', 'raise'), taskOf('2', 'lower')];
const machines = 'def raise(n):\n    return n + 1\n';

async function open(database = new WorkDatabase({ name: crypto.randomUUID() })) {
  const page = fakePage([sourceOf(tasks)], undefined, new WorkStore(database), database);
  await page.taskBrowser.follow();
  await expect.poll(() => page.attempts.isLoaded).toBe(true);
  return { ...page, database };
}

/** A page whose model is writing. */
async function writing() {
  const page = await open();
  void page.modelPicker.choose(page.models.offer);
  await expect.poll(() => page.models.loads.length).toBe(1);
  const model = new FakeModel();
  page.models.last.held.finish(model);
  await expect.poll(() => page.modelPicker.model).toBe(model);
  page.workspace.edit('mine');
  const done = page.attemptSession.generate();
  await expect.poll(() => model.calls.length).toBe(1);
  return { ...page, model, done };
}

test('a reply that ends while one solves alone is checked, and leaves what one wrote', async () => {
  const { attempts, checker, checkState, done, model, presentation, workspace } = await writing();
  presentation.toggleSolo();
  model.last.held.finish(generationOf(machines));
  await done;
  await expect.poll(() => checker.checks.length).toBe(1);
  expect(checker.last.request.program).toBe(machines);
  checker.last.held.finish(verdictOf({ status: 'passed' }));
  const written = () => attempts.all.find(({ program }) => program === machines)?.status;
  await expect.poll(written).toBe('passed');
  expect([workspace.program, checkState.phase.kind]).toEqual(['mine', 'idle']);
});

test('a verdict that comes while one solves alone is noted, and not shown', async () => {
  const { attempts, checker, checkState, done, model, presentation } = await writing();
  model.last.held.finish(generationOf(machines));
  await done;
  await expect.poll(() => checker.checks.length).toBe(1);
  presentation.toggleSolo();
  checker.last.held.finish(verdictOf({ status: 'passed' }));
  const written = () => attempts.all.find(({ program }) => program === machines)?.status;
  await expect.poll(written).toBe('passed');
  expect(checkState.phase.kind).toBe('idle');
});

test('undoing to a model’s program, with it in view, is not writing it', async () => {
  const { done, model, presentation, workspace } = await writing();
  model.last.held.finish(generationOf(machines));
  await done;
  workspace.edit(`${machines}#`);
  workspace.edit(machines);
  presentation.toggleSolo();
  expect(workspace.program).toBe('');
});

test('keeping this tab’s version shows nothing that is hidden', async () => {
  const { done, model, presentation, tabConflict, workspace } = await writing();
  model.last.held.finish(generationOf(machines));
  await done;
  presentation.toggleSolo();
  tabConflict.hear({ task: 'starter/1', before: '', program: 'theirs' });
  tabConflict.keep();
  expect(workspace.program).toBe('');
  presentation.toggleSolo();
  expect(workspace.program).toBe(machines);
});

test('what a person wrote alone is theirs on the next visit, though a model wrote it too', async () => {
  const { database, presentation, work, workspace } = await open();
  const author = { kind: 'model', name: 'Tiny' } as const;
  work.keepAttempt({ ...newAttempt('starter/1'), author, program: machines });
  presentation.toggleSolo();
  const first = await open(database);
  first.presentation.toggleSolo();
  first.workspace.edit(machines);
  first.work.flush();
  expect(workspace.program).toBe('');

  const next = await open(database);
  next.presentation.toggleSolo();
  await expect.poll(() => next.workspace.program).toBe(machines);
  expect(next.attempts.all.map((attempt) => attempt.author.kind)).toEqual(['model', 'person']);
});

test('nothing is written over a program while nobody knows whose it is', async () => {
  const database = new WorkDatabase({ name: crypto.randomUUID() });
  await database.keepProgram('starter/1', 'mine');
  const store = new WorkStore(database);
  const slow = new Held<[]>();
  store.attemptsOf = () => slow.promise;
  const { presentation, taskBrowser, workspace } = fakePage([sourceOf(tasks)], undefined, store);
  presentation.toggleSolo();
  await taskBrowser.follow();
  await expect.poll(() => workspace.keptOf('starter/1')).toBe('mine');
  const before = workspace.documentId;
  expect([workspace.program, workspace.isUndecided]).toEqual(['', true]);
  slow.finish([]);
  await expect.poll(() => workspace.isUndecided).toBe(false);
  expect(workspace.program).toBe('mine');
  expect(workspace.documentId).not.toBe(before);
});
