/** A task browser over the starter set, and MBPP as a download whose end the test decides. */

import type { DownloadOptions, TaskSet, TaskSource } from '../../../../src/tasks/task-source.ts';
import { rememberedFiles } from '../../../../src/tasks/kept-files.ts';
import { OwnSets } from '../../../../src/tasks/own-sets.ts';
import type { Task } from '../../../../src/tasks/task.ts';
import { KnownProgress } from '../../../../src/app/work/task-progress.svelte.ts';
import { TaskBrowser } from '../../../../src/app/tasks/task-browser.svelte.ts';
import { FakeBar } from '../fake-page.ts';
import { Held } from '../held.ts';
import { sourceOf, taskOf } from '../made-up-tasks.ts';

export const starter = [taskOf('1', 'raise'), taskOf('2', 'lower'), taskOf('10', 'double')];

/** MBPP as a source whose downloads the test ends. */
export class FakeDownload implements TaskSource {
  readonly id = 'mbpp';
  readonly download = { address: 'https://home.example/tasks', sizeBytes: 1000 };
  readonly fetches: { options: DownloadOptions; held: Held<TaskSet> }[] = [];

  openKept = (): Promise<TaskSet | null> => Promise.resolve(null);

  fetch(options: DownloadOptions): Promise<TaskSet> {
    const held = new Held<TaskSet>();
    options.signal.addEventListener('abort', () => held.fail(options.signal.reason));
    this.fetches.push({ options, held });
    return held.promise;
  }
}

/** `fetch`: of the starter set. */
export function open(
  hash: string,
  kept = rememberedFiles(),
  fetch: TaskSource['fetch'] = sourceOf(starter).fetch,
) {
  const bar = new FakeBar();
  const mbpp = new FakeDownload();
  const opened: (string | null)[] = [];
  const onOpen = (task: Task | null) => void opened.push(task?.id ?? null);
  const taskBrowser = new TaskBrowser({
    sources: [{ ...sourceOf(starter), fetch }, mbpp],
    ...{ ownSets: new OwnSets(kept), bar, onOpen },
    progress: new KnownProgress(),
  });
  bar.hash = hash;
  return { bar, taskBrowser, mbpp, opened, ready: taskBrowser.follow() };
}

/** Two tasks, 7 and 8. */
export function ownText(text: string): string {
  const rows = [7, 8].map((task_id) => ({ task_id, text, test_list: ['assert f() == 1'] }));
  return JSON.stringify(rows);
}

export const settled = () => new Promise((resolve) => setTimeout(resolve));
