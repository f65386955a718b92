/** Buttons that go with their press, or stand at an end after it: where the focus goes then. */
import { beforeEach, expect, test } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Recording } from '../../../src/app/replaying/recording/recording.ts';
import { newAttempt } from '../../../src/app/work/records.ts';
import { replaysSetting } from '../../../src/app/work/setting-names.ts';
import Page from '../../../src/ui/page/Page.svelte';
import 'virtual:palette.css';
import '../../../src/ui/page/page.css';
import { earlierItem } from '../../support/earlier-playlists.ts';
import { keptInMemory } from '../../support/kept-in-memory.ts';
import { fakePage } from '../app/fake-page.ts';
import { sourceOf, taskOf } from '../app/made-up-tasks.ts';

const task = taskOf('1', 'raise');

async function open(hash: string, settings = keptInMemory()) {
  const fake = fakePage([sourceOf([task])], undefined, undefined, settings);
  await fake.taskBrowser.follow();
  const screen = await render(Page, { parts: fake.parts });
  fake.bar.go(hash);
  return { ...fake, screen };
}

beforeEach(() => browser.viewport(1280, 900));

test('an entry of a playlist takes its button along, and one that is gone leaves it to the next', async () => {
  const settings = keptInMemory();
  const recording = (name: string): Recording => ({ name, recordedAt: 0, task, parts: [] });
  const items = ['One', 'Two', 'Three'].map((name) => earlierItem(name, recording(name)));
  await settings.keepSetting(replaysSetting, [
    { id: 'l', name: 'Loops', items },
    { id: 'm', name: 'More', items: [] },
  ]);
  const { screen } = await open('#/replays', settings);
  const card = screen.getByRole('region', { name: 'Loops' });
  const button = (name: string) => card.getByRole('button', { name, exact: true });
  const press = async (name: string) => {
    await expect.element(button(name)).toBeVisible();
    button(name).element().focus();
    await userEvent.keyboard('{Enter}');
  };
  await press('Move Two up');
  await expect.element(button('Move Two up')).toBeDisabled();
  await expect.element(button('Move Two down')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(button('Move Two up')).toBeEnabled();
  await expect.element(button('Move Two down')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(button('Move Two up')).toHaveFocus();

  await press('Remove Three');
  await press('Keep it Three');
  await expect.element(button('Remove Three')).toHaveFocus();
  for (const [name, next] of [
    ['One', 'Remove Three'],
    ['Two', 'Remove Three'],
  ] as const) {
    await press(`Remove ${name}`);
    await press(`Remove from the playlist ${name}`);
    await expect.element(button(next)).toHaveFocus();
  }
  await press('Remove Three');
  await press('Remove from the playlist Three');
  await expect.element(card.getByRole('textbox')).toHaveFocus();

  await press('Delete playlist');
  await press('Keep it');
  await expect.element(button('Delete playlist')).toHaveFocus();
  await press('Delete playlist');
  await press('Delete this playlist with 0 replays');
  await expect.element(card).not.toBeInTheDocument();
  await expect.element(screen.getByRole('group', { name: 'Replays' })).toHaveFocus();
});

test('a notice that is dismissed, wherever it stands, leaves the focus to what is around it', async () => {
  const { screen, work, droppedFile } = await open('#/starter/1');
  await work.import(new Blob(['{}']));
  const main = screen.getByRole('main');
  await main.getByRole('button', { name: 'Dismiss' }).click();
  await expect.element(main).toHaveFocus();
  screen.getByRole('searchbox').element().focus();
  droppedFile.news = { kind: 'one-taken', name: 'a.json', count: 2 };
  await screen.getByRole('button', { name: 'Dismiss' }).click();
  await expect.element(main).toHaveFocus();
});

test('a notice that goes by itself takes the focus from nobody', async () => {
  const { screen, work } = await open('#/starter/1');
  await work.import(new Blob(['{}']));
  await expect.element(screen.getByRole('button', { name: 'Dismiss' })).toBeVisible();
  screen.getByRole('searchbox').element().focus();
  work.dismissImported();
  await expect.element(screen.getByRole('button', { name: 'Dismiss' })).not.toBeInTheDocument();
  await expect.element(screen.getByRole('searchbox')).toHaveFocus();
});

test('a lesson that is kept leaves the focus to the view', async () => {
  const { screen, parts } = await open('#/class');
  const { lessons } = await parts.classroom();
  const steps = [{ hash: '#/starter/1' }];
  const lesson = { format: 'synthpad-lesson', version: 1, title: 'Loops', steps };
  await lessons.openFile(new File([JSON.stringify(lesson)], 'loops.json'));
  await screen.getByRole('button', { name: 'Keep in this browser' }).click();
  await expect.element(screen.getByRole('main')).toHaveFocus();
});

test('Run and Stop are one button, which keeps the focus', async () => {
  const { screen, checker, workspace } = await open('#/starter/1');
  workspace.edit('def raise(n):\n    return n\n');
  await screen.getByText('Try your own input').click();
  await screen.getByRole('textbox', { name: 'Arguments for raise' }).fill('4');
  const [run, stop] = ['Run', 'Stop'].map((name) =>
    screen.getByRole('button', { name, exact: true }),
  );
  if (!run || !stop) throw new Error('No buttons.');
  run.element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => checker.checks.length).toBe(1);
  await expect.element(stop).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(run).toHaveFocus();
  expect(checker.last.options.signal?.aborted).toBe(true);
});

test('of files that are counted as well, the next has the focus, at last the view', async () => {
  const { screen, parts } = await open('#/class/work');
  const { classWork } = await parts.classroom();
  const attempts = ['a', 'b', 'c'].map((program) => ({
    ...newAttempt('starter/1'),
    ...{ program, status: 'passed' as const },
  }));
  const file = (count: number) => {
    const rest = { programs: [], attempts: attempts.slice(0, count), settings: [] };
    const text = JSON.stringify({ format: 'synthpad-memory', version: 1, ...rest });
    return new File([text], `first-${count}.json`);
  };
  await classWork.add([file(3), file(2), file(1)]);
  const both = (name: string) => screen.getByRole('button', { name: `Count both ${name}` });
  await expect.element(both('first-2')).toBeVisible();
  both('first-2').element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(both('first-2')).not.toBeInTheDocument();
  await expect.element(both('first-1')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(both('first-1')).not.toBeInTheDocument();
  await expect.element(screen.getByRole('main')).toHaveFocus();
});
