/** Texts about what the site stores in the browser, and what deleting a part means. */

import type { StoragePart } from '../app/storage/storage-parts.ts';
import type { StorageReport } from '../platform/capabilities.ts';
import { bytes, dateText } from './format.ts';

export function storagePartName({ kind, name, createdAt }: StoragePart): string {
  switch (kind) {
    case 'page':
      return 'The page itself';
    case 'engines':
      return 'Engines';
    case 'expected-values':
      return 'Expected values of hidden inputs';
    case 'data-set':
    case 'own-tasks':
    case 'model':
    case 'adapter':
      return name;
    case 'work':
      return 'Your programs and attempts';
    case 'settings':
      return 'Your settings';
    case 'plans':
      return 'Your saved evaluation plans';
    case 'queue':
      return 'Queue of evaluation runs';
    case 'playlists':
      return 'Your playlists';
    case 'studies':
      return 'Your studies';
    case 'runs':
      return createdAt === undefined ? name : `${name}, ${dateText(createdAt)}`;
  }
}

/** What a part is for, and what deleting it loses. */
export function storagePartText({ kind, isInUse = false }: StoragePart): string {
  switch (kind) {
    case 'page':
      return 'Lets the page work offline; downloaded again when you are next online.';
    case 'engines':
      return 'Run the models; downloaded again when you use a model.';
    case 'expected-values':
      return 'What the reference solutions return; computed again when you check with hidden inputs.';
    case 'data-set':
      return 'Tasks; downloaded again when you ask for them.';
    case 'own-tasks':
      return 'Tasks from a file of yours; open the file again to get them back.';
    case 'model':
      return 'Model; downloaded again when you use it.';
    case 'adapter':
      return 'LoRA adapter of a model; downloaded again when you use it.';
    case 'work':
      return 'Programs, attempts, tests of your own, predictions, opened hints and edited prompts, stored only in this browser: export your work before you delete it.';
    case 'settings':
      return 'Prompt, sampling, shortcuts, appearance, your own models; deleting them resets to defaults.';
    case 'plans':
      return 'Stored only in this browser: export your work before you delete them.';
    case 'queue':
      return 'Runs that wait to be continued; deleting the queue keeps the runs.';
    case 'playlists':
      return 'Recorded sessions, stored only in this browser: export your work before you delete them.';
    case 'studies':
      return 'Which runs belong to which study; deleting the studies keeps their runs.';
    case 'runs':
      return isInUse
        ? 'Evaluation run, running in another tab: pause it there before you delete it here.'
        : 'Evaluation run with its samples and verdicts, stored only in this browser: export it before you delete it.';
  }
}

export function freeText({ freeBytes }: StorageReport): string {
  return freeBytes === null ? '' : `${bytes(freeBytes)} free.`;
}

export const storageTexts = {
  title: 'Storage in this browser',
  none: 'Nothing is stored.',
  total: (totalBytes: number) => `${bytes(totalBytes)} in total.`,
  looking: 'Looking …',
  askDelete: 'Delete …',
  askDeleteOf: (name: string) => `Delete ${name} …`,
} as const;
