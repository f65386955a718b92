/** What is recorded goes into a playlist, once for a press. */
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Page from '../../../src/ui/page/Page.svelte';
import 'virtual:palette.css';
import '../../../src/ui/page/page.css';
import { fakePage } from '../app/fake-page.ts';
import { sourceOf, taskOf } from '../app/made-up-tasks.ts';

test('pressed twice, Add makes one new playlist, and the next recording goes into it', async () => {
  const { parts, taskBrowser } = fakePage([sourceOf([taskOf('1', 'raise')])]);
  await taskBrowser.follow();
  const screen = await render(Page, { parts });
  await screen.getByRole('button', { name: 'Share as a replay' }).click();
  const dialog = screen.getByRole('dialog', { name: 'Share as a replay' });
  const choice = dialog.getByRole('combobox', { name: 'Add to a playlist' });
  await expect.element(choice).toHaveValue('');
  const add = dialog.getByRole('button', { name: 'Add', exact: true }).element() as HTMLElement;
  add.click();
  add.click();
  await expect.element(dialog.getByRole('status')).toHaveTextContent('Added to “New playlist”.');
  const { playlists } = await parts.replaying();
  const lists = () => playlists.all.map(({ name, items }) => [name, items.length]);
  expect(lists()).toEqual([['New playlist', 1]]);
  await expect.element(choice).toHaveValue(playlists.all[0]?.id);
  add.click();
  await expect.poll(lists).toEqual([['New playlist', 2]]);
});
