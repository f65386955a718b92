/**
 * Runs whose tab is closed, whose browser is killed, whose disk is full: whatever happens in the
 * middle, the log holds each finished sample once, and the run ends like an undisturbed one.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunEnd } from '../../src/evaluation/running/run-end.ts';
import { type LogItem, RunLogReader } from '../../src/evaluation/log/run-log-reading.ts';
import type { Sample } from '../../src/evaluation/runs/run.ts';
import type {} from '../../src/headless.ts';
import { browserArguments, firstCompilerOnly } from '../../src/terminal/find-browser.mjs';
import { starterTasks } from '../support/published.ts';
import { serveSite, type Site } from '../support/site.ts';
import { starterModel, starterModelName, starterPlan } from '../support/starter-model.ts';

const tasks = starterTasks().slice(0, 5);
const plan = starterPlan({ samplesPerTask: 6 });
const total = 30;

let folder: string;
let site: Site;
let context: BrowserContext;
/** The tab in view: each test begins in the one that the test before ended in. */
let page: Page;
let undisturbed: readonly object[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'synthpad-runs-'));
  site = await serveSite();
  context = await visit();
  page = await open();
  expect(await goOn(await begin())).toEqual({ kind: 'finished' });
  undisturbed = results(await samples());
});

afterAll(async () => {
  await context?.close();
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A browser with the profile of the visits before. */
function visit(): Promise<BrowserContext> {
  const executablePath = process.env['SYNTHPAD_CHROMIUM'];
  return chromium.launchPersistentContext(folder, {
    args: [...browserArguments, firstCompilerOnly],
    ...(executablePath ? { executablePath } : {}),
  });
}

async function open(prepare: (page: Page) => Promise<void> = async () => {}): Promise<Page> {
  const opened = await context.newPage();
  await prepare(opened);
  await opened.goto(`${site.address}headless.html`);
  const buffer = Buffer.from(starterModel);
  const file = { name: starterModelName, mimeType: 'application/octet-stream', buffer };
  await opened.getByLabel('Model file').setInputFiles(file);
  await opened.evaluate(() => window.synthpad.start(1));
  return opened;
}

function begin(): Promise<string> {
  return page.evaluate(([asked, of]) => window.synthpad.beginRun(asked, of), [
    plan,
    tasks,
  ] as const);
}

function goOn(id: string, tab = page): Promise<RunEnd> {
  return tab.evaluate((run) => window.synthpad.continueRun(run), id);
}

/** Of the newest run, as its log has them, each line once. */
async function samples(): Promise<Sample[]> {
  const log = await page.evaluate(() => window.synthpad.runLog());
  const reader = new RunLogReader();
  const items: LogItem[] = [...reader.push(log), ...reader.end()];
  expect(items.filter(({ kind }) => kind === 'damaged')).toEqual([]);
  return items.flatMap((item) => (item.kind === 'sample' ? item.sample : []));
}

/** What a sample says, but for times and ids. */
function results(all: readonly Sample[]): object[] {
  return all
    .map(({ task, index, seed, reply, extraction, verdict }) => {
      const tests = verdict?.tests.map(({ outcome, got }) => ({ outcome, got }));
      const status = verdict?.status;
      return { task, index, seed, text: reply?.text, program: extraction?.program, status, tests };
    })
    .sort((left, right) => keyOf(left).localeCompare(keyOf(right)));
}

function keyOf({ task, index }: { task: string; index: number }): string {
  return `${task}/${index}`;
}

/** Goes on until so many samples have a verdict, and leaves the run to its fate. */
async function runUntil(id: string, count: number): Promise<void> {
  void goOn(id).catch(() => undefined);
  const finished = async () => (await samples()).filter(({ verdict }) => verdict).length;
  await expect.poll(finished, { timeout: 60_000, interval: 100 }).toBeGreaterThanOrEqual(count);
}

/** After the fate: what is there is right and there once, and the rest follows. */
async function expectSameEnd(id: string, least: number): Promise<void> {
  const kept = await samples();
  expect(kept.length).toBeGreaterThanOrEqual(least);
  expect(kept.length).toBeLessThan(total);
  expect(new Set(kept.map(keyOf)).size).toBe(kept.length);
  // A tab that is closed lets go of its run a moment later.
  await expect.poll(() => goOn(id), { timeout: 110_000 }).toEqual({ kind: 'finished' });
  const all = await samples();
  expect(results(all)).toEqual(undisturbed);
  // What was finished before was not made again.
  const madeAt = new Map(all.map((sample) => [keyOf(sample), sample.madeAt]));
  expect(kept.map((sample) => madeAt.get(keyOf(sample)))).toEqual(kept.map((one) => one.madeAt));
}

test('a tab that is closed costs the sample in flight, and only then another tab goes on', async () => {
  const id = await begin();
  const other = await open();
  await runUntil(id, 3);
  expect(await goOn(id, other)).toEqual({ kind: 'elsewhere' });
  await page.close();
  page = other;
  await expectSameEnd(id, 3);
});

test('a browser that is killed costs the sample in flight', async () => {
  const id = await begin();
  await runUntil(id, 3);
  await killBrowser(page);
  context = await visit();
  page = await open();
  await expectSameEnd(id, 3);
});

test('a full disk pauses the run, which goes on when there is space', async () => {
  const id = await begin();
  await runUntil(id, 3);
  await context.close();
  context = await visit();
  const { origin } = new URL(site.address);
  page = await open(async (tab) => {
    const devtools = await context.newCDPSession(tab);
    const { usage } = await devtools.send('Storage.getUsageAndQuota', { origin });
    // Enough for some samples. Set before the database is opened: Chromium remembers a while.
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 40_000 });
  });
  const full = { kind: 'storage', trouble: 'full' };
  expect(await goOn(id)).toEqual({ kind: 'paused', reason: full });
  const devtools = await context.newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await expectSameEnd(id, 3);
});

/** The process itself, as the kernel ends it when memory is short. */
async function killBrowser(tab: Page): Promise<void> {
  const browser = tab.context().browser();
  if (!browser) throw new Error('There is no browser to kill.');
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  const gone = new Promise((resolve) => browser.on('disconnected', resolve));
  for (const { id, type } of processInfo) if (type === 'browser') process.kill(id, 'SIGKILL');
  await gone;
}
