/**
 * npm run screenshots [-- SITE [NAME]]: every view, light and dark, on a phone, a laptop and a wide
 * screen, whole, into artifacts/screenshots; two of them also to where the README shows them. SITE
 * is a built site that is there already, NAME a part of the names of the files wanted.
 */

import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import type { Browser, BrowserContext } from 'playwright';
import { humanEval } from '../../src/tasks/sets/human-eval.ts';
import { mbpp } from '../../src/tasks/sets/mbpp.ts';
import { sanitizedMbpp } from '../../src/tasks/sets/sanitized-mbpp.ts';
import { prepare } from '../support/prepare.ts';
import { has, pathOf } from '../support/published.ts';
import { launchChromium, serveSite } from '../support/site.ts';
import { classroomViews } from './screenshots/classroom-views.ts';
import { dialogViews } from './screenshots/dialog-views.ts';
import { evaluationViews } from './screenshots/evaluation-views.ts';
import { faultViews } from './screenshots/fault-views.ts';
import { learnerViews } from './screenshots/learner-views.ts';
import { playgroundViews } from './screenshots/playground-views.ts';
import { predictionViews } from './screenshots/prediction-views.ts';
import { sideBySideViews } from './screenshots/side-by-side-views.ts';
import { replayViews } from './screenshots/replay-views.ts';
import { taskSetViews } from './screenshots/task-set-views.ts';
import type { View } from './screenshots/view.ts';

const folder = 'artifacts/screenshots';
/** The README shows what a window shows; the others are whole pages. */
const inReadme: Readonly<Record<string, string>> = {
  'wrong-value-wide-light': 'page-light',
  'stepping-wide-dark': 'page-dark',
};

const sizes = {
  narrow: { width: 380, height: 800 },
  wide: { width: 1440, height: 900 },
  projector: { width: 1920, height: 1080 },
  huge: { width: 2560, height: 1440 },
};
const sizeNames = ['narrow', 'wide', 'huge'] as const;
/** What is for a projector is shown at its size too. */
const projectorSizeNames = ['narrow', 'wide', 'projector', 'huge'] as const;
const schemes = ['light', 'dark'] as const;

const views = [
  ...playgroundViews,
  ...learnerViews,
  ...faultViews,
  ...taskSetViews,
  ...predictionViews,
  ...replayViews,
  ...dialogViews,
  ...classroomViews,
  ...sideBySideViews,
  ...evaluationViews,
];
const published = { mbpp, sanitized: sanitizedMbpp, humanEval };
const hasData = has('mbpp', 'sanitized', 'humanEval', 'mbppPlus');

/** A machine that does other things as well takes its time over models and Python. */
const waitMs = 90_000;

/** A view that does not come is named, and the others are taken all the same. */
export async function main([site, only = '']: readonly string[]): Promise<number> {
  if (site === undefined) await prepare();
  const served = await serveSite(site === undefined ? {} : { folder: site });
  const browser = await launchChromium();
  mkdirSync(folder, { recursive: true });
  let missing = 0;
  for (const view of views) {
    if (view.needsData && !hasData) continue;
    for (const size of view.name === 'projector' ? projectorSizeNames : sizeNames) {
      if (!schemes.some((scheme) => `${view.name}-${size}-${scheme}`.includes(only))) continue;
      try {
        await take(browser, view, served.address, size);
      } catch (error) {
        missing++;
        console.error(`${view.name}-${size}: ${error instanceof Error ? error.message : error}`);
      }
    }
  }
  await browser.close();
  await served.close();
  return missing === 0 ? 0 : 1;
}

/** One visit, shown light and dark. */
async function take(
  browser: Browser,
  view: View,
  address: string,
  size: keyof typeof sizes,
): Promise<void> {
  const viewport = sizes[size];
  const context = await browser.newContext({ ...view.options, viewport, serviceWorkers: 'block' });
  try {
    if (hasData) await servePublished(context);
    await view.prepare?.(context);
    const page = await context.newPage();
    page.setDefaultTimeout(waitMs);
    await page.goto(address + view.hash);
    await view.show(page).catch(async (error: unknown) => {
      await page.screenshot({ path: `${folder}/${view.name}-${size}-instead.png` });
      throw error;
    });
    await page.mouse.move(0, 0);
    // The header stays at the top of the window, which is the top of the picture.
    await page.evaluate(() => scrollTo(0, 0));
    for (const colorScheme of schemes) {
      // A picture of the whole page starts the motion of a first visit again: it shows its end.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const name = `${view.name}-${size}-${colorScheme}`;
      const path = `${folder}/${name}.png`;
      const target = inReadme[name];
      await page.screenshot({ path, animations: 'disabled', fullPage: target === undefined });
      if (target) copyFileSync(path, `public/screenshots/${target}.png`);
      console.log(path);
    }
  } finally {
    await context.close();
  }
}

/** From the copies beside the repository: nothing is downloaded. */
async function servePublished(context: BrowserContext): Promise<void> {
  for (const [name, { origin }] of Object.entries(published)) {
    const body = readFileSync(pathOf(name as keyof typeof published));
    const headers = { 'access-control-allow-origin': '*' };
    await context.route(origin.address, (route) => route.fulfill({ headers, body }));
  }
}
