/**
 * npm run bench -- first-visit [RUNS]: from opening the built site in a cold browser, over the
 * press of the one button, to the verdict on the first task; medians, by default of five runs.
 * The person is taken to press as soon as the button is there.
 */

import { rm } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { launchChromium, serveSite } from '../support/site.ts';
import { builtCopy } from './search/measure.ts';
import { machine } from './search/machine.ts';
import { median } from './search/median.ts';

const target = 'target: under 5 s';

export async function main([runs = '5']: readonly string[]): Promise<number> {
  const folder = await builtCopy();
  const site = await serveSite({ folder });
  const [buttons, verdicts]: [number[], number[]] = [[], []];
  for (let run = 0; run < Number(runs); run++) {
    const { buttonMs, verdictMs } = await visit(site.address);
    buttons.push(buttonMs);
    verdicts.push(verdictMs);
    console.log(`${seconds(buttonMs)} to the button, ${seconds(verdictMs)} to the verdict`);
  }
  await site.close();
  await rm(folder, { recursive: true });
  console.log(`On ${await machine()}; load average ${loadavg()[0]?.toFixed(1)}.`);
  console.log(`median to the button   ${seconds(median(buttons))}`);
  console.log(`median to the verdict  ${seconds(median(verdicts))}  ${target}`);
  return 0;
}

/** A browser of its own, so that nothing is warm. */
async function visit(address: string): Promise<{ buttonMs: number; verdictMs: number }> {
  const browser = await launchChromium();
  const page = await browser.newPage({ serviceWorkers: 'block' });
  page.setDefaultTimeout(120_000);
  const startedAt = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.getByRole('button', { name: 'Generate' }).click();
  const buttonMs = performance.now() - startedAt;
  await page.getByRole('heading', { name: 'All 3 tests passed' }).waitFor();
  const verdictMs = performance.now() - startedAt;
  await browser.close();
  return { buttonMs, verdictMs };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
