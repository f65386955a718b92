/** Saving a playlist as a file: what could not be read is said, and nothing empty is saved. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page as browser } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { recordingSetting, replaysSetting } from '../../../src/app/work/setting-names.ts';
import { readPlaylist } from '../../../src/app/replaying/recording/recording-file.ts';
import type { Recording } from '../../../src/app/replaying/recording/recording.ts';
import Page from '../../../src/ui/page/Page.svelte';
import 'virtual:palette.css';
import '../../../src/ui/page/page.css';
import { earlierItem } from '../../support/earlier-playlists.ts';
import { keptInMemory } from '../../support/kept-in-memory.ts';
import { WorkDatabase } from '../../../src/app/work/work-database.ts';
import { WorkStore } from '../../../src/app/work/work-store.svelte.ts';
import { fakePage } from '../app/fake-page.ts';
import { leaveNoRoomFor } from '../app/work/recordings-on-disk.ts';
import { sourceOf, taskOf } from '../app/made-up-tasks.ts';

beforeEach(() => browser.viewport(1280, 800));
afterEach(() => void vi.restoreAllMocks());

async function open() {
  const settings = keptInMemory();
  const task = taskOf('1', 'raise');
  const recording = (name: string): Recording => ({ name, recordedAt: 0, task, parts: [] });
  const items = ['One', 'Two', 'Three'].map((name) => earlierItem(name, recording(name)));
  await settings.keepSetting(replaysSetting, [{ id: 'l', name: 'Loops', items }]);
  const { parts, bar } = fakePage([sourceOf([task])], undefined, undefined, settings);
  const screen = await render(Page, { parts });
  bar.go('#/replays');
  const card = screen.getByRole('region', { name: 'Loops' });
  await expect.element(card).toBeVisible();
  const saved: Blob[] = [];
  vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
    saved.push(file as Blob);
    return '#';
  });
  const lose = (item: string) =>
    settings.keepSetting(recordingSetting({ list: 'l', item }), undefined);
  const save = () => card.getByRole('button', { name: 'Save as a file' }).click();
  return { settings, card, saved, lose, save };
}

test('what of it cannot be read is said, and where nothing can be, there is no file', async () => {
  const { card, saved, lose, save } = await open();
  await save();
  await vi.waitFor(() => expect(saved).toHaveLength(1));
  expect(card.element().querySelector('[role=status]')?.textContent).toBe('');
  await lose('Two');
  await save();
  await expect
    .element(card.getByRole('status'))
    .toHaveTextContent('1 replay could not be read, so it is not in the file.');
  const file = new File([saved[1] ?? ''], 'loops.replay.json');
  const reading = await readPlaylist(file);
  expect(
    reading.kind === 'playlist' && reading.playlist.recordings.map((each) => each.name),
  ).toEqual(['One', 'Three']);
  await lose('One');
  await lose('Three');
  await save();
  await expect.element(card.getByRole('status')).toHaveTextContent('No file was saved: none of');
  expect(saved).toHaveLength(2);
});

test('a recording that found no room is named, with what keeps it', async () => {
  const database = new WorkDatabase({ name: crypto.randomUUID(), retryMs: 20 });
  const task = taskOf('1', 'raise');
  const recordings = ['Small', 'Large'].map((name) => ({ name, recordedAt: 0, task, parts: [] }));
  const work = new WorkStore(database);
  const { parts, bar } = fakePage([sourceOf([task])], undefined, work, database);
  const screen = await render(Page, { parts });
  const makeRoom = leaveNoRoomFor('Large');
  const { playlists } = await parts.replaying();
  await playlists.add({ name: 'Loops', recordings });
  bar.go('#/replays');
  const card = screen.getByRole('region', { name: 'Loops' });
  const said = card.getByText(/^“Large” is in this tab only: .* Save the playlist as a file/);
  await expect.element(said).toBeVisible();
  makeRoom();
  await expect.element(said).not.toBeInTheDocument();
});

test('pressed again while it is read, it saves one file', async () => {
  const { settings, card, saved } = await open();
  const button = card.getByRole('button', { name: 'Save as a file' }).element();
  const { setting } = settings;
  let finish = (): void => undefined;
  const reading = new Promise<void>((resolve) => (finish = resolve));
  vi.spyOn(settings, 'setting').mockImplementation(async (name) => {
    await reading;
    return setting(name);
  });
  (button as HTMLElement).click();
  await expect.element(button).toHaveAttribute('aria-disabled', 'true');
  (button as HTMLElement).click();
  finish();
  await expect.element(button).toHaveAttribute('aria-disabled', 'false');
  expect(saved).toHaveLength(1);
});

test('where storage does not answer, nothing is saved and the page says so', async () => {
  const { settings, card, saved, save } = await open();
  vi.spyOn(settings, 'setting').mockResolvedValue(undefined);
  vi.spyOn(settings, 'changeStored').mockResolvedValue(false);
  await save();
  await expect.element(card.getByRole('status')).toHaveTextContent('does not answer');
  expect(saved).toEqual([]);
});
