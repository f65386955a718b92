/** From one page to another by link: what arrives, and what of the receiver's own stays. */
import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Page from '../../../../src/ui/page/Page.svelte';
import { startPage } from '../../../../src/app/make-page.ts';
import { WorkDatabase } from '../../../../src/app/work/work-database.ts';
import { WorkStore } from '../../../../src/app/work/work-store.svelte.ts';
import { recordingOf, stepOf } from '../../../support/made-up-recordings.ts';
import { FakeModel, generationOf } from '../fake-models.ts';
import { fakePage } from '../fake-page.ts';
import { setOf, sourceOf, taskOf } from '../made-up-tasks.ts';
import { verdictOf } from '../fake-checker.ts';

const tasks = [taskOf('1', 'raise'), taskOf('2', 'lower')];
const settled = () => new Promise((resolve) => setTimeout(resolve));

async function linkToReply(): Promise<string> {
  const sender = fakePage([sourceOf(tasks)]);
  await sender.taskBrowser.follow();
  const loading = sender.modelPicker.choose(sender.models.offer);
  await settled();
  const model = new FakeModel();
  sender.models.last.held.finish(model);
  await loading;
  sender.promptState.change({ temperature: 1.5, seed: 77, shownTestCount: 1 });
  const writing = sender.attemptSession.generate();
  await expect.poll(() => model.calls.length).toBe(1);
  model.last.held.finish(generationOf('def raise(n):\n    return n + 1'));
  await writing;
  await sender.shareState.share();
  return sender.copied[0] ?? '';
}

test('a link brings its settings for its task alone, and how many asserts were shown', async () => {
  const receiver = fakePage([sourceOf(tasks)]);
  const { attempts, bar, promptState, settings, shareState, taskBrowser } = receiver;
  promptState.change({ temperature: 0.5, seed: 3 });
  bar.hash = new URL(await linkToReply()).hash;
  await shareState.follow();
  await expect.poll(() => attempts.all.length).toBe(1);
  expect(promptState.choices).toMatchObject({ temperature: 1.5, seed: 77, shownTestCount: 1 });
  expect(attempts.all[0]?.request?.shownTestCount).toBe(1);

  // What is changed meanwhile is the receiver's own, and nothing else becomes it.
  promptState.change({ maxTokens: 99 });
  expect(promptState.choices).toMatchObject({ temperature: 1.5, maxTokens: 99 });
  const own = { temperature: 0.5, seed: 3, shownTestCount: 3, maxTokens: 99 };
  expect(await settings.setting('prompting')).toMatchObject(own);
  taskBrowser.open(tasks[1] ?? null);
  await settled();
  expect(promptState.choices).toMatchObject(own);
});

test('a link to a search brings what the search was asked, for its task alone', async () => {
  const sender = fakePage([sourceOf(tasks)]);
  await sender.taskBrowser.follow();
  sender.promptState.change({ shownTestCount: 1, searchSeconds: 25, seed: 77 });
  const searching = sender.attemptSession.generate();
  await settled();
  const { options, held } = sender.models.search.last;
  const program = 'def raise(n):\n    return n + 1\n';
  const counts = { tried: 9, level: 3, dropped: 2, held: 7, elapsedSeconds: 0.2, best: null };
  const explanation = { how: 'expression', cost: 3, words: [] } as const;
  options.onSearch?.(counts, { kind: 'found', program, explanation });
  options.onText(program);
  held.finish(generationOf(program));
  await searching;
  await sender.shareState.share();

  const { attempts, bar, promptState, shareState, taskBrowser } = fakePage([sourceOf(tasks)]);
  bar.hash = new URL(sender.copied[0] ?? '').hash;
  await shareState.follow();
  await expect.poll(() => attempts.all.length).toBe(1);
  expect(promptState.choices).toMatchObject({ shownTestCount: 1, searchSeconds: 25, seed: 77 });
  taskBrowser.open(tasks[1] ?? null);
  await settled();
  expect(promptState.choices).toMatchObject({ shownTestCount: 3, searchSeconds: 10 });
});

test('a dialog that a search began leaves the prompt of its task as it is', async () => {
  const receiver = fakePage([sourceOf(tasks)]);
  await follow(await linkToDialog(right, 'search'), receiver);
  await expect.poll(() => receiver.attempts.thread.length).toBe(2);
  const { choices, isEdited } = receiver.promptState;
  expect([choices.shownTestCount, choices.searchSeconds, isEdited]).toEqual([1, 25, false]);
});

test('a damaged link is told of above the task, and that can be put away', async () => {
  const page = fakePage([sourceOf(tasks)]);
  page.bar.hash = '#/shared/abcdef';
  await page.shareState.follow();
  const screen = await render(Page, { parts: page.parts });
  const notice = screen.getByRole('alert').filter({ hasText: 'incomplete or damaged' });
  await expect.element(notice).toBeVisible();
  const title = screen.getByRole('heading', { name: /Task 1/ }).element();
  const isAbove = notice.element().compareDocumentPosition(title);
  expect(isAbove & Node.DOCUMENT_POSITION_FOLLOWING).not.toBe(0);
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await expect.element(notice).not.toBeInTheDocument();
});

const wrong = 'def raise(n):\n    return n\n';
const right = 'def raise(n):\n    return n + 1\n';

/** A dialog of two turns, and a change by hand after it. */
/** A dialog whose first program, a wrong one, is of `beginner`. */
async function linkToDialog(
  program = `${right}# by hand`,
  beginner: 'model' | 'search' = 'model',
): Promise<string> {
  const sender = fakePage([sourceOf(tasks)]);
  await sender.taskBrowser.follow();
  if (beginner === 'search') {
    sender.promptState.change({ shownTestCount: 1, searchSeconds: 25 });
    void sender.attemptSession.generate();
    await expect.poll(() => sender.models.search.calls.length).toBe(1);
    const { options, held } = sender.models.search.last;
    const counts = { tried: 9, level: 3, dropped: 2, held: 7, elapsedSeconds: 0.2, best: null };
    const explanation = { how: 'expression', cost: 3, words: [] } as const;
    options.onSearch?.(counts, { kind: 'found', program: wrong, explanation });
    held.finish(generationOf(wrong));
  }
  const model = new FakeModel();
  const useModel = async () => {
    void sender.modelPicker.choose(sender.models.offer);
    await expect.poll(() => sender.models.loads.length).toBe(1);
    sender.models.last.held.finish(model);
    await expect.poll(() => sender.modelPicker.model).toBe(model);
  };
  if (beginner === 'model') {
    await useModel();
    void sender.attemptSession.generate();
    await expect.poll(() => model.calls.length).toBe(1);
    model.last.held.finish(generationOf(wrong));
  }
  await expect.poll(() => sender.checker.checks.length).toBe(1);
  sender.checker.last.held.finish(verdictOf({ status: 'failed-assertion' }));
  await expect.poll(() => sender.attempts.inView?.status).toBe('failed-assertion');
  if (beginner === 'search') await useModel();
  const before = model.calls.length;
  void sender.attemptSession.hint('Add one.', 'person');
  await expect.poll(() => model.calls.length).toBe(before + 1);
  model.last.held.finish(generationOf(right));
  await expect.poll(() => sender.attempts.thread.length).toBe(2);
  sender.workspace.edit(program);
  await sender.shareState.share();
  const phase = { kind: 'copied', leftOut: null, solving: null, isTaskAlone: false };
  expect(sender.shareState.phase).toEqual(phase);
  return sender.copied[0] ?? '';
}

async function follow(link: string, receiver: ReturnType<typeof fakePage>) {
  receiver.bar.hash = new URL(link).hash;
  await receiver.shareState.follow();
}

test('a link brings the whole dialog, and each of its programs is checked here', async () => {
  const receiver = fakePage([sourceOf(tasks)]);
  const { attempts, checker, progress } = receiver;
  await follow(await linkToDialog(), receiver);
  await expect.poll(() => attempts.thread.length).toBe(3);
  expect(
    attempts.thread.map(({ author, program, hint }) => [author.kind, program, hint?.text]),
  ).toEqual([
    ['model', wrong, undefined],
    ['model', right, 'Add one.'],
    ['person', `${right}# by hand`, undefined],
  ]);
  for (const count of [1, 2, 3]) {
    await expect.poll(() => checker.checks.length).toBe(count);
    checker.last.held.finish(verdictOf({ status: count === 2 ? 'timeout' : 'passed' }));
  }
  await expect
    .poll(() => attempts.thread.map(({ status }) => status))
    .toEqual(['timeout', 'passed', 'passed']);
  // What a stranger solved is not solved by the person here.
  expect(progress.stateOf('starter/1')).toMatchObject({
    isSolvedByMe: false,
    isSolvedByModel: true,
  });
  const screen = await render(Page, { parts: receiver.parts });
  await expect
    .element(screen.getByRole('region', { name: 'Dialog' }))
    .toHaveTextContent('Add one.');
});

test('a link is shown at once, and the program it takes the place of is one press away', async () => {
  const name = crypto.randomUUID();
  const earlier = new WorkDatabase({ name });
  await earlier.keepProgram('starter/1', 'mine');
  await earlier.close();
  const database = new WorkDatabase({ name });
  const receiver = fakePage([sourceOf(tasks)], undefined, new WorkStore(database));
  // No interpreter has booted yet, and none will.
  receiver.checker.readTests = () => new Promise(() => undefined);
  receiver.checker.readRuns = () => new Promise(() => undefined);
  const { attempts, workspace } = receiver;
  await follow(await linkToDialog(right), receiver);
  expect(workspace.program).toBe(right);

  const screen = await render(Page, { parts: receiver.parts });
  const main = screen.getByRole('main');
  await expect.element(main).toHaveTextContent(/This came from a link\. Tiny wrote the program\./);
  await expect.element(main).toHaveTextContent(/Your own program is kept/);
  expect(attempts.all.map(({ program }) => program)).toContain('mine');
  // A reload finds both.
  expect(await database.programOf('starter/1')).toBe(right);
  expect((await database.attempts()).map(({ program }) => program)).toContain('mine');
});

test('“Back to my program” leads back to it, and the notice goes', async () => {
  const receiver = fakePage([sourceOf(tasks)]);
  const { attempts, work, workspace } = receiver;
  work.keepProgram('starter/1', 'mine');
  work.flush();
  await follow(await linkToDialog(), receiver);
  const screen = await render(Page, { parts: receiver.parts });
  const back = screen.getByRole('button', { name: 'Back to my program (attempt 4)' });
  await back.click();
  expect(workspace.program).toBe('mine');
  await expect.element(back).not.toBeInTheDocument();
  expect(attempts.all.map(({ program }) => program)).toContain(`${right}# by hand`);
});

test('a link to a step records its call anew and opens there', async () => {
  const sender = fakePage([sourceOf(tasks)]);
  await sender.taskBrowser.follow();
  sender.workspace.edit(right);
  await sender.shareState.share(null, { call: 'raise(1)', step: 1, expected: '3' });
  const receiver = fakePage([sourceOf(tasks)]);
  await follow(sender.copied[0] ?? '', receiver);
  await expect.poll(() => receiver.checker.recordings.length).toBe(1);
  const { request, held } = receiver.checker.lastRecording;
  expect(request).toEqual({ program: right, setupCode: '', call: 'raise(1)' });
  const steps = [stepOf('call', 1), stepOf('line', 2), stepOf('return', 2)];
  held.finish(recordingOf(steps, { kind: 'returned', value: '2' }));
  const { stepSession } = receiver.parts;
  await expect
    .poll(() => stepSession.phase)
    .toMatchObject({ kind: 'recorded', request: { expected: '3' }, walk: { at: 1 } });
});

test('the same link opened twice brings its dialog once', async () => {
  const receiver = fakePage([sourceOf(tasks)]);
  const link = await linkToDialog();
  await follow(link, receiver);
  await expect.poll(() => receiver.attempts.thread.length).toBe(3);
  await follow(link, receiver);
  await settled();
  expect([receiver.attempts.all.length, receiver.attempts.thread.length]).toEqual([3, 3]);
});

test('a link without a program leaves the one there is', async () => {
  const receiver = fakePage([sourceOf(tasks)]);
  receiver.work.keepProgram('starter/1', 'mine');
  receiver.work.flush();
  const sender = fakePage([sourceOf(tasks)]);
  await sender.taskBrowser.follow();
  await sender.shareState.share();
  await follow(sender.copied[0] ?? '', receiver);
  await expect.poll(() => receiver.workspace.program).toBe('mine');
  expect(receiver.shareState.received).toBe(null);
});

test('a link that comes while a model writes ends the reply, of which the rest is kept', async () => {
  const receiver = fakePage([sourceOf(tasks)]);
  const { attempts, attemptSession, modelPicker, models, workspace } = receiver;
  await receiver.taskBrowser.follow();
  const model = new FakeModel();
  void modelPicker.choose(models.offer);
  await expect.poll(() => models.loads.length).toBe(1);
  models.last.held.finish(model);
  await expect.poll(() => modelPicker.model).toBe(model);
  void attemptSession.generate();
  await expect.poll(() => model.calls.length).toBe(1);
  model.last.options.onText('def half');
  await follow(await linkToDialog(right), receiver);
  await expect.poll(() => attempts.thread.length).toBe(2);
  await settled();
  expect(workspace.program).toBe(right);
  expect(attempts.all.map(({ program, reply }) => [program, reply?.generation.text])).toEqual([
    [null, 'def half'],
    [wrong, wrong],
    [right, right],
  ]);
});

test('what is said of a link goes when the person moves on', async () => {
  const page = fakePage([sourceOf(tasks)]);
  page.bar.hash = '#/shared/abcdef';
  startPage(page.parts, page.bar);
  await expect.poll(() => page.shareState.phase.kind).toBe('damaged');
  await expect.poll(() => page.taskBrowser.task?.id).toBe('1');
  page.taskBrowser.open(tasks[1] ?? null);
  expect(page.shareState.phase.kind).toBe('idle');
  await page.shareState.share();
  expect(page.shareState.phase.kind).toBe('copied');
  page.taskBrowser.open(tasks[0] ?? null);
  expect(page.shareState.phase.kind).toBe('idle');
});

test('a link into a set that is not here yet keeps its address until the set is', async () => {
  const away = [taskOf('0', 'raise', 'human-eval'), taskOf('1', 'lower', 'human-eval')];
  const home = sourceOf(tasks);
  const fetched = { ...home, id: 'human-eval', fetch: async () => setOf(away, 'human-eval') };
  const published = {
    ...fetched,
    download: { address: 'https://example.org/tasks', sizeBytes: 1 },
  };
  const sender = fakePage([home, fetched]);
  sender.bar.go('#/human-eval/1');
  await expect.poll(() => sender.workspace.task?.id).toBe('1');
  sender.workspace.edit('def lower(n): return n - 1');
  await sender.shareState.share();
  const { hash } = new URL(sender.copied[0] ?? '');

  const receiver = fakePage([home, published]);
  const { bar, taskBrowser, workspace } = receiver;
  bar.hash = hash;
  startPage(receiver.parts, bar);
  await expect.poll(() => taskBrowser.loadState.kind).toBe('absent');
  expect([taskBrowser.source, taskBrowser.id, bar.hash]).toEqual(['human-eval', '1', hash]);
  const screen = await render(Page, { parts: receiver.parts });
  await screen.getByRole('button', { name: /^Download/ }).click();
  await expect.poll(() => workspace.program).toBe('def lower(n): return n - 1');
  await expect.poll(() => bar.hash).toBe('#/human-eval/1');

  // The same from another task.
  taskBrowser.open(away[0] ?? null);
  bar.go(hash);
  await expect.poll(() => [bar.hash, taskBrowser.id]).toEqual(['#/human-eval/1', '1']);
});

test('a link into one of two own files opens in that file', async () => {
  const sender = fakePage([sourceOf(tasks)]);
  const row = { task_id: 7, text: 'Raise it.', code: '', test_list: ['assert raise(1) == 2'] };
  const file = new File([JSON.stringify(row)], 'mine.jsonl');
  await sender.taskBrowser.openFile(file);
  await expect.poll(() => sender.workspace.task?.id).toBe('7');
  sender.workspace.edit('mine');
  await sender.shareState.share();
  const receiver = fakePage([sourceOf(tasks)]);
  await receiver.taskBrowser.openFile(file);
  const { source } = receiver.taskBrowser;
  receiver.bar.go('#/starter/1');
  await follow(sender.copied[0] ?? '', receiver);
  await expect.poll(() => receiver.workspace.program).toBe('mine');
  await expect.poll(() => receiver.bar.hash).toBe(`#/${source}/7`);
});

test('a link made of a turn without code has that turn, and the program before it', async () => {
  const sender = fakePage([sourceOf(tasks)]);
  await sender.taskBrowser.follow();
  const model = new FakeModel();
  void sender.modelPicker.choose(sender.models.offer);
  await expect.poll(() => sender.models.loads.length).toBe(1);
  sender.models.last.held.finish(model);
  await expect.poll(() => sender.modelPicker.model).toBe(model);
  void sender.attemptSession.generate();
  await expect.poll(() => model.calls.length).toBe(1);
  model.last.held.finish(generationOf(wrong));
  await expect.poll(() => sender.checker.checks.length).toBe(1);
  sender.checker.last.held.finish(verdictOf({ status: 'failed-assertion' }));
  await expect.poll(() => sender.attempts.inView?.status).toBe('failed-assertion');
  void sender.attemptSession.hint('Add one.', 'person');
  await expect.poll(() => model.calls.length).toBe(2);
  model.last.held.finish(generationOf('I am not sure what you mean.'));
  await expect.poll(() => sender.attempts.inView?.status).toBe('no-code');
  await sender.shareState.share();

  const receiver = fakePage([sourceOf(tasks)]);
  const { attempts, generationState, workspace } = receiver;
  await follow(sender.copied[0] ?? '', receiver);
  await expect.poll(() => attempts.thread.length).toBe(2);
  expect(attempts.thread).toMatchObject([
    { author: { name: 'Tiny' }, program: wrong, hint: null },
    {
      author: { name: 'Tiny' },
      program: null,
      hint: { text: 'Add one.' },
      reply: { generation: { text: 'I am not sure what you mean.' } },
    },
  ]);
  expect(attempts.all).toHaveLength(2);
  expect(workspace.program).toBe(wrong);
  expect(receiver.shareState.received?.author).toEqual({ kind: 'model', name: 'Tiny' });
  await expect.poll(() => generationState.phase.kind).toBe('written');
});

test('who solves alone keeps their program, and a model’s is checked as an attempt alone', async () => {
  const receiver = fakePage([sourceOf(tasks)]);
  const { attempts, checker, checkState, presentation, workspace } = receiver;
  receiver.work.keepProgram('starter/1', 'mine');
  receiver.work.flush();
  presentation.toggleSolo();
  await follow(await linkToDialog(right), receiver);
  for (const count of [1, 2]) {
    await expect.poll(() => checker.checks.length).toBe(count);
    expect(checkState.isBusy).toBe(false);
    checker.last.held.finish(verdictOf({ status: 'passed' }));
  }
  await expect.poll(() => attempts.all.map(({ status }) => status)).toEqual(['passed', 'passed']);
  expect(workspace.program).toBe('mine');
  const screen = await render(Page, { parts: receiver.parts });
  await expect.element(screen.getByText(/The link brought a program that was not/)).toBeVisible();
  expect(document.body.textContent).not.toContain('Tiny');
  presentation.toggleSolo();
  expect(workspace.program).toBe('mine');
});

test('a link made while solving alone has nothing of a model, and says what it lacks', async () => {
  const sender = fakePage([sourceOf(tasks)]);
  const { attempts, presentation, shareState, workspace } = sender;
  await follow(await linkToDialog(right), sender);
  await expect.poll(() => attempts.inView?.author.kind).toBe('model');
  presentation.toggleSolo();
  await shareState.share();
  expect(shareState.phase).toMatchObject({ kind: 'copied', isTaskAlone: true });
  const screen = await render(Page, { parts: sender.parts });
  await expect.element(screen.getByText(/Link copied. It contains the task alone/)).toBeVisible();
  // The one to copy by hand says as much of itself.
  const refused = vi.spyOn(sender.copied, 'push').mockImplementation(() => {
    throw new DOMException('refused', 'NotAllowedError');
  });
  await shareState.share();
  await expect.element(screen.getByText(/link below. It contains the task alone/)).toBeVisible();
  await expect.element(screen.getByRole('textbox', { name: 'Share link' })).toBeVisible();
  await shareState.share('without-hints');
  await expect.element(screen.getByText(/link below. It opens the task in “Solve/)).toBeVisible();
  refused.mockRestore();

  workspace.edit('mine');
  await shareState.share();
  expect(shareState.phase).toMatchObject({ kind: 'copied', isTaskAlone: false });
  const receiver = fakePage([sourceOf(tasks)]);
  await follow(sender.copied.at(-1) ?? '', receiver);
  await expect.poll(() => receiver.workspace.program).toBe('mine');
  const authors = () => receiver.attempts.all.map(({ author }) => author.kind);
  await expect.poll(authors).toEqual(['person']);
});
