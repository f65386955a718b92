/** A file that a person drops on the playground or chooses there: it says itself what it is. */

import { ownFile, type ModelPicker } from '../models/model-picker.svelte.ts';
import type { OtherFile } from '../../tasks/task-file.ts';
import type { TaskBrowser } from '../tasks/task-browser.svelte.ts';
import { workFormat } from '../work/records.ts';
import type { WorkStore } from '../work/work-store.svelte.ts';

export interface FileTakers {
  readonly modelPicker: ModelPicker;
  readonly taskBrowser: TaskBrowser;
  readonly work: WorkStore;
}

/** What says nothing else of itself is taken for tasks. Never rejects. */
export async function openFile(file: File, takers: FileTakers): Promise<void> {
  const { modelPicker, taskBrowser, work } = takers;
  if (/\.gguf$/i.test(file.name)) {
    modelPicker.close();
    await modelPicker.chooseOwn(ownFile(file));
    return;
  }
  if (await isExportedWork(file)) return void (await work.import(file));
  const is = await kindElsewhere(file);
  if (is === null) return taskBrowser.openFile(file);
  const fault = { kind: 'other-file', is } as const;
  return taskBrowser.refuse(file.name, { kind: 'refused-file', fileName: file.name, fault });
}

/** What a file for the evaluation is; null of any other. */
async function kindElsewhere(file: File): Promise<OtherFile | null> {
  const { kindOfFile } = await import('../../evaluation/formats/arriving-file.ts');
  const kind = await kindOfFile(file);
  return kind === 'study' || kind === 'log' || kind === 'plan' || kind === 'completions'
    ? kind
    : null;
}

/** The format is the first thing in such a file. */
export async function isExportedWork(file: File): Promise<boolean> {
  const beginning = await file
    .slice(0, 100)
    .text()
    .catch(() => '');
  return beginning.includes(`"${workFormat}"`);
}
