/**
 * npm run bench -- side-by-side [SITE]: the page's own thread while two replies of 200 tokens a second
 * are shown side by side, and when both have ended and are checked. SITE is a built site that is there
 * already.
 */

import { loadavg } from 'node:os';
import type { Locator, Page } from 'playwright';
import { takeLongTasks, watchLongTasks } from '../support/long-tasks.ts';
import { longestTaskMs } from '../support/main-thread.ts';
import { prepare } from '../support/prepare.ts';
import { launchChromium, serveSite } from '../support/site.ts';
import { steadyServer } from '../support/steady-server.ts';
import { machine } from './search/machine.ts';

const tokensPerSecond = 200;
const tokens = 1600;
const target = 'target: no task over 50 ms';

export async function main([folder]: readonly string[]): Promise<number> {
  if (folder === undefined) await prepare();
  const site = await serveSite(folder === undefined ? {} : { folder });
  const server = await steadyServer({ tokensPerSecond, tokens });
  const browser = await launchChromium();
  const page = await browser.newPage({ serviceWorkers: 'block' });
  page.setDefaultTimeout(180_000);
  await page.goto(`${site.address}#/starter/3`);
  const view = await openTwo(page, server.address);
  console.log(`On ${await machine()}; load average ${loadavg()[0]?.toFixed(1)}.`);
  await watchLongTasks(page);

  const streaming = await longestTaskMs(browser, page, async () => {
    await view.getByRole('button', { name: 'Generate', exact: true }).click();
    while (server.endedAt() > Date.now()) await page.waitForTimeout(100);
  });
  report('streaming twice 200 tokens/s', streaming, await takeLongTasks(page));
  const ended = await longestTaskMs(browser, page, async () => {
    await view
      .getByText(/verdict after/)
      .nth(1)
      .waitFor();
  });
  report('when both have ended', ended, await takeLongTasks(page));

  await browser.close();
  await server.close();
  await site.close();
  return 0;
}

async function openTwo(page: Page, address: string): Promise<Locator> {
  await page.getByText('Side by side').click();
  const view = page.getByRole('dialog', { name: 'Side by side' });
  for (const [place, model] of ['steady', 'also steady'].entries()) {
    await view.getByRole('button', { name: new RegExp(`^Writer ${place + 1}:`) }).click();
    const choice = page.getByRole('dialog', { name: 'Choose who writes the program' });
    await choice.getByText('Your own server').click();
    await choice.getByLabel('Server URL').fill(address);
    await choice.getByLabel('Model', { exact: true }).fill(model);
    await choice.getByRole('button', { name: 'Use this server' }).click();
    await view.getByRole('button', { name: `Writer ${place + 1}: ${model}` }).waitFor();
  }
  await view.getByText('Prompt and sampling').click();
  await view.getByText(/^Sampling/).click();
  await view.getByLabel('Max tokens').fill('4000');
  await view.getByLabel('Max tokens').blur();
  await view.getByText('Prompt and sampling').click();
  return view;
}

/** What the thread computed hardly depends on what else the machine does; what the clock says does. */
function report(when: string, computedMs: number, longMs: readonly number[]): void {
  const longest = Math.round(Math.max(0, ...longMs));
  console.log(`${when}: the longest task computed for ${computedMs.toFixed(1)} ms; ${target}`);
  console.log(`  by the clock: ${longMs.length} tasks over 50 ms, the longest ${longest} ms`);
}
