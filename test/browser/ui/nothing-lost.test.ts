/** Whatever takes the place of a program: the attempt that keeps it, and undo in the editor. */
import { beforeEach, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Page from '../../../src/ui/page/Page.svelte';
import 'virtual:palette.css';
import '../../../src/ui/page/page.css';
import { FakeModel, generationOf } from '../app/fake-models.ts';
import { fakePage } from '../app/fake-page.ts';
import { sourceOf, taskOf } from '../app/made-up-tasks.ts';
import { verdictOf } from '../app/fake-checker.ts';

const tasks = [taskOf('1', 'raise'), taskOf('2', 'lower')];
const mine = 'def raise(n): return 41';
const written = 'def raise(n): return n + 1\n';

async function open(fake = fakePage([sourceOf(tasks)])) {
  await fake.taskBrowser.follow();
  const screen = await render(Page, { parts: fake.parts });
  // The editor is a chunk of its own, which a busy machine takes its time over.
  await expect
    .poll(() => document.querySelector('.cm-content'), { timeout: 20_000 })
    .not.toBe(null);
  const text = () =>
    [...document.querySelectorAll('.cm-line')]
      .map((line) => line.textContent)
      .join('\n')
      .trimEnd();
  const press = async (keys: string) => {
    await screen.getByRole('textbox', { name: 'Program in Python' }).click();
    await userEvent.keyboard(keys);
  };
  const type = async (program: string) => {
    // A stub is written over, as nobody's work.
    await press(
      fake.workspace.program === '' ? '{Control>}a{/Control}' : '{Control>}{End}{/Control}',
    );
    document.execCommand('insertText', false, program);
    await expect.poll(() => fake.workspace.program).toContain(program);
  };
  const undo = () => press('{Control>}z{/Control}');
  const redo = () => press('{Control>}y{/Control}');
  const go = async (id: number) => {
    fake.bar.go(`#/starter/${id}`);
    await expect
      .element(screen.getByRole('heading', { name: new RegExp(`^Task ${id}`) }))
      .toBeVisible();
  };
  return { ...fake, screen, text, type, undo, redo, go };
}

type Opened = Awaited<ReturnType<typeof open>>;

async function withModel(page: Opened) {
  const model = new FakeModel();
  void page.modelPicker.choose(page.models.offer);
  await expect.poll(() => page.models.loads.length).toBe(1);
  page.models.last.held.finish(model);
  await expect.poll(() => page.modelPicker.model).toBe(model);
  const generate = async (reply = written) => {
    const before = model.calls.length;
    await page.screen.getByRole('button', { name: /^Generate/ }).click();
    await expect.poll(() => model.calls.length).toBe(before + 1);
    model.last.held.finish(generationOf(reply));
    await expect.poll(() => page.workspace.program).toBe(reply);
  };
  return { model, generate };
}

const programs = ({ attempts }: Opened) =>
  attempts.all.map(({ author, program }) => [author.kind, program]);

beforeEach(() => browser.viewport(1280, 800));

test('a program typed by hand outlives a reply: as an attempt, by undo, and after other tasks', async () => {
  const page = await open();
  const { generate } = await withModel(page);
  await page.type(mine);
  await generate();
  await expect
    .poll(() => programs(page))
    .toEqual([
      ['person', mine],
      ['model', written],
    ]);

  await page.go(2);
  await expect.poll(page.text).not.toContain('raise');
  await page.undo();
  expect(page.workspace.program).toBe('');
  await page.go(1);
  await expect.poll(page.text).toBe(written.trimEnd());
  // One press away, without opening anything.
  const chip = page.screen.getByRole('button', { name: /Attempt 1 .*by You/ });
  await expect.element(chip).toBeVisible();

  await page.undo();
  await expect.poll(() => page.workspace.program).toBe(mine);
  await page.redo();
  await expect.poll(() => page.workspace.program).toBe(written);
  await chip.click();
  await expect.poll(() => page.workspace.program).toBe(mine);
  expect(programs(page)).toEqual([
    ['person', mine],
    ['model', written],
  ]);
});

test('undo reaches back through the evaluation', async () => {
  const page = await open();
  const { generate } = await withModel(page);
  await page.type(mine);
  await generate();
  page.bar.go('#/evaluation');
  await expect.poll(() => document.querySelector('.cm-content')).toBe(null);
  page.bar.go('#/starter/1');
  await expect.poll(page.text).toBe(written.trimEnd());
  await page.undo();
  await expect.poll(() => page.workspace.program).toBe(mine);
});

test('leaving in the middle of a reply brings back the program, and undo what was before it', async () => {
  const page = await open();
  const { model } = await withModel(page);
  await page.type(mine);
  await page.screen.getByRole('button', { name: 'Generate' }).click();
  await expect.poll(() => model.calls.length).toBe(1);
  model.last.options.onText('def ra');
  await expect.poll(page.text).toBe('def ra');
  await page.go(2);
  await page.go(1);
  await expect.poll(page.text).toBe(mine);
  await page.undo();
  await expect.poll(() => page.workspace.program).toBe('');
  // What there was of the reply is an attempt to its last letter.
  await expect
    .poll(() => page.attempts.all.map(({ reply }) => reply?.generation.text))
    .toEqual([undefined, 'def ra']);
});

test('an earlier visit’s program is nothing that undo would take away', async () => {
  const fake = fakePage([sourceOf(tasks)]);
  fake.work.keepProgram('starter/1', mine);
  fake.work.flush();
  const page = await open(fake);
  await expect.poll(page.text).toBe(mine);
  await page.undo();
  expect(page.workspace.program).toBe(mine);
});

test('of several samples the best takes the place of a program, which is kept', async () => {
  const page = await open();
  const { model } = await withModel(page);
  page.promptState.change({ sampleCount: 2 });
  await page.type(mine);
  await page.screen.getByRole('button', { name: 'Generate 2' }).click();
  for (const call of [1, 2]) {
    await expect.poll(() => model.calls.length).toBe(call);
    model.last.held.finish(generationOf(`${written}# ${call}\n`));
    await expect.poll(() => page.checker.checks.length).toBe(call);
    page.checker.last.held.finish(verdictOf({ status: 'failed-assertion' }));
  }
  await expect.poll(() => page.workspace.program).toBe(`${written}# 1\n`);
  await page.undo();
  await expect.poll(() => page.workspace.program).toBe(mine);
  expect(programs(page)[0]).toEqual(['person', mine]);
});

test('an attempt that is chosen keeps what stood there, once', async () => {
  const page = await open();
  const { generate } = await withModel(page);
  await generate();
  await page.type('  # changed');
  const changed = page.workspace.program;
  const chip = page.screen.getByRole('button', { name: /Attempt 1 .*by Tiny/ });
  await chip.click();
  await expect.poll(() => page.workspace.program).toBe(written);
  await page.undo();
  await expect.poll(() => page.workspace.program).toBe(changed);
  await chip.click();
  await expect
    .poll(() => programs(page))
    .toEqual([
      ['model', written],
      ['person', changed],
    ]);
});

test('a stub that was taken away and brought back is nobody’s work again', async () => {
  const page = await open();
  await expect.poll(page.text).toBe('def raise(n):');
  await page.screen.getByRole('textbox', { name: 'Program in Python' }).fill('');
  await expect.poll(page.text).not.toContain('def');
  await page.undo();
  await expect.poll(page.text).toBe('def raise(n):');
  expect([page.workspace.program, page.workspace.stub]).toEqual(['', 'def raise(n):\n    ']);
});

test('on the way back a stub is as it was left: the cursor at its end, and nothing to undo', async () => {
  const page = await open();
  await expect.poll(page.text).toBe('def raise(n):');
  await page.go(2);
  await expect.poll(page.text).toBe('def lower(n):');
  await page.go(1);
  await expect.poll(page.text).toBe('def raise(n):');
  document.querySelector<HTMLElement>('.cm-content')?.focus();
  await userEvent.keyboard('{Control>}z{/Control}return n');
  expect(page.workspace.program).toBe('def raise(n):\n    return n');
});
