import { page as browser } from 'vitest/browser';
import { beforeEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { EngineError } from '../../../src/synthesis/engine.ts';
import Page from '../../../src/ui/page/Page.svelte';
import { FakeModel } from '../app/fake-models.ts';
import { fakePage } from '../app/fake-page.ts';
import { sourceOf, taskOf } from '../app/made-up-tasks.ts';

async function openModelPicker() {
  const fake = fakePage([sourceOf([taskOf('1', 'raise')])]);
  await fake.taskBrowser.follow();
  const screen = await render(Page, { parts: fake.parts });
  await screen.getByRole('button', { name: 'Model: Built-in search' }).click();
  const dialog = screen.getByRole('dialog', { name: 'Choose who writes the program' });
  await expect.element(dialog).toBeVisible();
  return { ...fake, screen, dialog };
}

/** A speed takes a second to tell. */
const patiently = { timeout: 10_000 };

beforeEach(() => browser.viewport(1280, 900));

test('a model on this device says how much of it, and is deleted after a second thought', async () => {
  const { models, modelPicker, dialog } = await openModelPicker();
  const removed: string[] = [];
  models.kept = { keptBytes: 1e8, totalBytes: 4e8 };
  models.onRemove = () => void removed.push('tiny');
  await modelPicker.open();
  const item = dialog.getByRole('listitem').filter({ hasText: 'Tiny' });
  await expect.element(item).toHaveTextContent('100 MB of 400 MB downloaded');
  await expect.element(item.getByRole('button', { name: 'Resume download: Tiny' })).toBeVisible();
  await item.getByRole('button', { name: 'Delete Tiny …' }).click();
  await item.getByRole('button', { name: 'Keep Tiny' }).click();
  expect(removed).toEqual([]);
  await item.getByRole('button', { name: 'Delete Tiny …' }).click();
  await item.getByRole('button', { name: 'Delete Tiny', exact: true }).click();
  expect(removed).toEqual(['tiny']);
  await expect.element(item).toHaveTextContent('400 MB to download');
});

test('each model names its licence, and one for research alone says so', async () => {
  const { models, modelPicker, dialog } = await openModelPicker();
  const item = dialog.getByRole('listitem').filter({ hasText: 'Tiny' });
  await expect.element(item).toHaveTextContent('Apache-2.0');
  await expect.element(item).toHaveTextContent('69.2% on MBPP, 59.4% on MBPP+ (published)');
  models.offer = { ...models.offer, licence: 'qwen-research', isRecommended: false };
  await modelPicker.look();
  await expect.element(item).toHaveTextContent('Qwen Research Licence');
  await expect.element(item).toHaveTextContent('non-commercial use only');
});

test('the page of a file is its address, and the page of a model is told from it', async () => {
  const { models, dialog } = await openModelPicker();
  const page = 'https://huggingface.co/acme/tiny-GGUF';
  await dialog.getByText('Your own model file').click();
  const field = dialog.getByRole('textbox', { name: 'URL of a GGUF file' });
  const use = dialog.getByRole('button', { name: 'Use', exact: true });
  await field.fill(page);
  await use.click();
  await expect.element(dialog).toHaveTextContent('This is the page of a model, not of a file.');
  expect(models.owned).toEqual([]);
  await field.fill(`${page}/blob/main/tiny-00002-of-00002.gguf`);
  await use.click();
  const address = `${page}/resolve/main/tiny-00001-of-00002.gguf`;
  expect(models.owned).toEqual([{ spec: { kind: 'gguf-address', address } }]);
});

test('an adapter stands beside a model of the list, or beside a file, as strongly as one says', async () => {
  const { models, dialog } = await openModelPicker();
  const title = dialog.getByText('A LoRA adapter beside its base');
  await title.click();
  const use = dialog.getByRole('button', { name: 'Use with adapter' });
  await expect.element(use).toBeDisabled();
  await dialog.getByRole('combobox', { name: 'Base model' }).selectOptions('Tiny');
  const page = 'https://huggingface.co/acme/tuned/blob/main/mbpp.gguf';
  await dialog.getByRole('textbox', { name: 'URL of an adapter' }).fill(page);
  await dialog.getByRole('button', { name: 'Add adapter' }).click();
  await expect.element(dialog).toHaveTextContent('With mbpp.gguf.');
  await dialog.getByRole('spinbutton', { name: 'Scale' }).fill('0.5');
  await use.click();
  const { spec } = models.offer;
  if (spec.kind !== 'gguf-address') throw new Error('the fake offer is of another kind');
  const adapter = { address: page.replace('/blob/', '/resolve/') };
  const chosen = { kind: 'gguf-adapter', adapter, scale: 0.5, base: { address: spec.address } };
  expect(models.owned).toEqual([{ spec: chosen, files: [] }]);
});

test('a model that is on this device whole is there again on the next visit', async () => {
  const first = await openModelPicker();
  await first.dialog.getByRole('button', { name: 'Use: Tiny' }).click();
  first.models.last.held.finish(new FakeModel());
  await expect.poll(() => first.modelPicker.phase.kind).toBe('ready');

  for (const [keptBytes, loads] of [
    [1e8, 0],
    [4e8, 1],
  ] as const) {
    await first.settings.keepSetting('chosen-model', 'llama-cpp/tiny');
    const next = fakePage([sourceOf([taskOf('1', 'raise')])], undefined, undefined, first.settings);
    next.models.kept = { keptBytes, totalBytes: 4e8 };
    const restored = next.modelPicker.restore();
    await expect.poll(() => next.modelPicker.offering).not.toBe(null);
    await expect.poll(() => next.models.loads.length).toBe(loads);
    // Until it is there, it is not the choice of another visit.
    expect(await first.settings.setting('chosen-model')).toBe(null);
    if (loads > 0) next.models.last.held.finish(new FakeModel());
    await restored;
  }
  expect(await first.settings.setting('chosen-model')).toBe('llama-cpp/tiny');
});

test('the browser is asked to keep the models when a person wants it, and its answer is shown', async () => {
  const { models, dialog } = await openModelPicker();
  await expect.element(dialog).toHaveTextContent('may delete downloads');
  models.mayPersist = false;
  await dialog.getByRole('button', { name: 'Keep downloads permanently' }).click();
  await expect.element(dialog).toHaveTextContent('The browser refused');
});

test('a browser that agrees to keep the models is not asked again', async () => {
  const { dialog } = await openModelPicker();
  await dialog.getByRole('button', { name: 'Keep downloads permanently' }).click();
  await expect.element(dialog).toHaveTextContent('keeps downloads until you delete them');
  expect(dialog.getByRole('button', { name: 'Keep downloads permanently' }).query()).toBe(null);
});

test('a download tells its speed and the time left', async () => {
  const { models, dialog, screen } = await openModelPicker();
  await dialog.getByRole('button', { name: 'Use: Tiny' }).click();
  const { onProgress } = models.last.options;
  await expect
    .poll(() => {
      const loadedBytes = Math.round(performance.now() * 1000);
      onProgress({ stage: 'downloading', loadedBytes, totalBytes: 4e8 });
      return screen.getByText(/ of 400 MB, .* MB\/s, .* left/).query();
    }, patiently)
    .not.toBe(null);
});

test('a download is in sight, and can be stopped, wherever one goes meanwhile', async () => {
  const { models, dialog, screen, modelPicker, bar } = await openModelPicker();
  await dialog.getByRole('button', { name: 'Use: Tiny' }).click();
  models.last.options.onProgress({ stage: 'downloading', loadedBytes: 1e8, totalBytes: 4e8 });
  const download = screen.getByRole('progressbar', { name: /Tiny/ });
  await screen.getByRole('button', { name: 'Solve it yourself' }).click();
  await expect.element(download).toHaveAttribute('aria-valuenow', '25');
  bar.go('#/evaluation');
  await expect.element(screen.getByRole('button', { name: 'Start', exact: true })).toBeVisible();
  await expect.element(download).toHaveAttribute('aria-valuenow', '25');
  await screen.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(download).not.toBeInTheDocument();
  expect(modelPicker.phase.kind).toBe('none');
});

test('a download that fails while one is at the evaluation says so there, and once', async () => {
  const { models, dialog, screen, bar } = await openModelPicker();
  await dialog.getByRole('button', { name: 'Use: Tiny' }).click();
  bar.go('#/evaluation');
  const start = screen.getByRole('button', { name: 'Start', exact: true });
  await expect.element(start).toBeVisible();
  await expect.element(screen.getByRole('progressbar', { name: /Tiny/ })).toBeVisible();
  models.last.held.fail(new EngineError({ kind: 'corrupt-file', address: 'a', detail: '' }));
  const again = screen.getByRole('button', { name: 'Load Tiny again' });
  await expect.element(again).toBeVisible();
  bar.go('#/starter/1');
  await expect.element(again).toBeVisible();
  bar.go('#/evaluation');
  await expect.element(start).toBeVisible();
  await expect.element(again).not.toBeInTheDocument();
});

test('a server of one’s own is asked for its models, used, and named in the promise of the page', async () => {
  const { models, dialog, screen } = await openModelPicker();
  const promise = screen.getByRole('banner');
  await expect.element(promise).toHaveTextContent('Nothing is uploaded');
  await dialog.getByText('Your own server').click();
  await dialog.getByRole('textbox', { name: 'Server URL' }).fill(' http://localhost:8000 ');
  await dialog.getByLabelText('API key (optional)').fill('sesame');
  await dialog.getByRole('button', { name: 'List models' }).click();
  await dialog.getByRole('combobox', { name: 'Model' }).selectOptions('large');
  await dialog.getByRole('button', { name: 'Use this server' }).click();
  const address = 'http://localhost:8000';
  expect(models.owned).toEqual([
    { spec: { kind: 'server', address, model: 'large', parallel: 4 }, apiKey: 'sesame' },
  ]);
  models.last.held.finish(new FakeModel('server', 'large'));
  await expect.element(promise).toHaveTextContent('Prompts are sent to localhost:8000');
  await expect.element(promise).not.toHaveTextContent('Nothing is uploaded');
  await expect.element(screen.getByText(/sends the prompt to localhost/)).toBeVisible();
});

test('a server that cannot be reached says what to do', async () => {
  const { models, dialog } = await openModelPicker();
  const address = 'http://localhost:8000/v1';
  models.listServer = () =>
    Promise.reject(new EngineError({ kind: 'server-forbids-page', address }));
  await dialog.getByText('Your own server').click();
  await dialog.getByRole('textbox', { name: 'Server URL' }).fill(address);
  await dialog.getByRole('button', { name: 'List models' }).click();
  await expect.element(dialog.getByRole('alert')).toHaveTextContent('OLLAMA_ORIGINS');
});

test('a model that came back after its GPU was lost says so', async () => {
  const { models, dialog, screen, modelPicker } = await openModelPicker();
  await dialog.getByRole('button', { name: 'Use: Tiny' }).click();
  models.last.held.finish(new FakeModel());
  await expect.element(screen.getByRole('button', { name: 'Model: Tiny' })).toBeVisible();
  modelPicker.noteFailure({ kind: 'device-lost', detail: '' });
  await expect.poll(() => models.loads.length).toBe(2);
  models.last.held.finish(new FakeModel());
  await expect
    .element(screen.getByRole('status').filter({ hasText: 'lost the GPU' }))
    .toBeVisible();
});
