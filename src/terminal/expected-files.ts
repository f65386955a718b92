/**
 * What references return for hidden inputs, kept in a folder from one command to the next. The
 * texts are the checker's, which trusts none of them; here they are only files with a limit.
 */

import { mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import type { ExpectedStore } from '../checking/hidden/expected-store.ts';

/** That of MBPP+ and HumanEval+ is a part of it. */
const defaultMostBytes = 256_000_000;
const keyPattern = /^[0-9a-f]{64}$/;

/** For `parseArgs`, beside `cache`. */
export const noCacheOption = { 'no-cache': { type: 'boolean' } } as const;

/** The folder that the options name; null where nothing is to be kept. */
export function cacheFolder(values: { cache?: string; 'no-cache'?: boolean }): string | null {
  return values['no-cache'] ? null : (values.cache ?? expectedFolder());
}

/** Where this system keeps what can be made again. */
function expectedFolder(): string {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = process.env;
  const home = homedir();
  const caches =
    process.platform === 'win32'
      ? local || join(home, 'AppData', 'Local')
      : process.platform === 'darwin'
        ? join(home, 'Library', 'Caches')
        : xdg || join(home, '.cache');
  return join(caches, 'synthpad', 'expected-values');
}

/**
 * Gives the page without a face, before it starts its checker, the files of a folder; null for
 * none. Only the page itself may ask: a sandbox is a frame of it.
 */
export async function offerExpectedFiles(page: Page, folder: string | null): Promise<void> {
  const files = folder === null ? null : new ExpectedFiles(folder);
  await page.exposeBinding('synthpadReadExpected', ({ frame }, key: string) =>
    frame === page.mainFrame() && files ? files.read(key) : null,
  );
  await page.exposeBinding('synthpadKeepExpected', async ({ frame }, key: string, text: string) => {
    if (frame === page.mainFrame()) await files?.keep(key, text);
  });
}

export class ExpectedFiles implements ExpectedStore {
  readonly #folder: string;
  readonly #mostBytes: number;
  /** Null until it has been counted. */
  #keptBytes: number | null = null;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(folder: string, mostBytes = defaultMostBytes) {
    this.#folder = folder;
    this.#mostBytes = mostBytes;
  }

  async read(key: string): Promise<string | null> {
    if (!keyPattern.test(key)) return null;
    const path = join(this.#folder, key);
    const text = await readFile(path, 'utf8').catch(() => null);
    // Used again, so that it is not the next to go.
    if (text !== null) await utimes(path, new Date(), new Date()).catch(() => undefined);
    return text;
  }

  keep(key: string, text: string): Promise<void> {
    if (!keyPattern.test(key)) return Promise.resolve();
    const kept = this.#writing.then(() => this.#write(key, text).catch(() => undefined));
    this.#writing = kept;
    return kept;
  }

  async #write(key: string, text: string): Promise<void> {
    const bytes = Buffer.byteLength(text);
    if (bytes > this.#mostBytes) return;
    await mkdir(this.#folder, { recursive: true });
    this.#keptBytes ??= sum((await this.#files()).map((file) => file.bytes));
    if (this.#keptBytes + bytes > this.#mostBytes) await this.#makeRoom(bytes);
    // Another command may read meanwhile: a file is there as a whole or not at all.
    const unfinished = join(this.#folder, `${key}.${process.pid}`);
    await writeFile(unfinished, text);
    await rename(unfinished, join(this.#folder, key));
    this.#keptBytes += bytes;
  }

  /** Those not used for longest go, and a quarter more than is needed. */
  async #makeRoom(neededBytes: number): Promise<void> {
    const wantedBytes = Math.max(neededBytes, this.#mostBytes / 4);
    const files = (await this.#files()).sort((a, b) => a.usedAt - b.usedAt);
    let keptBytes = sum(files.map((file) => file.bytes));
    for (const { path, bytes } of files) {
      if (keptBytes + wantedBytes <= this.#mostBytes) break;
      await rm(path, { force: true });
      keptBytes -= bytes;
    }
    this.#keptBytes = keptBytes;
  }

  async #files() {
    const names = await readdir(this.#folder);
    const files = names.map(async (name) => {
      const path = join(this.#folder, name);
      const found = await stat(path).catch(() => null);
      return { path, bytes: found?.size ?? 0, usedAt: found?.mtimeMs ?? 0 };
    });
    return Promise.all(files);
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
