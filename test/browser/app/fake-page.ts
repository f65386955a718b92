/** The whole page over doubles, with controls for the tests. */

import { WorkDatabase } from '../../../src/app/work/work-database.ts';
import { WorkStore } from '../../../src/app/work/work-store.svelte.ts';
import type { AddressBar } from '../../../src/app/page/address.ts';
import { makePage } from '../../../src/app/make-page.ts';
import { lazyEngines } from '../../../src/synthesis/engines.ts';
import { makeEvaluation } from '../../../src/app/evaluation/make-evaluation.ts';
import type { Models } from '../../../src/app/models/model-picker.svelte.ts';
import type { StoragePart } from '../../../src/app/storage/storage-parts.ts';
import { keptInMemory } from '../../support/kept-in-memory.ts';
import { rememberedFiles } from '../../../src/tasks/kept-files.ts';
import { OwnSets } from '../../../src/tasks/own-sets.ts';
import type { TaskSource } from '../../../src/tasks/task-source.ts';
import { FakeChecker } from './fake-checker.ts';
import { FakeModels } from './fake-models.ts';

export class FakeBar implements AddressBar {
  hash = '';
  readonly base = 'https://synthpad.example/';
  /** Whether listeners hear of a change in a task of its own, as a browser's do. */
  isLate = false;
  readonly #listeners: (() => void)[] = [];

  go(hash: string): void {
    this.hash = hash;
    if (this.isLate) setTimeout(() => this.#tell());
    else this.#tell();
  }

  #tell(): void {
    for (const onChange of this.#listeners) onChange();
  }

  replace(hash: string): void {
    this.hash = hash;
  }

  listen(onChange: () => void): void {
    this.#listeners.push(onChange);
  }
}

/**
 * Everything a page needs, wired as `main` wires it, over doubles; real models may take the place
 * of theirs, and the storage of an earlier visit that of a new one.
 */
export function fakePage(
  sources: readonly TaskSource[],
  realModels?: Models,
  work = new WorkStore(new WorkDatabase({ name: crypto.randomUUID() })),
  settings = keptInMemory(),
) {
  const checker = new FakeChecker();
  const models = new FakeModels();
  const bar = new FakeBar();
  const stored: StoragePart[] = [];
  const copied: string[] = [];
  const parts = makePage({
    ...{ bar, sources, checker, work, settings },
    ownSets: new OwnSets(rememberedFiles()),
    models: () => realModels ?? models,
    updates: { watch: () => {}, apply: () => {} },
    lookAtStorage: async () => ({
      parts: [...stored],
      report: { freeBytes: 1e9, isPersisted: false },
    }),
    copy: async (text) => void copied.push(await text),
    makeEvaluation: async (fromPage) =>
      makeEvaluation({
        ...{ checker, settings, ...fromPage },
        engines: lazyEngines(() => Promise.reject(new Error('none'))),
        attempts: async () => (await work.export()).attempts,
      }),
  });
  return { ...parts, parts, checker, models, bar, settings, copied, stored };
}
