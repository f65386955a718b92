/** Rounds of samples and dialogs, over a model and a checker whose answers the test gives. */

import { expect, test, vi } from 'vitest';
import { newAttempt } from '../../../../src/app/work/records.ts';
import type { Status } from '../../../../src/checking/verdict.ts';
import { EngineError } from '../../../../src/synthesis/engine.ts';
import { writingNews } from '../../../../src/texts/program-texts.ts';
import { FakeModel, generationOf } from '../fake-models.ts';
import { fakePage } from '../fake-page.ts';
import { Held } from '../held.ts';
import { resultOf, verdictOf } from '../fake-checker.ts';
import { sourceOf, taskOf } from '../made-up-tasks.ts';

const task = taskOf('1', 'raise');
const settled = () => new Promise((resolve) => setTimeout(resolve));

async function pageWithModel(page = fakePage([sourceOf([task, taskOf('2', 'lower')])])) {
  await page.taskBrowser.follow();
  await settled();
  const model = new FakeModel();
  const loading = page.modelPicker.choose(page.models.offer);
  await settled();
  page.models.last.held.finish(model);
  await loading;
  return { ...page, model };
}

type Page = Awaited<ReturnType<typeof pageWithModel>>;

function programOf(line: string): string {
  return `def raise(n):\n    ${line}`;
}

async function reply({ model }: Page, line: string): Promise<void> {
  model.last.held.finish(generationOf(`\`\`\`python\n${programOf(line)}\n\`\`\``));
  await settled();
}

/** The verdict on the newest check: of the task's two asserts the first so many pass. */
async function judge({ checker }: Page, passed: number): Promise<void> {
  const status: Status = passed === 2 ? 'passed' : 'failed-assertion';
  const tests = task.tests.map((source, index) =>
    index < passed
      ? resultOf(source)
      : resultOf(source, { outcome: 'failed-assertion', expected: '3', got: '1' }),
  );
  checker.last.held.finish(verdictOf({ status, tests }));
  await settled();
}

test('a program takes the place of its reply, and what stood there before is not seen again', async () => {
  const page = await pageWithModel();
  const { attemptSession, workspace, model } = page;
  workspace.edit('# mine');
  void attemptSession.generate();
  await settled();
  // What reads replies is fetched meanwhile: no reply is as quick as this one.
  await vi.dynamicImportSettled();
  model.last.held.finish(generationOf(`\`\`\`python\n${programOf('return n')}\n\`\`\``));
  const seen: string[] = [];
  for (let moment = 0; moment < 200; moment++) {
    if (workspace.program !== seen.at(-1)) seen.push(workspace.program);
    await Promise.resolve();
  }
  expect(seen.at(-1)?.trim()).toBe(programOf('return n'));
  expect(seen).not.toContain('# mine');
});

test('several samples take a seed each, are checked as they come, and the best is put forward', async () => {
  const page = await pageWithModel();
  const { attemptSession, attempts, workspace, model, promptState } = page;
  promptState.change({ sampleCount: 3, seed: 7 });
  const done = attemptSession.generate();
  await settled();
  await reply(page, 'return 0');
  await judge(page, 0);
  expect(attemptSession.round).toEqual({ index: 1, count: 3 });
  expect(attempts.all[0]?.status).toBe('failed-assertion');
  await reply(page, 'return n + 1');
  await judge(page, 2);
  await reply(page, 'return n');
  await judge(page, 1);
  // The best of them is laid out and checked in sight.
  await judge(page, 2);
  await done;
  expect(model.calls.map(({ request }) => request.sampling.seed)).toEqual([7, 8, 9]);
  expect(workspace.program.trim()).toBe(programOf('return n + 1'));
  expect(attempts.round.map(({ testsPassed }) => testsPassed)).toEqual([0, 2, 1]);
  expect(attempts.inView).toBe(attempts.round[1]);
});

test('what is deleted while it is checked does not come back with its verdict', async () => {
  const page = await pageWithModel();
  const { attemptSession, attempts, checker, promptState, work } = page;
  promptState.change({ sampleCount: 2 });
  void attemptSession.generate();
  await settled();
  await reply(page, 'return 0');
  expect([attempts.all.length, checker.checks.length]).toEqual([1, 1]);
  expect(await work.forget()).toBe(true);
  await judge(page, 2);
  expect(attempts.all).toEqual([]);
  expect(await work.export()).toMatchObject({ programs: [], attempts: [] });
  expect(work.stateOf('starter/1').isSolvedByModel).toBe(false);
});

test('a dialog that a link brought is not checked on when all of it is deleted', async () => {
  const page = await pageWithModel();
  const { attemptSession, attempts, checker, work } = page;
  const turn = (line: string) => ({
    ...newAttempt('starter/1'),
    ...{ author: { kind: 'model', name: 'tiny' } as const, program: programOf(line) },
  });
  const received = attemptSession.receive(task, [turn('return 0'), turn('return n + 1')]);
  await settled();
  await judge(page, 2);
  expect(checker.checks).toHaveLength(2);
  expect(await work.forget()).toBe(true);
  await judge(page, 0);
  await received;
  expect(attempts.all).toEqual([]);
  expect(await work.export()).toMatchObject({ programs: [], attempts: [] });
});

test('leaving a task ends no check of its samples', async () => {
  const page = await pageWithModel();
  const { attemptSession, bar, promptState, work } = page;
  promptState.change({ sampleCount: 2 });
  void attemptSession.generate();
  await settled();
  await reply(page, 'return n + 1');
  bar.go('#/starter/2');
  await settled();
  await judge(page, 2);
  await expect.poll(() => work.stateOf('starter/1').isSolvedByModel).toBe(true);
});

/** Both are written, and none is checked yet. */
async function twoSamples(page: Page): Promise<{ done: Promise<void> }> {
  page.promptState.change({ sampleCount: 2 });
  const done = page.attemptSession.generate();
  await settled();
  await reply(page, 'return 0');
  await reply(page, 'return n + 1');
  return { done };
}

/** One of the first checks, whose samples are judged in any order. */
function judgeSample({ checker }: Page, at: number, status: Status): void {
  checker.checks[at]?.held.finish(verdictOf({ status, tests: [] }));
}

test('what is typed while the samples are checked stays, and the best of them is only listed', async () => {
  const page = await pageWithModel();
  const { attemptSession, attempts, checker, workspace } = page;
  const { done } = await twoSamples(page);
  expect(attemptSession.round).toEqual({ index: 2, count: 2 });
  expect(writingNews(attemptSession.round)).toBe('Checking 2 samples …');
  workspace.edit('# mine');
  judgeSample(page, 0, 'failed-assertion');
  judgeSample(page, 1, 'passed');
  await done;
  expect([attemptSession.round, workspace.program, checker.checks.length]).toEqual([
    ...[null, '# mine', 2],
  ]);
  expect(attempts.all.map(({ status }) => status)).toEqual(['failed-assertion', 'passed']);
  expect(attempts.inView).toBe(null);
});

test('an attempt that is chosen while the samples are checked stays in view', async () => {
  const page = await pageWithModel();
  const { attemptSession, attempts, workspace } = page;
  const { done } = await twoSamples(page);
  const [first] = attempts.all;
  void attemptSession.choose(first?.id ?? '');
  await settled();
  await judge(page, 0);
  judgeSample(page, 0, 'failed-assertion');
  judgeSample(page, 1, 'passed');
  await done;
  expect(attempts.inView?.id).toBe(first?.id);
  expect(workspace.program.trim()).toBe(programOf('return 0'));
});

test.for(['a program that failed', 'a reply without code'])(
  'a hint that did not reach the model leaves in view what it is about: %s',
  async (about) => {
    const page = await pageWithModel();
    const { attemptSession, checkState, attempts, model } = page;
    const isProgram = about === 'a program that failed';
    void attemptSession.generate();
    await settled();
    if (isProgram) {
      await reply(page, 'return n');
      await judge(page, 0);
    } else {
      model.last.held.finish(generationOf('No.'));
      await settled();
    }
    const { verdict } = checkState;
    const { inView } = attempts;
    const hinted = attemptSession.hint('Add one.', 'person');
    await settled();
    expect([attemptSession.dialog.canHint, checkState.verdict]).toEqual([false, null]);
    model.last.held.fail(new EngineError({ kind: 'no-network', address: 'https://a.example' }));
    expect(await hinted).toBe(false);
    expect(page.generationState.phase.kind).toBe('failed');
    expect(checkState.verdict).toBe(verdict);
    expect([attemptSession.dialog.canHint, attempts.inView]).toEqual([true, inView]);

    const again = attemptSession.hint('Add one.', 'person');
    await settled();
    await reply(page, 'return n + 1');
    expect(await again).toBe(true);
    expect(attempts.thread.map(({ hint }) => hint?.text)).toEqual([undefined, 'Add one.']);
  },
);

test('a hint of which half a reply came is told in that attempt', async () => {
  const page = await pageWithModel();
  const { attemptSession, attempts, model } = page;
  void attemptSession.generate();
  await settled();
  await reply(page, 'return n');
  await judge(page, 0);
  const hinted = attemptSession.hint('Add one.', 'person');
  await settled();
  model.last.options.onText('I could');
  model.last.held.fail(new EngineError({ kind: 'no-network', address: 'https://a.example' }));
  expect(await hinted).toBe(true);
  expect(attempts.all.at(-1)).toMatchObject({ hint: { text: 'Add one.' }, program: null });
});

test('stopping ends the round, and keeps what there is', async () => {
  const page = await pageWithModel();
  const { attemptSession, attempts, model, promptState } = page;
  promptState.change({ sampleCount: 3 });
  const done = attemptSession.generate();
  await settled();
  await reply(page, 'return 0');
  await judge(page, 0);
  model.last.options.onText('```python\ndef raise');
  attemptSession.stop();
  await settled();
  expect(model.calls).toHaveLength(2);
  await judge(page, 0);
  await judge(page, 0);
  await done;
  expect([attemptSession.round, attempts.all.length]).toEqual([null, 2]);
});

test('who follows the paper’s protocol is told where a hint leaves it, and that is recorded', async () => {
  const page = await pageWithModel();
  const { attemptSession, attempts } = page;
  const { dialog } = attemptSession;
  page.parts.promptState.change({ followsProtocol: true });
  void attemptSession.generate();
  await settled();
  await reply(page, 'return n');
  await judge(page, 0);
  dialog.draft = 'Wrong. Write return n + 1.';
  await expect.poll(() => dialog.breaches).toEqual(['several-sentences', 'code']);
  void attemptSession.hint(dialog.draft, 'person');
  await settled();
  await settled();
  await reply(page, 'return n + 1');
  await judge(page, 2);
  const { hint } = attempts.inView ?? {};
  expect(hint).toMatchObject({ from: 'person', breaches: ['several-sentences', 'code'] });
});

test('a hint goes to the model with its own reply, and the turns form a thread', async () => {
  const page = await pageWithModel();
  const { attemptSession, attempts, model } = page;
  void attemptSession.generate();
  await settled();
  await reply(page, 'return n');
  await judge(page, 0);
  expect([attemptSession.dialog.canHint, attemptSession.dialog.hintsLeft]).toEqual([true, 4]);
  const first = attempts.inView;

  void attemptSession.hint('Add one.', 'person');
  await settled();
  const { prompt } = model.last.request;
  expect(prompt.kind === 'chat' && prompt.messages.slice(-2)).toMatchObject([
    { role: 'assistant', content: first?.reply?.generation.text },
    { role: 'user', content: expect.stringMatching(/^Add one\./) },
  ]);
  await reply(page, 'return n + 1');
  await judge(page, 2);
  expect(attempts.thread.map(({ status, hint }) => [status, hint])).toEqual([
    ['failed-assertion', null],
    ['passed', { text: 'Add one.', from: 'person' }],
  ]);
  // Solved: there is nothing more to say.
  expect([attemptSession.dialog.canHint, attemptSession.dialog.hintsLeft]).toEqual([false, 3]);
});

test('what failed can be told in a press, also of a program written by hand', async () => {
  const page = await pageWithModel();
  const { attemptSession, workspace, model } = page;
  workspace.edit(programOf('return 1'));
  void attemptSession.check();
  await judge(page, 1);
  void attemptSession.tellFailure();
  await settled();
  const { prompt } = model.last.request;
  expect(prompt.kind === 'chat' && prompt.messages.slice(-2)).toMatchObject([
    { content: `\`\`\`python\n${programOf('return 1')}\n\`\`\`` },
    {
      content: expect.stringMatching(
        /^This test fails: assert raise\(2\) == 3\. It returns 1 instead of 3\./,
      ),
    },
  ]);
});

test('a search cannot be told anything, and writes one program however many are asked for', async () => {
  const page = fakePage([sourceOf([task])]);
  await page.taskBrowser.follow();
  page.promptState.change({ sampleCount: 5 });
  const done = page.attemptSession.generate();
  await settled();
  page.models.search.last.held.finish(generationOf(programOf('return 0')));
  await done;
  page.checker.last.held.finish(verdictOf({ status: 'timeout' }));
  await settled();
  expect([page.models.search.calls.length, page.attemptSession.dialog.canHint]).toEqual([1, false]);
});

test('asserts left out of the prompt are tests its author did not see', async () => {
  const page = await pageWithModel();
  const { attemptSession, workspace, promptState } = page;
  promptState.change({ shownTestCount: 1 });
  expect(promptState.request()?.brief.shownTests).toEqual(['assert raise(1) == 2']);
  void attemptSession.generate();
  await settled();
  await reply(page, 'return 2');
  await judge(page, 1);
  expect(attemptSession.dialog.seenCount).toBe(1);
  workspace.edit(programOf('return 3'));
  expect(attemptSession.dialog.seenCount).toBe(Infinity);
});

test('an attempt chosen again comes back with its reply and program', async () => {
  const page = await pageWithModel();
  const { attemptSession, attempts, workspace, generationState } = page;
  void attemptSession.generate();
  await settled();
  await reply(page, 'return n');
  await judge(page, 0);
  const first = attempts.inView?.id ?? '';
  workspace.edit(programOf('return n + 1'));
  void attemptSession.check();
  await judge(page, 2);
  expect(attempts.all.map(({ author }) => author.kind)).toEqual(['model', 'person']);

  void attemptSession.choose(first);
  await judge(page, 0);
  expect(workspace.program.trim()).toBe(programOf('return n'));
  expect(generationState.phase.kind).toBe('written');
  // It is the same attempt, not another one.
  expect(attempts.all).toHaveLength(2);
});

test('a reply that the end of a visit broke off is there on the next', async () => {
  const first = await pageWithModel();
  void first.attemptSession.generate();
  await settled();
  first.model.last.options.onText('```python\ndef raise(n):\n    return n');
  await first.work.attemptsOf('starter/1');

  const next = fakePage([sourceOf([task])], undefined, first.work);
  await next.taskBrowser.follow();
  await expect.poll(() => next.attempts.inView?.reply?.isWhole).toBe(false);
  await expect
    .poll(() => next.generationState.phase)
    .toMatchObject({ kind: 'written', generation: { finish: 'stopped' } });
});

test('a reply that is being written goes on when the reading of its task ends', async () => {
  const page = fakePage([sourceOf([task])]);
  const outline = new Held<{ functions: []; text: string }>();
  page.checker.readOutline = () => outline.promise;
  const { attemptSession, generationState, model } = await pageWithModel(page);
  void attemptSession.generate();
  await settled();
  model.last.options.onText('```python\ndef raise');
  await page.work.attemptsOf('starter/1');
  outline.finish({ functions: [], text: '' });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(generationState.isBusy).toBe(true);
});
