/**
 * Visits by someone who used an earlier version, and where a page shows what is looked for of it:
 * by content, since the words around it change.
 */

import { readFile } from 'node:fs/promises';
import type { BrowserContext, Locator, Page } from 'playwright';
import { afterEach, expect } from 'vitest';
import type {} from '../../src/headless.ts';
import { type Changes, restoreProfile } from '../support/earlier-version.ts';
import { useVisits } from './page-visits.ts';

/** The person whose profile it is had hidden what writes programs; most tests look for that. */
const withWriters: Changes = { 'solve-it-yourself': false };

export interface EarlierVisits {
  /** Ends in a slash. */
  readonly address: string;
  /** By someone with nothing stored. */
  visit(hash: string): Promise<Page>;
  /** By someone with all that the earlier version stored, but for `changes`. */
  returning(hash: string, changes?: Changes): Promise<Page>;
}

/** For a file of tests, each of which fails where the page throws. */
export function useEarlierVisits(): EarlierVisits {
  const visits = useVisits();
  const thrown: Error[] = [];
  afterEach(() => expect(thrown.splice(0)).toEqual([]));

  function open(hash: string, prepare: (context: BrowserContext) => Promise<void>): Promise<Page> {
    return visits.open(hash, {}, async (context) => {
      context.on('weberror', (error) => thrown.push(error.error()));
      await prepare(context);
    });
  }

  return {
    get address() {
      return visits.address;
    },
    visit: (hash) => open(hash, async () => {}),
    returning: (hash, changes = withWriters) =>
      open(hash, (context) => restoreProfile(context, visits.address, changes)),
  };
}

export async function expectProgram(page: Page, program: string): Promise<void> {
  const shown = async () => (await programIn(page)).trimEnd();
  await expect.poll(shown, { timeout: 20_000 }).toBe(program.trimEnd());
}

/** Of a long program the editor lays out what is in sight and no more: all of it can be copied. */
async function programIn(page: Page): Promise<string> {
  const editor = page.getByRole('textbox', { name: 'Program' });
  if ((await editor.locator('.cm-gap').count()) === 0) return editor.innerText();
  await editor.press('Control+a');
  return editor.evaluate((content) => {
    const clipboardData = new DataTransfer();
    const copying = { clipboardData, bubbles: true, cancelable: true };
    content.dispatchEvent(new ClipboardEvent('copy', copying));
    return clipboardData.getData('text/plain');
  });
}

function attemptButtons(page: Page) {
  return page.getByRole('button', { name: /^Attempt \d+ /, includeHidden: true });
}

export async function expectAttempts(page: Page, count: number): Promise<void> {
  await expect.poll(() => attemptButtons(page).count(), { timeout: 20_000 }).toBe(count);
}

export async function chooseAttempt(page: Page, number: number): Promise<void> {
  const button = page.getByRole('button', {
    name: new RegExp(`^Attempt ${number} `),
    includeHidden: true,
  });
  await unfold(button);
  await button.click();
}

/** What a button saves, also one that is folded away. */
export function savedFile(page: Page, name: string): Promise<string> {
  return savedBy(page, page.getByRole('button', { name, exact: true, includeHidden: true }));
}

export async function savedBy(page: Page, button: Locator): Promise<string> {
  await unfold(button);
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFile(await download.path(), 'utf8');
}

async function unfold(locator: Locator): Promise<void> {
  await locator.evaluate((element) => element.closest('details')?.setAttribute('open', ''));
}

/** The page without a face, over the same storage. */
export async function headless(page: Page, address: string): Promise<Page> {
  const other = await page.context().newPage();
  await other.goto(`${address}headless.html`);
  await other.waitForFunction(() => 'synthpad' in window);
  // A page behind another one draws and waits at the pace of a tab that nobody looks at.
  await page.bringToFront();
  return other;
}

export function outcomesOf(page: Page, run: string) {
  return page.evaluate((id) => window.synthpad.outcomes(id), run);
}

/** By sample; what a store adds to them does not count. */
export function statuses(
  outcomes: readonly { task: string; index: number; status: string | null }[],
) {
  return Object.fromEntries(
    outcomes
      .map(({ task, index, status }) => [`${task}/${index}`, status] as const)
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}
