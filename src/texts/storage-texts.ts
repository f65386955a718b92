/** Sentences about what the site stores, and what clearing a part of it means. */

import type { StoragePart } from '../app/storage/storage-parts.ts';
import type { StorageReport } from '../platform/capabilities.ts';
import { bytes } from './format.ts';

export function storagePartName({ kind, name }: StoragePart): string {
  switch (kind) {
    case 'page':
      return 'The page itself';
    case 'engines':
      return 'Engines';
    case 'data-set':
    case 'own-tasks':
    case 'model':
      return name;
    case 'work':
      return 'Your programs and attempts';
    case 'settings':
      return 'Your settings';
    case 'runs':
      return name === '' ? 'Runs of benchmarks' : name;
  }
}

/** What it is for, and so what is lost without it. */
export function storagePartText({ kind }: StoragePart): string {
  switch (kind) {
    case 'page':
      return 'For visits without a network; kept again on the next visit with one.';
    case 'engines':
      return 'What runs the models; fetched again when one is used.';
    case 'data-set':
      return 'Tasks; downloaded again when you ask for them.';
    case 'own-tasks':
      return 'Tasks from a file of yours; open the file again to get them back.';
    case 'model':
      return 'A model; downloaded again when you use it.';
    case 'work':
      return 'They are nowhere else: save them as a file first.';
    case 'settings':
      return 'Prompt, sampling, keys, look, models of your own; the next visit begins with the usual ones.';
    case 'runs':
      return 'Samples and verdicts; they are nowhere else: export them first.';
  }
}

export function freeText({ freeBytes }: StorageReport): string {
  return freeBytes === null ? '' : `The browser has room for ${bytes(freeBytes)} more.`;
}
