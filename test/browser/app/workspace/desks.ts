/** A page with two tasks, the first of them open. */

import { FakeModel } from '../fake-models.ts';
import { fakePage } from '../fake-page.ts';
import { sourceOf, taskOf } from '../made-up-tasks.ts';

export async function openDesk() {
  const tasks = [taskOf('1', 'raise'), taskOf('2', 'lower')];
  const page = fakePage([sourceOf(tasks)]);
  await page.taskBrowser.follow();
  await settled();
  return { ...page, tasks };
}

export async function deskWithModel() {
  const page = await openDesk();
  const model = new FakeModel();
  const loading = page.modelPicker.choose(page.models.offer);
  await settled();
  page.models.last.held.finish(model);
  await loading;
  return { ...page, model };
}

export const settled = () => new Promise((resolve) => setTimeout(resolve));
