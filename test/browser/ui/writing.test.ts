/** What a person sees while a program is written and after it: pace, prompts, what to do next. */
import { beforeEach, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Page from '../../../src/ui/page/Page.svelte';
import 'virtual:palette.css';
import '../../../src/ui/page/page.css';
import { EngineError } from '../../../src/synthesis/engine.ts';
import { FakeModel, generationOf } from '../app/fake-models.ts';
import { fakePage } from '../app/fake-page.ts';
import { resultOf, verdictOf } from '../app/fake-checker.ts';
import { sourceOf, taskOf } from '../app/made-up-tasks.ts';

async function open() {
  const fake = fakePage([sourceOf([taskOf('1', 'raise'), taskOf('2', 'lower')])]);
  await fake.taskBrowser.follow();
  const screen = await render(Page, { parts: fake.parts });
  await expect.element(screen.getByRole('textbox', { name: 'Program in Python' })).toBeVisible();
  return { ...fake, screen };
}

async function openWithModel() {
  const fake = await open();
  const model = new FakeModel();
  void fake.modelPicker.choose(fake.models.offer);
  await expect.poll(() => fake.models.loads.length).toBe(1);
  fake.models.last.held.finish(model);
  await expect.element(fake.screen.getByRole('button', { name: 'Model: Tiny' })).toBeVisible();
  const generate = async () => {
    const before = model.calls.length;
    await fake.screen.getByRole('button', { name: 'Generate' }).click();
    await expect.poll(() => model.calls.length).toBe(before + 1);
  };
  return { ...fake, model, generate };
}

beforeEach(() => browser.viewport(1280, 800));

test('while a reply streams its pace is told, and not read aloud', async () => {
  const { screen, model, generate } = await openWithModel();
  await generate();
  const pace = screen.getByText(/^About \d+ tokens per second$/);
  await expect
    .poll(() => {
      model.last.options.onText('x');
      return pace.query();
    })
    .not.toBe(null);
  expect(pace.element().closest('[role="status"]')).toBe(null);
});

test('what a model thought first is folded away, and is no part of the reply that is shown', async () => {
  const { screen, model, generate } = await openWithModel();
  await generate();
  model.last.held.finish(generationOf('<think>\nI could add.\n</think>\n\nI would rather not.'));
  const said = screen.getByRole('region', { name: 'Full reply' });
  await expect.element(said).toHaveTextContent(/^I would rather not\.$/);
  const thought = screen.getByRole('region', { name: 'Reasoning' });
  expect(thought.query()).toBe(null);
  await screen.getByText('Reasoning, 12 characters').click();
  await expect.element(thought).toHaveTextContent('I could add.');
});

test('after a reply without code the page says what to do, and the model can be told', async () => {
  const { screen, model, generate } = await openWithModel();
  await generate();
  model.last.held.finish(generationOf('I would rather not.'));
  await expect
    .element(screen.getByRole('status').filter({ hasText: 'The reply contains no code' }))
    .toHaveTextContent('Tell the model below, or generate again.');
  await screen.getByRole('button', { name: 'Send the failing test' }).click();
  await expect.poll(() => model.calls.length).toBe(2);
  const { prompt } = model.last.request;
  expect(prompt.kind === 'chat' && prompt.messages.slice(-2)).toMatchObject([
    { role: 'assistant', content: 'I would rather not.' },
    { role: 'user', content: expect.stringMatching(/^The reply holds no Python code\./) },
  ]);
});

test('a hint that did not reach the model is put back, unless another one is begun', async () => {
  const { screen, bar, model, generate, checker } = await openWithModel();
  await generate();
  model.last.held.finish(generationOf('```python\ndef raise(n):\n    return n\n```'));
  const status = 'failed-assertion' as const;
  await expect.poll(() => checker.checks.length).toBe(1);
  checker.last.held.finish(verdictOf({ status, tests: [resultOf('a', { outcome: status })] }));
  const field = screen.getByRole('textbox', { name: /^What is wrong/ });
  const send = async () => {
    const before = model.calls.length;
    await field.fill('Add one.');
    await screen.getByRole('button', { name: 'Send hint' }).click();
    await expect.poll(() => model.calls.length).toBe(before + 1);
  };
  const refuse = () =>
    model.last.held.fail(new EngineError({ kind: 'no-network', address: 'https://a.example' }));
  await send();
  expect(field.query()).toBe(null);
  refuse();
  await expect.element(field).toHaveValue('Add one.');
  await expect.element(screen.getByRole('button', { name: 'Send hint' })).toBeVisible();

  // Its task is left meanwhile.
  await send();
  bar.go('#/starter/2');
  await expect.element(screen.getByRole('heading', { name: /Task 2/ })).toBeVisible();
  refuse();
  bar.go('#/starter/1');
  await expect.element(field).toHaveValue('Add one.');
});

test('the prompt of an earlier turn is shown as it was sent', async () => {
  const { screen, model, checker, generate, promptState } = await openWithModel();
  await generate();
  model.last.held.finish(generationOf('```python\ndef raise(n):\n    return n\n```'));
  await expect.poll(() => checker.checks.length).toBe(1);
  const tests = [resultOf('assert raise(1) == 2', { outcome: 'failed-assertion' })];
  checker.last.held.finish(verdictOf({ status: 'failed-assertion', tests }));
  await screen.getByLabelText(/What is wrong\?/).fill('Add one.');
  await screen.getByRole('button', { name: 'Send hint' }).click();
  await expect.poll(() => model.calls.length).toBe(2);
  model.last.held.finish(generationOf('```python\ndef raise(n):\n    return n + 1\n```'));
  await screen.getByText('Prompt sent for this attempt').click();
  const behind = screen.getByRole('region', { name: 'How the program was generated' });
  await expect.element(behind.getByText(/^Add one\./)).toBeVisible();
  promptState.change({ temperature: 1.5 });
  await expect.element(behind).toHaveTextContent(/Temperature 0.2, top-p 0.95, seed 1/);
});

test('whoever solves a task alone sees nothing of what writes, and can still stop it', async () => {
  const { screen, model, checker, workspace, generate, progress } = await openWithModel();
  const solo = screen.getByRole('button', { name: 'Solve it yourself' });
  await generate();
  await solo.click();
  await screen.getByRole('button', { name: 'Stop' }).click();
  await expect.element(screen.getByText('Model: Tiny')).not.toBeInTheDocument();
  workspace.edit('');
  await expect.element(screen.getByText('Write Python here.', { exact: true })).toBeVisible();
  model.last.held.finish(generationOf(''));
  progress.note('starter/2', { author: 'model', isSolved: true });
  expect(screen.getByText('Solved by a model').query()).toBe(null);
  expect(screen.getByRole('region', { name: 'Attempts' }).query()).toBe(null);
  workspace.edit('def raise(n): return n');
  await screen.getByRole('button', { name: 'Check' }).click();
  checker.last.held.finish(verdictOf({ status: 'timeout' }));
  const attempts = screen.getByRole('region', { name: 'Attempts' });
  await expect.element(attempts).toBeVisible();
  expect(attempts.getByRole('button').elements()).toHaveLength(1);
  await solo.click();
  await expect.element(screen.getByText('Solved by a model').first()).toBeInTheDocument();
});

test('a changed key for checking is the one on its button, and the only one', async () => {
  const { screen, checker, shortcuts } = await open();
  const check = screen.getByRole('button', { name: 'Check' });
  await expect.element(check).toHaveTextContent('Check Ctrl ↵');
  await expect.element(check).toHaveAttribute('aria-keyshortcuts', 'Control+Enter Meta+Enter');
  const pressed = { ctrlKey: false, metaKey: false, altKey: true, shiftKey: false };
  shortcuts.assign('check', { key: 'c', ...pressed });
  await expect.element(check).toHaveTextContent('Check Alt C');
  await expect.element(check).toHaveAttribute('aria-keyshortcuts', 'Alt+c');
  await screen.getByRole('textbox', { name: 'Program in Python' }).fill('x = 1');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(checker.checks).toHaveLength(0);
  await userEvent.keyboard('{Alt>}c{/Alt}');
  expect(checker.checks).toHaveLength(1);
});

test('how long a search may take is set beside what it is shown', async () => {
  const { screen, promptState, settings } = await open();
  const field = screen.getByRole('spinbutton', { name: 'Time limit in seconds' });
  await expect.element(field).toHaveValue(10);
  await field.fill('900');
  await userEvent.keyboard('{Tab}');
  await expect.element(field).toHaveValue(300);
  expect(promptState.choices.searchSeconds).toBe(300);
  expect(await settings.setting('prompting')).toMatchObject({ searchSeconds: 300 });
});
