/** axe in a page: what a screen reader, a keyboard or weak eyes would trip over. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright';

const script = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const conformance = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** The rules that a change of colours can break. */
const onColours = ['color-contrast', 'link-in-text-block'];

/**
 * One line for each rule of WCAG 2.2 A and AA that is broken. In the page's own document: the
 * frames of the sandbox show nothing.
 */
export function faults(page: Page): Promise<string[]> {
  return broken(page, { type: 'tag', values: conformance });
}

/** In the dark the same elements are there in other colours: every rule, and then those on these. */
export async function faultsLightAndDark(page: Page): Promise<string[]> {
  // On its way from light to dark a button has colours of neither.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const light = await faults(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await broken(page, { type: 'rule', values: onColours });
  return [...light, ...dark.map((fault) => `dark: ${fault}`)];
}

async function broken(page: Page, runOnly: axe.RunOnly): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(script);
  return page.evaluate(async (only) => {
    const { axe: engine } = window as unknown as { axe: typeof axe };
    const options = { runOnly: only, resultTypes: ['violations' as const], iframes: false };
    const { violations } = await engine.run(document, options);
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`,
    );
  }, runOnly);
}
