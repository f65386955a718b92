/** The way in for completions made elsewhere. */
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import ImportDrop from '../../../../src/ui/evaluation/results/ImportDrop.svelte';
import type { ImportState } from '../../../../src/ui/evaluation/results/import-state.ts';
import '../../../../src/ui/page/page.css';

async function open(state: ImportState = { kind: 'idle' }, waiting: File | null = null) {
  const opened: unknown[] = [];
  const screen = await render(ImportDrop, {
    sources: ['mbpp', 'starter'],
    ownName: () => null,
    ...{ state, waiting },
    onFile: (...file) => opened.push(file),
    onStop: () => opened.push('stop'),
  });
  return { screen, opened };
}

test('a dropped file is taken for the chosen set and kind, and nobody else takes it', async () => {
  const { screen, opened } = await open();
  await screen.getByRole('combobox', { name: 'Tasks' }).selectOptions('Starter tasks');
  await screen.getByRole('combobox', { name: 'Programs' }).selectOptions('Extract code from reply');
  const file = new File(['{}'], 'samples.jsonl.gz');
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(file);
  let isSeenAround = false;
  screen.container.addEventListener('drop', () => (isSeenAround = true));
  const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
  screen.getByRole('group', { name: 'Open a file of completions' }).element().dispatchEvent(drop);
  expect(opened).toEqual([
    [file, { source: 'starter', extraction: 'reply', order: 'length', isInsisted: false }],
  ]);
  expect([drop.defaultPrevented, isSeenAround]).toEqual([true, false]);
});

test('a file that was dropped elsewhere waits until its set is chosen', async () => {
  const file = new File(['{}'], 'samples.jsonl');
  const { screen, opened } = await open({ kind: 'idle' }, file);
  await expect.element(screen.getByText('samples.jsonl')).toBeVisible();
  const read = screen.getByRole('button', { name: 'Import with these settings' });
  await expect.element(read).toHaveFocus();
  await screen.getByRole('combobox', { name: 'Tasks' }).selectOptions('Starter tasks');
  expect(opened).toEqual([]);
  await read.click();
  expect(opened).toEqual([
    [file, { source: 'starter', extraction: 'given', order: 'length', isInsisted: false }],
  ]);
});

test('what did not come in is named by its line or its task', async () => {
  const faults = [1, 2, 3, 4, 5, 6, 7].map((number) => {
    return { place: { unit: 'line', number }, kind: 'not-json' } as const;
  });
  const came = {
    kind: 'read',
    samples: 1,
    tasks: 1,
    unknownIds: ['Mbpp/9'],
    listsTooMany: 0,
    filters: ['create_test', 'strict'],
  } as const;
  const { screen } = await open({ ...came, faults });
  await expect.element(screen.getByText('1 completion read, for 1 task.')).toBeVisible();
  await expect.element(screen.getByText(/The set has no task Mbpp\/9/)).toBeVisible();
  await expect.element(screen.getByText(/Those of “create_test” were read/)).toBeVisible();
  await expect.element(screen.getByText('line 5: not JSON.')).toBeVisible();
  await expect.element(screen.getByText('and 2 more')).toBeVisible();
});

test('an import that runs says how far it is and can be stopped', async () => {
  const { screen, opened } = await open({ kind: 'reading', done: 120, total: 399 });
  await expect.element(screen.getByText('120 of 399 completions read')).toBeVisible();
  await screen.getByRole('button', { name: 'Stop' }).click();
  expect(opened).toEqual(['stop']);
});
