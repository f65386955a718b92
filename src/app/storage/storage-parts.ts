/**
 * What the site stores in this browser, part by part, each with its size and a way to clear it
 * alone. Looks at the stores themselves, so that nothing is missed that an older page left.
 */

import { inTime, offered } from '../../platform/refusals.ts';
import { engineCacheName, expectedCacheName, pageCachePrefix } from '../../platform/cache-names.ts';
import { cacheNames } from '../../synthesis/web-llm/shards.ts';
import { tasksCacheName } from '../../tasks/kept-files.ts';
import { ownPlaceAt } from '../../tasks/own-sets.ts';
import { setPublishedAt } from '../../tasks/task-sets.ts';
import { listKeptModels } from '../../synthesis/kept-models.ts';
import type { WorkExport } from '../work/records.ts';
import { keptFields } from '../work/kept-settings.ts';
import {
  cluesSetting,
  editedPromptsSetting,
  isChoice,
  ownInputsSetting,
  predictionsSetting,
} from '../work/setting-names.ts';

export type StorageKind =
  | 'page'
  | 'engines'
  | 'expected-values'
  | 'data-set'
  | 'own-tasks'
  | 'model'
  | 'adapter'
  | 'work'
  | 'settings'
  | 'plans'
  | 'queue'
  | 'playlists'
  | 'studies'
  | 'runs';

export interface StoragePart {
  /** Unique among the parts. */
  readonly id: string;
  readonly kind: StorageKind;
  /** Of tasks their set's or file's name, of a model or a run its own; "" for the only one. */
  readonly name: string;
  /** Null where it cannot be told. */
  readonly bytes: number | null;
  /** Of a run: several may have one name. Milliseconds since 1970. */
  readonly createdAt?: number;
  /** Another tab is at work on it, and it cannot be cleared until that is done. */
  readonly isInUse?: boolean;
  clear(): Promise<void>;
}

export interface StorageOwners {
  readonly work: {
    export(): Promise<WorkExport>;
    /** False where storage did not answer, and nothing is deleted. */
    forget(): Promise<boolean>;
    forgetSettings(): Promise<boolean>;
  };
  /** Parts that others keep, such as runs and plans. */
  readonly others?: () => Promise<readonly StoragePart[]>;
}

/** Of a large model every file is looked at. */
const lookMs = 30_000;
const noParts: Promise<readonly StoragePart[]> = Promise.resolve([]);

/** Without what is empty. Never rejects: what cannot be looked at is left out. */
export async function listStorage({ work, others }: StorageOwners): Promise<StoragePart[]> {
  const looks = [
    workParts(work),
    others?.(),
    modelParts(),
    dataSetParts(),
    expectedPart(),
    enginePart(),
    pagePart(),
  ];
  const lists = await Promise.allSettled(looks.map((look) => inTime(look ?? noParts, [], lookMs)));
  return lists
    .flatMap((list) => (list.status === 'fulfilled' ? list.value : []))
    .filter(({ bytes }) => bytes !== 0);
}

async function workParts(work: StorageOwners['work']): Promise<StoragePart[]> {
  const kept = await work.export();
  const { programs, attempts } = kept;
  const fieldsOf = (setting: string) =>
    Object.entries(keptFields(kept.settings.find(({ name }) => name === setting)?.value));
  const [prompts, predictions] = [fieldsOf(editedPromptsSetting), fieldsOf(predictionsSetting)];
  const clues = fieldsOf(cluesSetting);
  const isAny = (calls: unknown) => !Array.isArray(calls) || calls.length > 0;
  const ownTests = fieldsOf(ownInputsSetting).filter(([, calls]) => isAny(calls));
  const parts = { programs, attempts, prompts, predictions, ownTests, clues };
  const isEmpty = Object.values(parts).every(({ length }) => length === 0);
  const bytes = isEmpty ? 0 : new Blob([JSON.stringify(parts)]).size;
  const choices = kept.settings.filter(({ name }) => isChoice(name));
  const settingsBytes = choices.length === 0 ? 0 : new Blob([JSON.stringify(choices)]).size;
  return [
    { id: 'work', kind: 'work', name: '', bytes, clear: async () => void (await work.forget()) },
    {
      ...{ id: 'settings', kind: 'settings', name: '', bytes: settingsBytes },
      clear: async () => void (await work.forgetSettings()),
    },
  ];
}

async function modelParts(): Promise<StoragePart[]> {
  const models = await listKeptModels();
  return models.map(({ key, name, isAdapter = false, keptBytes, forget }) => ({
    ...{ id: `model/${key}`, name, bytes: keptBytes },
    kind: isAdapter ? ('adapter' as const) : ('model' as const),
    clear: forget,
  }));
}

async function dataSetParts(): Promise<StoragePart[]> {
  const cache = await caches.open(tasksCacheName);
  const requests = await cache.keys();
  return Promise.all(
    requests.map(async ({ url }) => ({
      id: `data-set/${url}`,
      ...kindAndNameAt(url),
      bytes: await sizeOf(cache, url),
      clear: async () => void (await cache.delete(url)),
    })),
  );
}

function kindAndNameAt(url: string): Pick<StoragePart, 'kind' | 'name'> {
  const own = ownPlaceAt(url);
  if (own) return { kind: 'own-tasks', name: own.name };
  return { kind: 'data-set', name: setPublishedAt(url)?.name ?? lastSegment(url) };
}

/** The programs that run models, and what web-llm compiled for each kind of model. */
async function enginePart(): Promise<StoragePart[]> {
  const names = [engineCacheName, cacheNames.library];
  return [await cachesPart('engines', names, () => deleteCaches(names))];
}

/** What references return for hidden inputs: worked out again where it is missing. */
async function expectedPart(): Promise<StoragePart[]> {
  const names = [expectedCacheName];
  return [await cachesPart('expected-values', names, () => deleteCaches(names))];
}

/** Kept again on the next visit with a network. */
async function pagePart(): Promise<StoragePart[]> {
  const names = (await caches.keys()).filter((name) => name.startsWith(pageCachePrefix));
  const clear = async () => {
    const workers = offered(() => navigator.serviceWorker as ServiceWorkerContainer | undefined);
    await (await workers?.getRegistration())?.unregister();
    await deleteCaches(names);
  };
  return [await cachesPart('page', names, clear)];
}

async function cachesPart(
  kind: 'engines' | 'expected-values' | 'page',
  names: readonly string[],
  clear: () => Promise<void>,
): Promise<StoragePart> {
  let bytes = 0;
  for (const name of names) {
    if (!(await caches.has(name))) continue;
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) bytes += await sizeOf(cache, url);
  }
  return { id: kind, kind, name: '', bytes, clear };
}

async function deleteCaches(names: readonly string[]): Promise<void> {
  await Promise.all(names.map((name) => caches.delete(name)));
}

/** Of what is stored: a header would tell the compressed size, or nothing. */
async function sizeOf(cache: Cache, url: string): Promise<number> {
  return (await (await cache.match(url))?.blob())?.size ?? 0;
}

function lastSegment(address: string): string {
  return new URL(address).pathname.split('/').at(-1) ?? address;
}
