/** Searches run in pages of the built site, each in a browser of its own, judged by its checker. */

import { mkdtemp } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { browserHelp, findBrowser } from '../../../src/terminal/find-browser.mjs';
import { openHeadlessPage, type HeadlessPage } from '../../support/headless-page.ts';
import type { Row } from './log.ts';
import type { Job } from './plan.ts';

export interface MeasureOptions {
  readonly seconds: number;
  /** The built site. */
  readonly folder: string;
  /** How many search at the same time. */
  readonly pages: number;
}

/** Reports each row as it is done. */
export async function measure(
  jobs: readonly Job[],
  { seconds, folder, pages }: MeasureOptions,
  onRow: (row: Row) => void,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    const headless = await openHeadlessPage({ folder, workers: 1 });
    for (let job = jobs[next++]; job; job = jobs[next++]) {
      onRow(await searched(headless, job, seconds));
    }
    await headless.close();
  };
  await Promise.all(Array.from({ length: Math.min(pages, jobs.length) }, lane));
}

/** A build of its own, which no later build takes away during the hours of a run. */
export async function builtCopy(): Promise<string> {
  const path = await findBrowser();
  if (!path) throw new Error(browserHelp);
  process.env['SYNTHPAD_CHROMIUM'] = path;
  const folder = await mkdtemp(join(tmpdir(), 'synthpad-bench-'));
  await build({ logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  return folder;
}

async function searched(headless: HeadlessPage, job: Job, seconds: number): Promise<Row> {
  const { split, task, shown } = job;
  const { progress, result } = await headless.page.evaluate(
    (request) => window.synthpad.search(request),
    { task, shownCount: shown, seconds },
  );
  const program = result.kind === 'found' ? result.program : null;
  const [verdict] = program === null ? [] : await headless.check([{ task, program }]);
  const challenge = verdict?.tests.filter((test) => test.group === 'challenge') ?? [];
  return {
    ...{ split, id: task.id, shown, kind: result.kind, status: verdict?.status ?? null },
    challenge: [
      challenge.filter((test) => test.outcome === 'passed').length,
      verdict ? challenge.length : task.challengeTests.length,
    ],
    ...{ tried: progress.tried, seconds: progress.elapsedSeconds },
    ...{ load: loadavg()[0] ?? 0, program },
  };
}
