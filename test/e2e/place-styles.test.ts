/** Every place that is fetched late comes with its styles, whichever is opened first. */
import { expect, test } from 'vitest';
import { useVisits } from './page-visits.ts';

const visits = useVisits();

test.each([
  ['#/class', 'ClassPage'],
  ['#/evaluation', 'EvaluationPage'],
  ['#/replays', 'ReplayPage'],
])('%s', async (hash, name) => {
  const page = await visits.open(hash);
  await page.locator('main h1, main h2').first().waitFor();
  const sheets = await page.evaluate(() => [...document.styleSheets].map(({ href }) => href ?? ''));
  expect(sheets.filter((href) => href.includes(`/${name}-`))).toHaveLength(1);
});
