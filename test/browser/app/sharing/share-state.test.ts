/** From one desk to another by link: what arrives, and what of the receiver's own stays. */
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Page from '../../../../src/ui/page/Page.svelte';
import { FakeModel, fakePage, generationOf, sourceOf, taskOf } from '../fakes.ts';

const tasks = [taskOf('1', 'raise'), taskOf('2', 'lower')];
const settled = () => new Promise((resolve) => setTimeout(resolve));

async function linkToReply(): Promise<string> {
  const sender = fakePage([sourceOf(tasks)]);
  await sender.taskBrowser.follow();
  const loading = sender.modelPicker.choose(sender.models.offer);
  await settled();
  const model = new FakeModel();
  sender.models.last.held.finish(model);
  await loading;
  sender.promptState.change({ temperature: 1.5, seed: 77, shownTestCount: 1 });
  const writing = sender.attemptSession.generate();
  await expect.poll(() => model.calls.length).toBe(1);
  model.last.held.finish(generationOf('def raise(n):\n    return n + 1'));
  await writing;
  await sender.shareState.share();
  return sender.copied[0] ?? '';
}

test('a link brings its settings for its task alone, and how many asserts were shown', async () => {
  const receiver = fakePage([sourceOf(tasks)]);
  const { attempts, bar, promptState, settings, shareState, taskBrowser } = receiver;
  promptState.change({ temperature: 0.5, seed: 3 });
  bar.hash = new URL(await linkToReply()).hash;
  await shareState.follow();
  await expect.poll(() => attempts.all.length).toBe(1);
  expect(promptState.choices).toMatchObject({ temperature: 1.5, seed: 77, shownTestCount: 1 });
  expect(attempts.all[0]?.request?.shownTestCount).toBe(1);

  // What is changed meanwhile is the receiver's own, and nothing else becomes it.
  promptState.change({ maxTokens: 99 });
  expect(promptState.choices).toMatchObject({ temperature: 1.5, maxTokens: 99 });
  const own = { temperature: 0.5, seed: 3, shownTestCount: 3, maxTokens: 99 };
  expect(await settings.setting('prompting')).toMatchObject(own);
  taskBrowser.open(tasks[1] ?? null);
  await settled();
  expect(promptState.choices).toMatchObject(own);
});

test('a damaged link is told of above the task, and that can be put away', async () => {
  const page = fakePage([sourceOf(tasks)]);
  page.bar.hash = '#/shared/abcdef';
  await page.shareState.follow();
  const screen = await render(Page, { parts: page.parts });
  const notice = screen.getByRole('alert').filter({ hasText: 'incomplete or damaged' });
  await expect.element(notice).toBeVisible();
  const title = screen.getByRole('heading', { name: /Task 1/ }).element();
  const isAbove = notice.element().compareDocumentPosition(title);
  expect(isAbove & Node.DOCUMENT_POSITION_FOLLOWING).not.toBe(0);
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await expect.element(notice).not.toBeInTheDocument();
});
