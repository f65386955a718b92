/**
 * Whatever the browser refuses, in whichever way: the page opens and works in memory, says what it
 * does not keep, and never claims to keep it.
 */

import type { Page } from 'playwright';
import { describe, expect, test, type TestContext, vi } from 'vitest';
import { firefox } from '../support/engines/firefox.ts';
import {
  refuse,
  type Refusal,
  type RefusedPart,
  refusedParts,
} from '../support/refusing-browser.ts';
import { serveSite } from '../support/site.ts';
import { useVisits } from './page-visits.ts';

// These visits wait more than they work, most of all for what never answers: side by side, they
// wait together.
vi.setConfig({ testTimeout: 120_000, maxConcurrency: 4 });

const visits = useVisits({ areShared: true });
const refusals: readonly Refusal[] = [
  ...(['hangs', 'absent', 'throws when looked at', 'throws when called', 'rejects'] as const),
];
/** What a person reads where nothing of theirs is stored. */
const workIsNotKept = /(Your work is|New work may be) lost when you close this tab/;
const keepsWork = /stored in this browser only/;
const keepsModels = /stay in this browser/;

async function open(
  parts: readonly RefusedPart[],
  refusal: Refusal,
  { onTestFinished }: TestContext,
) {
  const faults: string[] = [];
  const page = await visits.open('#/starter/3', {}, async (context) => {
    await context.addInitScript(refuse, [parts, refusal] as const);
    context.on('weberror', (error) => faults.push(String(error.error())));
  });
  onTestFinished(() => page.context().close());
  await page.getByRole('heading', { name: /^Task 3 / }).waitFor();
  return { page, faults };
}

/** Typed, left and come back to: it lasts for the visit. */
async function typeAndComeBack(page: Page): Promise<void> {
  await page
    .getByRole('textbox', { name: 'Program' })
    .fill('def last_word(sentence):\n    return sentence.split()[-1]\n');
  await page.goto(`${visits.address}#/starter/2`);
  await page.getByRole('heading', { name: /^Task 2 / }).waitFor();
  await page.goto(`${visits.address}#/starter/3`);
  await page.getByText('sentence.split()').first().waitFor({ timeout: 20_000 });
}

async function openEvaluation(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Evaluation' }).click();
  await page.getByRole('heading', { name: 'New run' }).waitFor();
  await page.getByText(/^\d+ samples?[.,]/).waitFor();
}

const textOf = (page: Page) => page.locator('body').innerText();

describe.concurrent.for(refusals)('refused in one way: it %s', (refusal) => {
  test.concurrent(
    'everything at once: a program is checked, and a run goes to its end',
    async (context) => {
      const { expect } = context;
      const { page, faults } = await open(refusedParts, refusal, context);
      await typeAndComeBack(page);
      await page.getByRole('button', { name: 'Check' }).click();
      await page.getByRole('heading', { name: /All 3 tests pass/ }).waitFor();
      await page.getByText(workIsNotKept).waitFor();
      expect(await textOf(page)).not.toMatch(keepsWork);
      await page.getByRole('button', { name: /Built-in search/ }).click();
      await page
        .getByRole('dialog')
        .getByText(/downloaded again on your next visit/)
        .waitFor();
      expect(await textOf(page)).not.toMatch(keepsModels);
      await page.keyboard.press('Escape');

      await openEvaluation(page);
      await page.getByLabel('Number of tasks').fill('1');
      await page.getByLabel('Time limit per task (s)').fill('1');
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      await page.getByText(/Finished\./).waitFor();
      await page.getByText('Runs last until you close this tab').waitFor();
      expect(faults).toEqual([]);
    },
  );

  test.concurrent.for(refusedParts)('%s', async (part, context) => {
    const { expect } = context;
    const { page, faults } = await open([part], refusal, context);
    await typeAndComeBack(page);
    if (part === 'indexedDB') {
      await page.getByText(workIsNotKept).waitFor({ timeout: 20_000 });
      expect(await textOf(page)).not.toMatch(keepsWork);
    } else expect(await textOf(page)).toMatch(keepsWork);
    await openEvaluation(page);
    if (part === 'indexedDB') await page.getByText('Runs last until you close this tab').waitFor();
    expect(faults).toEqual([]);
  });
});

const isInstalled = firefox.isInstalled();
if (!isInstalled) console.log(`Firefox was not found: ${firefox.help}.`);

test.skipIf(!isInstalled)(
  'Firefox with all site data blocked opens the page and says so',
  async () => {
    const site = await serveSite();
    // "Block all cookies" of its settings, which blocks every storage of a site with them.
    const page = await firefox.launch({ 'network.cookie.cookieBehavior': 2 });
    try {
      await page.open(site.address);
      const read = () => page.evaluate(() => document.body.innerText, null);
      await expect.poll(read, { timeout: 60_000 }).toMatch(/Task 1/);
      await expect.poll(read, { timeout: 30_000 }).toMatch(workIsNotKept);
      expect(await read()).not.toMatch(keepsWork);
      await page.evaluate(() => void (location.hash = '#/evaluation'), null);
      await expect.poll(read, { timeout: 30_000 }).toMatch(/Runs last until you close this tab/);
      const refused = await page.evaluate(() => {
        try {
          return String(new BroadcastChannel('a'));
        } catch (error) {
          return String(error);
        }
      }, null);
      expect(refused).toContain('SecurityError');
    } finally {
      await page.close();
      await site.close();
    }
  },
);
