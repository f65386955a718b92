/** The built site on this machine's loopback address, and a headless Chromium looking at it. */

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type LaunchOptions, type Page } from 'playwright';
import { build, preview } from 'vite';
import { browserArguments, browserHelp, findBrowser } from './find-browser.mjs';
import { InputFault } from './input.ts';
import { terminalTexts } from '../texts/terminal-texts.ts';

export interface OpenSite {
  readonly page: Page;
  close(): Promise<void>;
}

export interface SiteOptions {
  /** A folder that keeps what the page stores, models above all; null for a visit without traces. */
  readonly profile: string | null;
  /** Whether the page needs WebGPU, which Chromium does not offer by itself without a window. */
  readonly needsGpu: boolean;
}

/** Linux reaches its drivers through Vulkan; elsewhere the second means nothing. */
const gpuArguments = ['--enable-unsafe-webgpu', '--enable-features=Vulkan'];

/**
 * Builds the site and opens one of its documents. The build is a copy of its own: commands may
 * run side by side for hours, and no other build takes it away. `SYNTHPAD_SITE` names the folder
 * of a site that is built already. Throws an `InputFault` where another command has the profile.
 */
export async function openSite(
  path: string,
  { profile, needsGpu }: SiteOptions = { profile: null, needsGpu: false },
): Promise<OpenSite> {
  const executablePath = await findBrowser();
  if (!executablePath) throw new Error(browserHelp);
  const given = process.env['SYNTHPAD_SITE'] || null;
  const folder = await mkdtemp(join(tmpdir(), 'synthpad-'));
  const ends = new SiteEnds(folder);
  try {
    return await openIn(folder, path, given, { profile, needsGpu, executablePath, ends });
  } catch (error) {
    await ends.close();
    throw error;
  }
}

interface Opening extends SiteOptions {
  readonly executablePath: string;
  readonly ends: SiteEnds;
}

async function openIn(
  folder: string,
  path: string,
  given: string | null,
  { profile, needsGpu, executablePath, ends }: Opening,
): Promise<OpenSite> {
  const outDir = given ?? join(folder, 'site');
  // How long it took on a busy machine is nothing that a command says.
  const rolldownOptions = { checks: { bundlerTimings: false } };
  if (!given)
    await build({ logLevel: 'error', build: { outDir, emptyOutDir: true, rolldownOptions } });
  const server = await serve(outDir, profile);
  const args = [...browserArguments, ...(needsGpu ? gpuArguments : [])];
  const opening = openBrowser(profile, {
    executablePath,
    args,
    env: environmentIn(folder),
    ...{ handleSIGHUP: false, handleSIGINT: false, handleSIGTERM: false },
  });
  // Before it has started: a signal may come just then, and what starts later writes files again.
  ends.add(async () => {
    const started = await opening.catch(() => null);
    await started?.close();
    await started?.browser()?.close();
    await server.close();
  });
  const context = await opening;
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(new URL(path, server.resolvedUrls?.local[0]).href);
  return { page, close: () => ends.close() };
}

/** Chromium leaves folders behind where temporary files go. Other systems bound the path of a socket
 * there, which a folder within a folder may exceed. */
function environmentIn(folder: string): Record<string, string> {
  const all = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(all), ...(process.platform === 'linux' && { TMPDIR: folder }) };
}

const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
/** A browser that does not answer is not waited for. */
const mostEndMs = 5000;
const parentWatchMs = 500;

/** Leaves nothing behind, however the command ends: no browser, and no folder. */
class SiteEnds {
  readonly #folder: string;
  readonly #parent = process.ppid;
  readonly #watch: NodeJS.Timeout;
  #stop: () => Promise<void> = () => Promise.resolve();
  #isStopped = false;
  readonly #onSignal = (signal: NodeJS.Signals) => {
    if (this.#isStopped) return;
    this.#isStopped = true;
    console.error(terminalTexts.stopped);
    const late = new Promise((resolve) => setTimeout(resolve, mostEndMs));
    const code = Object.entries(signals).find(([name]) => name === signal)?.[1] ?? 1;
    void Promise.race([this.#stop(), late])
      .catch(() => undefined)
      .then(() => this.#removeFolder())
      .finally(() => process.exit(code));
  };

  constructor(folder: string) {
    this.#folder = folder;
    this.#watch = setInterval(() => this.#endWithParent(), parentWatchMs).unref();
    for (const name of Object.keys(signals)) process.on(name, this.#onSignal);
  }

  /** A signal that only npm was sent ends npm and its shell, and would leave this process running. */
  #endWithParent(): void {
    if (process.ppid === this.#parent || !process.env['npm_lifecycle_event']) return;
    this.#onSignal('SIGTERM');
  }

  add(stop: () => Promise<void>): void {
    this.#stop = stop;
  }

  async close(): Promise<void> {
    try {
      await this.#stop();
    } finally {
      await this.#removeFolder();
      clearInterval(this.#watch);
      for (const name of Object.keys(signals)) process.off(name, this.#onSignal);
    }
  }

  async #removeFolder(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function openBrowser(
  profile: string | null,
  launch: LaunchOptions & { readonly args: string[] },
): Promise<BrowserContext> {
  if (profile !== null) return chromium.launchPersistentContext(profile, launch);
  return (await chromium.launch(launch)).newContext();
}

/** What a page stored belongs to its address: with a profile the port has to be the same again. */
async function serve(outDir: string, profile: string | null) {
  const portFile = profile === null ? null : join(profile, 'synthpad-port');
  const port = portFile === null ? 0 : await portIn(portFile);
  const options = { port, strictPort: port !== 0, host: '127.0.0.1' };
  const server = await preview({
    logLevel: 'error',
    build: { outDir },
    preview: options,
  }).catch((error: unknown) => {
    if (port === 0) throw error;
    throw new InputFault(terminalTexts.portInUse(port, profile ?? ''));
  });
  if (profile !== null && portFile !== null && port === 0) {
    await mkdir(profile, { recursive: true });
    await writeFile(portFile, new URL(server.resolvedUrls?.local[0] ?? '').port);
  }
  return server;
}

/** 0, any port, where none is kept yet. */
async function portIn(file: string): Promise<number> {
  return Number(await readFile(file, 'utf8').catch(() => '0')) || 0;
}
