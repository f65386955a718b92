/** What a person sees of writers side by side: lanes, their needs, one press, and what can be taken. */
import { beforeEach, expect, test, vi } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Page from '../../../src/ui/page/Page.svelte';
import 'virtual:palette.css';
import '../../../src/ui/page/page.css';
import type { ModelSpec } from '../../../src/synthesis/model-spec.ts';
import { EngineError } from '../../../src/synthesis/engine.ts';
import { fakePage } from '../app/fake-page.ts';
import { generationOf } from '../app/fake-models.ts';
import { resultOf, verdictOf } from '../app/fake-checker.ts';
import { sourceOf, taskOf } from '../app/made-up-tasks.ts';
import { code, NamedModels, onCpu, onServer, task } from '../app/side-by-side/lanes.ts';

const fenced = `Sure:\n\`\`\`python\n${code}\`\`\`\n`;
const two = [onCpu('one'), onServer('two')];

async function open(
  models: NamedModels,
  isByLink: readonly ModelSpec[] | null = two,
  tasks = [task],
) {
  const fake = fakePage([sourceOf(tasks)], models);
  await fake.taskBrowser.follow();
  const screen = await render(Page, { parts: fake.parts });
  const opener = screen.getByRole('button', { name: 'Side by side' });
  await expect.element(opener).toBeVisible();
  if (isByLink) {
    const request = fake.promptState.request();
    if (!request || !fake.workspace.task) throw new Error('No task is open.');
    const { prompt, sampling } = structuredClone(request) as never as {
      prompt: { kind: 'completion'; text: string };
      sampling: {
        temperature: number;
        topP: number;
        maxTokens: number;
        seed: number;
        stop: string[];
      };
    };
    fake.shareState.sideBySide = {
      ...{ task: fake.workspace.task, writers: [...isByLink] },
      request: { prompt, sampling },
    };
  } else await opener.click();
  const dialog = screen.getByRole('dialog', { name: 'Side by side' });
  await expect.element(dialog).toBeVisible();
  const lane = (name: string) =>
    dialog.getByRole('region', { name: new RegExp(`^Writer \\d, ${name}`) });
  return { ...fake, models, screen, dialog, lane, opener };
}

beforeEach(() => browser.viewport(1440, 900));

test('the best model stands beside the search, and nothing of it is downloaded unasked', async () => {
  const models = new NamedModels([onCpu('one')], { kept: null });
  const { lane } = await open(models, null);
  await expect.element(lane('one').getByText(/a download of about 400 MB/)).toBeVisible();
  await expect.element(lane('Built-in search')).toBeVisible();
  expect(models.loaded).toEqual([]);
  await lane('one').getByRole('button', { name: 'Download' }).click();
  await expect.element(lane('one').getByText(/a download of/)).not.toBeInTheDocument();
  expect(models.loaded).toHaveLength(1);
});

test('one press writes in all lanes; a program is lit in its reply, checked, and can be taken', async () => {
  const { models, dialog, lane, checker, workspace, screen } = await open(new NamedModels(two));
  await dialog.getByRole('button', { name: 'Generate', exact: true }).click();
  await vi.waitFor(() => expect(models.modelOf('two').calls).toHaveLength(1));
  models.modelOf('one').last.options.onText(fenced);
  models.modelOf('two').last.options.onText('I do not');
  const reply = dialog.getByRole('region', { name: 'Reply of one' });
  await expect.element(reply.getByText('def raise(n):')).toHaveClass('taken');
  await expect.element(reply.getByText('Sure:')).not.toHaveClass('taken');
  models.modelOf('one').last.held.finish(generationOf(fenced));
  models.modelOf('two').last.held.finish(generationOf('I do not know.'));
  await vi.waitFor(() => expect(checker.checks).toHaveLength(1));
  checker.last.held.finish(verdictOf({ tests: task.tests.map((source) => resultOf(source)) }));
  await expect.element(lane('one').getByRole('heading', { name: /passed/ })).toBeVisible();
  await expect.element(lane('one').getByText(/first text after .* verdict after/)).toBeVisible();
  await expect.element(lane('two').getByText('No code in the reply')).toBeVisible();
  await expect.element(dialog.getByText('Round 1, seed 1')).toBeVisible();
  await lane('one')
    .getByRole('button', { name: /^Use in editor/ })
    .click();
  await expect.element(lane('one').getByText('In the editor')).toBeVisible();
  expect(workspace.program).toBe(code);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect.element(screen.getByRole('button', { name: /Attempt 1/ })).toBeVisible();
});

test('two searches are said to find the same, and a round of searches has no seed', async () => {
  const search = { kind: 'search', seconds: 10 } as const;
  const { dialog } = await open(new NamedModels([]), [search, search]);
  await expect.element(dialog.getByText(/usually find the same program/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Generate', exact: true }).click();
  await expect.element(dialog.getByText('Round 1', { exact: true })).toBeVisible();
});

test('a search that is shown one test stands beside one that is shown all, and says so', async () => {
  const search = { kind: 'search', seconds: 10 } as const;
  const { dialog, lane, models, checker } = await open(new NamedModels([]), [search, search]);
  const few = dialog.getByLabelText('Shown tests, writer 1');
  await few.selectOptions('sees 1 of 2 tests');
  await expect.element(dialog.getByText(/usually find the same/)).not.toBeInTheDocument();
  const first = lane(String.raw`Built-in search \(shown 1 of 2 tests\)`);
  await expect.element(first).toBeVisible();
  await dialog.getByRole('button', { name: 'Generate', exact: true }).click();
  await vi.waitFor(() => expect(models.search.calls).toHaveLength(2));
  await expect.element(few).toBeDisabled();
  for (const { options, held } of models.search.calls) {
    options.onText(fenced);
    held.finish(generationOf(fenced));
  }
  await vi.waitFor(() => expect(checker.checks).toHaveLength(2));
  const [seen = '', unseen = ''] = task.tests;
  const wrong = resultOf(unseen, { outcome: 'failed-assertion' });
  for (const { held } of checker.checks) {
    held.finish(verdictOf({ status: 'failed-assertion', tests: [resultOf(seen), wrong] }));
  }
  await expect.element(first.getByText(/saw the first of 2 tests · /)).toBeVisible();
  // The one fits its example; the other was shown what it fails.
  await expect.element(first.getByRole('heading', { name: /shown test/ })).toBeVisible();
  const second = dialog.getByRole('region', { name: 'Writer 2, Built-in search', exact: true });
  await expect.element(second.getByRole('heading', { name: '1 of 2 tests passed' })).toBeVisible();
  // What it was not shown stands apart, as in the playground; so does what nobody is shown.
  const held = first.getByRole('list', { name: 'Tests not shown' });
  await expect.element(held.getByRole('listitem')).toHaveTextContent(unseen);
  expect(second.getByRole('list', { name: 'Tests not shown' }).elements()).toEqual([]);
  const challenge = second.getByRole('list', { name: 'Challenge tests' });
  await expect.element(challenge.getByRole('listitem')).toHaveTextContent(/-1/);
});

test('one lane stops alone, by its own button, and a failure is told in its lane', async () => {
  const { models, dialog, lane } = await open(new NamedModels(two));
  await dialog.getByRole('button', { name: 'Generate', exact: true }).click();
  await vi.waitFor(() => expect(models.modelOf('one').calls).toHaveLength(1));
  await lane('two').getByRole('button', { name: 'Stop two' }).click();
  await expect.element(lane('two').getByText('Stopped')).toBeVisible();
  await expect.element(lane('one').getByRole('button', { name: 'Stop one' })).toBeVisible();
  models.modelOf('one').last.held.fail(new EngineError({ kind: 'device-lost', detail: '' }));
  await expect.element(lane('one').getByText(/lost the GPU/)).toBeVisible();
  await expect.element(lane('one').getByRole('button', { name: 'Try again' })).toBeVisible();
  expect(lane('two').getByRole('alert').elements()).toEqual([]);
  await expect.element(dialog.getByRole('button', { name: 'Generate again' })).toBeEnabled();
});

test('another task closes the view: what was being written stays with its own, and is seen there', async () => {
  const other = taskOf('2', 'lower');
  const fake = await open(new NamedModels(two), two, [task, other]);
  const { models, dialog, screen, bar, attempts } = fake;
  await dialog.getByRole('button', { name: 'Generate', exact: true }).click();
  await vi.waitFor(() => expect(models.modelOf('one').calls).toHaveLength(1));
  models.modelOf('one').last.options.onText('Let me');
  bar.go('#/starter/2');
  await expect.element(screen.getByRole('heading', { name: 'Task 2' })).toBeVisible();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(attempts.all).toEqual([]);
  bar.go('#/starter/1');
  await expect.element(screen.getByRole('button', { name: /Attempt 1/ })).toBeVisible();
  expect(attempts.all.map(({ reply }) => reply?.generation.text)).toEqual(['Let me']);
});

test('a link to writers on another task takes the place of those in view', async () => {
  const other = taskOf('2', 'lower');
  const { dialog, lane, shareState, bar, promptState } = await open(new NamedModels(two), two, [
    task,
    other,
  ]);
  const request = structuredClone(promptState.request()) as never;
  await expect.element(lane('one')).toBeVisible();
  shareState.sideBySide = { task: other, writers: [onServer('two'), onServer('two')], request };
  bar.go('#/starter/2');
  await expect.element(dialog.getByText('Task 2')).toBeVisible();
  await expect.element(lane('two').first()).toBeVisible();
  await expect.element(lane('one')).not.toBeInTheDocument();
});

test('it says which write one after the other, and what waits', async () => {
  const models = new NamedModels([onCpu('one'), onCpu('two')]);
  const { dialog, lane } = await open(models, [onCpu('one'), onCpu('two')]);
  const said = 'One after the other: one and two run on the same processor.';
  await expect.element(dialog.getByText(said)).toBeVisible();
  await dialog.getByRole('button', { name: 'Generate', exact: true }).click();
  await expect.element(lane('two').getByText('Waiting for its turn')).toBeVisible();
  await dialog.getByRole('button', { name: 'Stop all' }).click();
  await expect.element(dialog.getByRole('button', { name: 'Generate again' })).toBeVisible();
});

test('where a link names what is not here, each lane says so and offers what is missing', async () => {
  const file: ModelSpec = { kind: 'gguf-file', fileName: 'mine.gguf', sizeBytes: 3 };
  const stranger: ModelSpec = {
    ...{ kind: 'server', address: 'https://far.example/v1', model: 'large', parallel: 4 },
  };
  const models = new NamedModels([]);
  models.own = (model) => ({
    ...models.offer,
    spec: model.spec,
    ...(model.spec.kind === 'server'
      ? { id: 'far', name: 'large', engineId: 'server' as const, sendsTo: model.spec.address }
      : { id: 'mine', name: 'mine' }),
  });
  const { dialog, lane } = await open(models, [file, stranger]);
  await expect.element(lane('mine').getByText(/Needs mine\.gguf \(3 B\)/)).toBeVisible();
  await expect.element(lane('large').getByText(/nothing is sent until you agree/)).toBeVisible();
  await expect
    .element(dialog.getByRole('button', { name: 'Generate', exact: true }))
    .toBeDisabled();
  await lane('large').getByRole('button', { name: 'Use far.example' }).click();
  await expect.element(dialog.getByRole('button', { name: 'Generate', exact: true })).toBeEnabled();
  const input = lane('mine').getByLabelText('File of mine');
  await userEvent.upload(input, new File(['wrong'], 'other.gguf'));
  await expect.element(lane('mine').getByText(/other\.gguf is another file/)).toBeVisible();
  await userEvent.upload(input, new File(['abc'], 'mine.gguf'));
  await expect.element(lane('mine').getByText(/Needs mine/)).not.toBeInTheDocument();
});

test('a file that is given starts no download of what it belongs to', async () => {
  const tuned: ModelSpec = {
    kind: 'gguf-adapter',
    base: { address: 'https://models.example/one.gguf' },
    adapter: { fileName: 'tuned.gguf', sizeBytes: 3 },
    scale: 1,
  };
  const models = new NamedModels([onServer('two')]);
  models.own = ({ spec }) => ({ ...models.offer, id: 'tuned', name: 'tuned', spec });
  const { lane } = await open(models, [tuned, onServer('two')]);
  await userEvent.upload(
    lane('tuned').getByLabelText('File of tuned'),
    new File(['abc'], 'tuned.gguf'),
  );
  await expect.element(lane('tuned').getByRole('button', { name: 'Download' })).toBeVisible();
  expect(models.loads).toEqual([]);
});

test('two ends at once are both told, and nobody loses the focus to a button that goes', async () => {
  const { models, dialog, lane, checker } = await open(new NamedModels(two));
  const generate = dialog.getByRole('button', { name: 'Generate', exact: true });
  await generate.click();
  await vi.waitFor(() => expect(models.modelOf('two').calls).toHaveLength(1));
  await vi.waitFor(() => expect(models.modelOf('one').calls).toHaveLength(1));
  models.modelOf('one').last.held.finish(generationOf('No.'));
  models.modelOf('two').last.held.finish(generationOf('No.'));
  const news = (text: string) => dialog.getByRole('status').getByText(text);
  await expect.element(news('one: No code in the reply.')).toBeInTheDocument();
  await expect.element(news('two: No code in the reply.')).toBeInTheDocument();
  await dialog.getByRole('button', { name: 'Generate again' }).click();
  await expect.element(news('one: No code in the reply.')).not.toBeInTheDocument();
  await vi.waitFor(() => expect(models.modelOf('one').calls).toHaveLength(2));
  await lane('two').getByRole('button', { name: 'Stop two' }).click();
  await expect.element(lane('two')).toHaveFocus();
  models.modelOf('one').last.options.onText(fenced);
  models.modelOf('one').last.held.finish(generationOf(fenced));
  await vi.waitFor(() => expect(checker.checks).toHaveLength(1));
  checker.last.held.finish(verdictOf({ tests: task.tests.map((source) => resultOf(source)) }));
  await lane('one')
    .getByRole('button', { name: /^Use in editor/ })
    .click();
  await expect.element(lane('one').getByRole('status').getByText('In the editor')).toBeVisible();
  await expect.element(lane('one')).toHaveFocus();
  await dialog.getByRole('button', { name: 'Add a writer' }).click();
  await expect.element(lane('nobody yet').getByRole('button', { name: /^Writer 3/ })).toHaveFocus();
  await lane('nobody yet')
    .getByRole('button', { name: /^Remove/ })
    .click();
  await expect.element(dialog.getByRole('button', { name: 'Add a writer' })).toHaveFocus();
});

test('a third writer can be added, chosen as on the page, and taken away', async () => {
  const { dialog, lane, screen } = await open(new NamedModels(two));
  await dialog.getByRole('button', { name: 'Add a writer' }).click();
  await lane('nobody yet')
    .getByRole('button', { name: /^Writer 3/ })
    .click();
  const choice = screen.getByRole('dialog', { name: 'Choose who writes the program' });
  await choice.getByRole('button', { name: 'Use: Built-in search' }).click();
  await expect.element(lane('Built-in search')).toBeVisible();
  expect(dialog.getByRole('button', { name: 'Add a writer' }).elements()).toEqual([]);
  await lane('one').getByRole('button', { name: 'Remove one' }).click();
  await expect.element(dialog.getByRole('button', { name: 'Add a writer' })).toBeVisible();
  expect(dialog.getByRole('button', { name: /^Remove/ }).elements()).toEqual([]);
});

test('on a phone the lanes stand below one another, and a bar leads to each', async () => {
  await browser.viewport(380, 740);
  const { dialog, lane } = await open(new NamedModels(two));
  const bar = dialog.getByRole('navigation', { name: 'Writers' });
  await bar.getByRole('button', { name: /^two/ }).click();
  await expect.element(lane('two')).toHaveFocus();
  const [first, second] = [lane('one').element(), lane('two').element()];
  expect(second.getBoundingClientRect().top).toBeGreaterThan(first.getBoundingClientRect().bottom);
  const { scrollWidth, clientWidth } = dialog.element();
  expect(scrollWidth).toBe(clientWidth);
});

test('it is not there for a person who solves the task alone, and a link says why', async () => {
  const fake = fakePage([sourceOf([task])], new NamedModels(two));
  await fake.taskBrowser.follow();
  fake.presentation.toggleSolo();
  const screen = await render(Page, { parts: fake.parts });
  await expect.element(screen.getByRole('button', { name: 'Copy share link' })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Side by side' }).elements()).toEqual([]);
  const current = fake.workspace.task;
  if (!current) throw new Error('No task is open.');
  fake.shareState.sideBySide = { task: current, writers: two, request: {} as never };
  await expect.element(screen.getByText(/This link shows writers side by side/)).toBeVisible();
  fake.presentation.toggleSolo();
  await expect.element(screen.getByRole('dialog', { name: 'Side by side' })).toBeVisible();
});
