/**
 * What an earlier version stored, linked and exported (`test/data/version-0.1`), and the way to
 * put its profile into a browser. What has to be found of it again is for the tests to say.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { deflateRawSync, gunzipSync, inflateRawSync } from 'node:zlib';
import type { BrowserContext, Page } from 'playwright';
import { has, pathOf } from './published.ts';

export const folder = 'test/data/version-0.1';

export interface EarlierAttempt {
  readonly id: string;
  readonly task: string;
  readonly startedAt: number;
  readonly author: { readonly kind: string; readonly name?: string };
  readonly request: object | null;
  readonly reply: { readonly generation: { readonly text: string } } | null;
  readonly program: string | null;
  readonly status: string | null;
  readonly hint: { readonly text: string } | null;
}

export interface EarlierRun {
  readonly id: string;
  readonly plan: { readonly name: string; readonly samplesPerTask: number };
  readonly taskIds: readonly string[];
}

export interface EarlierOutcome {
  readonly run: string;
  readonly task: string;
  readonly index: number;
  readonly status: string | null;
  readonly failure: string | null;
}

interface Records {
  readonly programs: readonly { readonly task: string; readonly program: string }[];
  readonly attempts: readonly EarlierAttempt[];
  readonly settings: readonly { readonly name: string; readonly value: unknown }[];
  readonly runs: readonly EarlierRun[];
  readonly outcomes: readonly EarlierOutcome[];
  readonly tasks: readonly { readonly run: string }[];
  readonly samples: readonly { readonly run: string }[];
}

interface Store {
  readonly about: {
    readonly name: keyof Records;
    readonly keyPath: string | string[];
    readonly indexes: readonly { readonly name: string; readonly keyPath: string }[];
  };
  readonly records: readonly object[];
}

interface Profile {
  readonly caches: readonly { readonly name: string; readonly addresses: readonly string[] }[];
  /** Of the origin's private file system. `text` is null where `tiny-reciter.gguf.gz` holds it. */
  readonly files: readonly { readonly path: string; readonly text: string | null }[];
  readonly databases: readonly {
    readonly name: string;
    readonly version: number;
    readonly stores: readonly Store[];
  }[];
}

const profile = readJson<Profile>('profile.json');
const stores = profile.databases.flatMap((database) => database.stores);

/** All that was stored, by store. */
export const earlier = Object.fromEntries(
  stores.map(({ about, records }) => [about.name, records]),
) as unknown as Records;

export const earlierRuns = readJson<Readonly<Record<string, string>>>('runs.json');
export const earlierLinks = readJson<Readonly<Record<string, string>>>('links.json');
export const earlierPlans = filesIn('plans');
export const earlierLogs = filesIn('logs');

export function textOf(name: string): string {
  return readFileSync(`${folder}/${name}`, 'utf8');
}

/** Fields that have another name since, by the one they had. Their old name is still read. */
const newNames: Readonly<Record<string, string>> = { isBesideCandidate: 'isUnisolated' };

/** The same, as it is made now. */
export function underNewNames<Content>(content: Content): Content {
  const text = JSON.stringify(content).replace(/"(\w+)":/g, (field, name: string) =>
    name in newNames ? `"${newNames[name]}":` : field,
  );
  return JSON.parse(text) as Content;
}

/** What a link carries, as the version that made it packed it. */
export function contentOf(fragment: string): unknown {
  const packed = Buffer.from(fragment.replace(/^#\/\w+\//, ''), 'base64url');
  return JSON.parse(inflateRawSync(packed).toString('utf8'));
}

export function sharedLinkOf(content: unknown): string {
  return `#/shared/${deflateRawSync(JSON.stringify(content)).toString('base64url')}`;
}

/** What a person changed meanwhile, by the setting's name. */
export type Changes = Readonly<Record<string, unknown>>;

/**
 * Puts the profile into a browser that holds nothing yet. The published sets it had downloaded are
 * there again where a copy of them lies beside the repository.
 */
export async function restoreProfile(
  context: BrowserContext,
  address: string,
  changes: Changes = {},
): Promise<void> {
  const page = await context.newPage();
  // A document of the same origin that keeps nothing itself.
  await page.goto(`${address}icon.svg`);
  const databases = profile.databases.map((database) => ({
    ...database,
    stores: database.stores.map((store) => ({ ...store, records: changed(store, changes) })),
  }));
  await page.evaluate(putDatabases, databases);
  const model = gunzipSync(readFileSync(`${folder}/tiny-reciter.gguf.gz`)).toString('base64');
  await page.evaluate(putFiles, [profile.files, model] as const);
  await putSets(page);
  await page.close();
}

function changed({ about, records }: Store, changes: Changes): readonly object[] {
  if (about.name !== 'settings') return records;
  return records.map((record) => {
    const name = 'name' in record && typeof record.name === 'string' ? record.name : '';
    return name in changes ? { ...record, value: changes[name] } : record;
  });
}

async function putSets(page: Page): Promise<void> {
  for (const { name, addresses } of profile.caches) {
    for (const address of addresses) {
      const file = address.endsWith('/mbpp.jsonl') ? 'mbpp' : 'sanitized';
      if (!has(file)) continue;
      const text = readFileSync(pathOf(file), 'utf8');
      await page.evaluate(
        async ([cacheName, url, body]) => {
          await (await caches.open(cacheName)).put(url, new Response(body));
        },
        [name, address, text] as const,
      );
    }
  }
}

/** Runs in the page, as do those below: everything they need is given. */
async function putDatabases(databases: Profile['databases']): Promise<void> {
  for (const { name, version, stores: all } of databases) {
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.open(name, version);
      request.onerror = () => reject(request.error);
      request.onupgradeneeded = () => {
        for (const { about, records } of all) {
          const store = request.result.createObjectStore(about.name, { keyPath: about.keyPath });
          for (const index of about.indexes) store.createIndex(index.name, index.keyPath);
          for (const record of records) store.put(record);
        }
      };
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
    });
  }
}

async function putFiles([files, model]: readonly [Profile['files'], string]): Promise<void> {
  const bytes = Uint8Array.from(atob(model), (letter) => letter.charCodeAt(0));
  for (const { path, text } of files) {
    const names = path.split('/');
    const name = names.pop() ?? '';
    let directory = await navigator.storage.getDirectory();
    for (const each of names)
      directory = await directory.getDirectoryHandle(each, { create: true });
    const file = await directory.getFileHandle(name, { create: true });
    const writable = await file.createWritable();
    await writable.write(text ?? bytes);
    await writable.close();
  }
}

function readJson<Content>(name: string): Content {
  return JSON.parse(textOf(name)) as Content;
}

/** By name, without its ending. */
function filesIn(name: string): Readonly<Record<string, string>> {
  const files = readdirSync(`${folder}/${name}`).sort();
  return Object.fromEntries(
    files.map((file) => [file.replace(/\.\w+$/, ''), textOf(`${name}/${file}`)]),
  );
}
