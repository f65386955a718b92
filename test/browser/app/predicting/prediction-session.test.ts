/** Predicting on the playground: what a person guesses, what is said of it, and what is kept. */
import { expect, test } from 'vitest';
import { ModelPicker } from '../../../../src/app/models/model-picker.svelte.ts';
import { Presentation } from '../../../../src/app/page/presentation.svelte.ts';
import { GenerationState } from '../../../../src/app/workspace/generation-state.svelte.ts';
import { PredictionSession } from '../../../../src/app/predicting/prediction-session.svelte.ts';
import { CheckerError } from '../../../../src/checking/checker.ts';
import { EngineError } from '../../../../src/synthesis/engine.ts';
import { questionOf as gapOf } from '../../../../src/tasks/task-kind.ts';
import type { TestResult, Verdict } from '../../../../src/checking/verdict.ts';
import { FakeChecker, resultOf, verdictOf } from '../fake-checker.ts';
import { FakeModel, FakeModels, generationOf } from '../fake-models.ts';
import { keptInMemory } from '../../../support/kept-in-memory.ts';
import { taskOf } from '../made-up-tasks.ts';

const task = taskOf('1', 'raise');

async function opened(settings = keptInMemory(), checker = new FakeChecker()) {
  const models = new FakeModels();
  const modelPicker = new ModelPicker(models, keptInMemory());
  const generationState = new GenerationState(checker);
  const presentation = new Presentation(keptInMemory());
  const parts = { checker, settings, modelPicker, generationState, presentation };
  const session = new PredictionSession(parts);
  await session.open(task);
  return { session, models, ...parts };
}

/** What the checker says of a guess at `raise(1)` or another call, which returns `expected`. */
function said(status: Verdict['status'], result: Partial<TestResult> = {}): Verdict {
  const outcome = status === 'sandbox-fault' ? 'not-run' : status;
  return verdictOf({
    status,
    tests: [resultOf('raise(1)', { outcome, expected: '2', ...result })],
  });
}

async function guess(
  { session, checker }: Awaited<ReturnType<typeof opened>>,
  text: string,
  verdict: Verdict,
) {
  session.write(text);
  const done = session.submit();
  checker.last.held.finish(verdict);
  await done;
}

test('the calls of the asserts are asked about, and nothing of what they return is in view', async () => {
  const { session, checker } = await opened();
  expect(session.questions.map(({ call }) => call.source)).toEqual(['raise(1)', 'raise(2)']);
  expect([session.guess, session.draft, checker.checks]).toEqual([null, '', []]);
});

test('a wrong guess is told with the truth, counted, and opens the steps of its call', async () => {
  const page = await opened();
  await guess(page, '1', said('failed-assertion', { got: '1' }));
  const { session, checker } = page;
  const { request } = checker.last;
  expect([request.task.asks, request.program]).toEqual([
    { kind: 'output', call: 'raise(1)', value: '2', shows: 'code' },
    '1',
  ]);
  expect(session.guess).toMatchObject({ text: '1', isRight: false, truth: '2', returned: null });
  expect(session.kept.person).toEqual({ right: 0, of: 1 });
  const { referenceCode: program, setupCode } = task;
  expect(checker.lastRecording.request).toEqual({ program, setupCode, call: 'raise(1)' });
});

test('a right guess counts, opens no steps, and leads on to the next call without a guess', async () => {
  const page = await opened();
  await guess(page, '2.0', said('passed', { got: '2.0' }));
  const { session, checker } = page;
  expect(session.guess).toMatchObject({ isRight: true, isSameText: false, truth: '2' });
  expect([session.kept.person, checker.recordings]).toEqual([{ right: 1, of: 1 }, []]);
  session.next();
  expect([session.question?.call.source, session.guess]).toEqual(['raise(2)', null]);
});

test('only the first guess at a call counts, on a later visit too', async () => {
  const { settings, ...page } = await opened();
  await guess({ settings, ...page }, '1', said('failed-assertion'));
  const later = await opened(settings);
  expect([later.session.guess, later.session.kept.person]).toEqual([null, { right: 0, of: 1 }]);
  await guess(later, '2', said('passed'));
  expect(later.session.guess?.isRight).toBe(true);
  expect(later.session.kept.person).toEqual({ right: 0, of: 1 });
});

test.for(['syntax-error', 'unsupported-value', 'sandbox-fault'] as const)(
  '%s is no guess: nothing is counted or told, and it can be written again',
  async (status) => {
    const page = await opened();
    await guess(page, 'two', said(status));
    const { session } = page;
    expect([session.guess, session.kept.person, session.draft]).toEqual([
      null,
      { right: 0, of: 0 },
      'two',
    ]);
    expect(session.checkState.verdict?.status).toBe(status);
    session.write('2');
    expect(session.checkState.phase.kind).toBe('idle');
  },
);

test('a guess can be stopped, and a checker that fails is said; what was written stays', async () => {
  const { session, checker } = await opened();
  session.write('2');
  const first = session.submit();
  session.stop();
  await first;
  expect(checker.last.options.signal?.aborted).toBe(true);
  expect([session.checkState.phase.kind, session.draft]).toEqual(['idle', '2']);
  const second = session.submit();
  checker.last.held.fail(new CheckerError({ kind: 'no-webassembly' }));
  await second;
  expect(session.checkState.phase).toEqual({ kind: 'failed', failure: { kind: 'no-webassembly' } });
  expect([session.guess, session.draft]).toEqual([null, '2']);
});

test('where the code is not in view, a wrong guess does not bring it', async () => {
  const page = await opened();
  page.session.show('text-and-tests');
  await guess(page, '1', said('failed-assertion'));
  expect(page.checker.recordings).toEqual([]);
  page.session.stepThrough('raise(1)');
  expect(page.checker.recordings).toHaveLength(1);
});

test('a call of one’s own is asked about; anything else is refused', async () => {
  const { session, checker, settings } = await opened();
  for (const refused of ['raise', 'raise(7) + 1', 'raise(7) == 8', 'other', 'other(7)']) {
    expect(await session.addCall(refused), refused).toBe(false);
  }
  expect(await session.addCall(' raise(7) ')).toBe(true);
  expect(session.question?.task.asks).toMatchObject({ call: 'raise(7)', value: '' });
  session.write('8');
  const later = await opened(settings, checker);
  expect(later.session.questions.map(({ call }) => call.source)).toContain('raise(7)');
  await later.session.addCall('raise(7)');
  expect([later.session.questions.length, later.session.draft]).toEqual([3, '8']);
});

async function withModel(
  { modelPicker, models }: Awaited<ReturnType<typeof opened>>,
  { name = 'Tiny', sendsTo = null }: { name?: string; sendsTo?: string | null } = {},
) {
  const model = new FakeModel('llama-cpp', name);
  await modelPicker.choose({ ...models.offer, id: name, sendsTo, load: async () => model });
  return model;
}

test('once the person has guessed the model does, greedily, from the prompt in view', async () => {
  const page = await opened();
  const { session, checker } = page;
  const model = await withModel(page);
  session.show('code-text-and-tests');
  await expect.poll(() => session.model.promptState.parts.length).toBe(2);
  session.model.promptState.edit(0, 'You are a careful reader.');
  const prompt = JSON.stringify(session.model.promptState.parts);
  for (const shown of ['return n', 'raise a number', 'assert raise(2) == 3', 'raise(1)']) {
    expect(prompt).toContain(shown);
  }
  expect(prompt).not.toContain('raise(1) == 2');
  session.write('2');
  const done = session.submit();
  expect(model.calls).toEqual([]);
  checker.last.held.finish(said('passed'));
  await expect.poll(() => model.calls.length).toBe(1);
  const { request } = model.last;
  expect(request.prompt).toMatchObject({
    kind: 'chat',
    messages: [{ role: 'system', content: 'You are a careful reader.' }, { role: 'user' }],
  });
  expect(request.sampling).toMatchObject({ temperature: 0, topP: 1 });
  model.last.held.finish(generationOf('It returns `3`.'));
  await expect.poll(() => checker.checks.length).toBe(2);
  expect(checker.last.request.program).toBe('3');
  checker.last.held.finish(said('failed-assertion', { got: '3' }));
  await done;
  expect(session.model.answer).toMatchObject({ modelName: 'Tiny', text: '3' });
  expect(session.model.answer?.guess?.isRight).toBe(false);
  expect([session.kept.person, session.kept.ofModel('Tiny')]).toEqual([
    { right: 1, of: 1 },
    { right: 0, of: 1 },
  ]);
});

test('a model that came later is asked on demand, and only its first guess counts', async () => {
  const page = await opened();
  const { session, checker } = page;
  await guess(page, '2', said('passed'));
  const model = await withModel(page);
  const askFor = async (reply: string, verdict: Verdict) => {
    const [calls, checks] = [model.calls.length, checker.checks.length];
    const asking = session.model.ask();
    await expect.poll(() => model.calls.length).toBe(calls + 1);
    model.last.held.finish(generationOf(reply));
    await expect.poll(() => checker.checks.length).toBe(checks + 1);
    checker.last.held.finish(verdict);
    await asking;
  };
  await askFor('I do not know.\n```python\nx = f\n```', said('syntax-error'));
  expect(session.model.answer?.guess).toBeNull();
  session.model.promptState.edit(1, 'Guess.');
  expect(session.model.answer).toBeNull();
  await askFor('2', said('passed'));
  expect(session.model.answer?.guess?.isRight).toBe(true);
  expect(session.kept.ofModel('Tiny')).toEqual({ right: 0, of: 1 });
  await withModel(page, { name: 'Small' });
  expect([session.model.answer, session.kept.ofModel('Small')]).toEqual([
    null,
    { right: 0, of: 0 },
  ]);
});

test('a reply that is stopped or left is no guess, and a failure is said', async () => {
  const page = await opened();
  const { session, checker } = page;
  const model = await withModel(page);
  for (const [index, end] of [() => session.model.stop(), () => session.next()].entries()) {
    const asking = session.model.ask();
    await expect.poll(() => model.calls.length).toBe(index + 1);
    end();
    await asking;
    expect([session.model.isBusy, session.model.answer, checker.checks]).toEqual([false, null, []]);
  }
  const asking = session.model.ask();
  await expect.poll(() => model.calls.length).toBe(3);
  model.last.held.fail(new EngineError({ kind: 'engine-crashed', detail: 'oh' }));
  await asking;
  expect(session.model.generationState.phase.kind).toBe('failed');
  expect(page.modelPicker.phase.kind).toBe('failed');
});

test.for([
  { who: 'a person who works alone', isSolo: true, sendsTo: null },
  {
    who: 'a person whose prompts go to a server',
    isSolo: false,
    sendsTo: 'https://models.example',
  },
])('$who asks the model, or it says nothing', async ({ isSolo, sendsTo }) => {
  const page = await opened();
  const model = await withModel(page, { sendsTo });
  if (isSolo) page.presentation.toggleSolo();
  await guess(page, '2', said('passed'));
  expect([model.calls.length, page.session.model.isBusy]).toEqual([0, false]);
  void page.session.model.ask();
  await expect.poll(() => model.calls.length).toBe(1);
});

test('any call that returns the value is right, and a wrong one is stepped through', async () => {
  const page = await opened();
  const { session, checker } = page;
  await session.addCall('raise(7)');
  session.ask('input');
  // Who typed a call knows one.
  expect(session.questions.map(({ task: { asks } }) => asks && gapOf(asks))).toEqual([
    'raise(??) == 2',
    'raise(??) == 3',
  ]);
  const source = 'raise(5) == 2';
  const wrong = { source, expected: '2', got: '6' };
  await guess(page, '5', said('failed-assertion', wrong));
  expect(checker.last.request.task.asks).toMatchObject({ kind: 'input', call: 'raise(1)' });
  expect(session.guess).toMatchObject({ isRight: false, returned: '6', call: 'raise(5)' });
  expect(checker.lastRecording.request.call).toBe('raise(5)');
  session.next();
  await guess(page, 'raise(2.0)', said('passed', { source: 'raise(2.0) == 3', got: '3.0' }));
  expect(session.kept.person).toEqual({ right: 1, of: 2 });
  // The same calls are other questions in the other direction.
  session.ask('output');
  expect(session.guess).toBeNull();
});

test('calls with one value are one question', async () => {
  const twice = [...task.tests, 'assert raise(1 + 0) == 2'];
  const { session } = await opened();
  await session.open({ ...task, tests: twice });
  session.ask('input');
  expect(session.questions.map(({ call }) => call.source)).toEqual(['raise(1)', 'raise(2)']);
});

test.for(['runtime-error', 'timeout', 'unsupported-value'] as const)(
  'a call that ends in %s is a wrong guess',
  async (status) => {
    const page = await opened();
    page.session.ask('input');
    await guess(page, '0', said(status, { source: 'raise(0) == 2', expected: null }));
    expect(page.session.guess).toMatchObject({ isRight: false, returned: null, call: 'raise(0)' });
  },
);

test('what is deleted is forgotten, and a task without a reference has no questions', async () => {
  const page = await opened();
  await guess(page, '1', said('failed-assertion'));
  await page.session.model.promptState.open(page.session.question?.task ?? null, []);
  page.session.model.promptState.edit(0, 'Be brief.');
  for (const name of ['predictions', 'edited-prompts']) await page.settings.keepSetting(name, {});
  await page.session.open(task);
  expect(page.session.model.promptState.isEdited).toBe(false);
  expect([page.session.guess, page.session.kept.person]).toEqual([null, { right: 0, of: 0 }]);
  await page.session.open({ ...task, referenceCode: '' });
  expect([page.session.phase.kind, page.session.question]).toEqual(['read', null]);
});
