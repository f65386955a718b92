/** What a first view costs, and that it is usable before the heavy parts arrive. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { useVisits } from './page-visits.ts';

const dist = new URL('../../dist/', import.meta.url);
const mostBytes = 95_000;
const visits = useVisits();

/** The scripts that the page names itself, relative to it. */
function firstScripts(): string[] {
  const html = readFileSync(new URL('index.html', dist), 'utf8');
  return [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, path = '']) => path);
}

test('the JavaScript of the first view is at most 95 kB compressed', () => {
  const sizes = firstScripts().map((path) => gzipSync(readFileSync(new URL(path, dist))).length);
  expect(sizes.length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(mostBytes);
});

test('without editor, checker and models the page still shows a task and takes a program', async () => {
  const page = await visits.open('#/starter/3', {}, async (context) => {
    const first = firstScripts().map((path) => new URL(path, visits.address).href);
    await context.route(/\.js$|\/sandbox\//, (route) =>
      first.includes(route.request().url()) ? route.continue() : route.abort(),
    );
  });
  await page.getByRole('heading', { name: /Task 3/ }).waitFor();
  await page.getByRole('alert').filter({ hasText: 'Could not load this part' }).waitFor();
  // Not in the place of the edge that would have come before it.
  expect((await page.getByRole('main').boundingBox())?.width).toBeGreaterThan(600);
  await page.getByRole('textbox', { name: 'Program in Python' }).fill('def last_word(s): pass');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('alert').filter({ hasText: 'Could not load Python' }).waitFor();
});
