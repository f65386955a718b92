/** A file that a person drops on the playground or chooses there: it says itself what it is. */

import { ownFile, type ModelPicker } from '../models/model-picker.svelte.ts';
import type { TaskBrowser } from '../tasks/task-browser.svelte.ts';
import { workFormat } from '../work/records.ts';
import type { WorkStore } from '../work/work-store.svelte.ts';

export interface FileTakers {
  readonly modelPicker: ModelPicker;
  readonly taskBrowser: TaskBrowser;
  readonly work: WorkStore;
}

/** What is neither a model nor exported work is taken for tasks. Never rejects. */
export async function openFile(file: File, takers: FileTakers): Promise<void> {
  const { modelPicker, taskBrowser, work } = takers;
  if (/\.gguf$/i.test(file.name)) {
    modelPicker.close();
    await modelPicker.chooseOwn(ownFile(file));
  } else if (await isExportedWork(file)) await work.import(file);
  else await taskBrowser.openFile(file);
}

/** The format is the first thing in such a file. */
async function isExportedWork(file: File): Promise<boolean> {
  const beginning = await file
    .slice(0, 100)
    .text()
    .catch(() => '');
  return beginning.includes(`"${workFormat}"`);
}
