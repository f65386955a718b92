/**
 * Every view where words are 40% longer, where the page is mirrored, at 200% and 400% zoom, and in a
 * person's own colours: nothing is cut, leaves its frame, lies over something else or scrolls
 * sideways, what is chosen is seen, and axe finds no fault.
 */
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { faultsLightAndDark } from '../support/axe.ts';
import { lostStates } from '../support/forced-colours.ts';
import { layoutFaults, withLongWords } from '../support/layout.ts';
import { walks } from './every-view.ts';
import { useVisits } from './page-visits.ts';

const visits = useVisits();

const phone = { width: 380, height: 800 };
const desktop = { width: 1440, height: 900 };
/** 1280 by 1024 at 200%, and 1280 by 860 at 400%. */
const zoomed = { width: 640, height: 512 };
const zoomedFourTimes = { width: 320, height: 215 };

function turn(page: Page, direction: '' | 'rtl'): Promise<void> {
  return page.evaluate((dir) => void (document.documentElement.dir = dir), direction);
}

async function faultsUnderAll(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  const look = async (how: string) => {
    // What is loaded late for this width arrives, and what measures itself has done so.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
    const faults = await layoutFaults(page);
    found.push(...faults.map((fault) => `${name}, ${how}: ${fault}`));
  };
  await page.setViewportSize(zoomed);
  await look('at 200%');
  await page.setViewportSize(zoomedFourTimes);
  await look('at 400%');
  for (const size of [phone, desktop]) {
    await page.setViewportSize(size);
    await withLongWords(page, () => look(`long words at ${size.width}`));
    await turn(page, 'rtl');
    await look(`mirrored at ${size.width}`);
    await turn(page, '');
  }
  // As tall as the page, so that the bar at the foot covers nothing for the moment.
  await page.setViewportSize({ width: phone.width, height: 4000 });
  found.push(...(await faultsLightAndDark(page)).map((fault) => `${name}, on a phone: ${fault}`));
  await page.setViewportSize(desktop);
  found.push(...(await lostStates(page)).map((fault) => `${name}, in own colours: ${fault}`));
  return found;
}

/** What fills the screen keeps its size, and the walk is through many. */
function neverFull(): void {
  Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('refused'));
}

test.for(walks)(
  'every view of $name has room for longer words, stands mirrored, zoomed, and in a person’s own colours',
  async ({ hash, views }) => {
    const options = { viewport: desktop, reducedMotion: 'reduce' } as const;
    const page = await visits.open(hash, options, async (context) => {
      await context.addInitScript(neverFull);
    });
    const found: string[] = [];
    for (const [name, show] of views) {
      await show(page);
      found.push(...(await faultsUnderAll(page, name)));
    }
    expect(found).toEqual([]);
  },
);
