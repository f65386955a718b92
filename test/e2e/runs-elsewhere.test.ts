/** One run and two tabs of one browser: what one tab is at, the other neither takes nor repeats. */

import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { useVisits } from './page-visits.ts';

const visits = useVisits();

/** Searches that take their time, so that the run lasts as long as the test looks at it. */
async function startLongRun(page: Page): Promise<void> {
  await page.getByLabel('Name').fill('A long one');
  await page.getByLabel('Number of tasks').fill('20');
  await page.getByLabel('Samples per task').fill('10');
  await page.getByLabel('Time limit per task (s)').fill('1');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByText(/^[1-9]\d* of 200 done/).waitFor();
}

const heading = (page: Page) => page.locator('main header .hint');

/** How many of each are stored, by name of the store. */
function stored(page: Page): Promise<Record<string, number>> {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('synthpad-runs');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const names = [...database.objectStoreNames];
          const counts: Record<string, number> = {};
          if (names.length === 0) return resolve(counts);
          const transaction = database.transaction(names);
          for (const name of names) {
            const counting = transaction.objectStore(name).count();
            counting.onsuccess = () => (counts[name] = counting.result);
          }
          transaction.oncomplete = () => {
            database.close();
            resolve(counts);
          };
        };
      }),
  );
}

test('a run that one tab runs, the other says at once is running there, and leaves alone', async () => {
  const runner = await visits.open('#/evaluation');
  const watcher = await runner.context().newPage();
  await watcher.goto(`${visits.address}#/evaluation`);
  await watcher.getByText('No runs yet.').waitFor();
  await startLongRun(runner);

  // Open already, it hears of the run; opened later, it finds it.
  await watcher.getByText('Running in another tab').waitFor();
  await watcher.getByRole('link', { name: /A long one/ }).click();
  await expect.poll(() => heading(watcher).textContent()).toContain('Running in another tab.');
  for (const name of ['Resume', 'Stop', 'Delete', 'Pause']) {
    expect(await watcher.getByRole('button', { name, exact: true }).count()).toBe(0);
  }
  await watcher.reload();
  await expect.poll(() => heading(watcher).textContent()).toContain('Running in another tab.');

  await runner.getByRole('button', { name: 'Pause' }).click();
  await expect.poll(() => heading(watcher).textContent()).toContain('Paused.');
  await watcher.getByRole('button', { name: 'Resume', exact: true }).click();
  await expect.poll(() => heading(runner).textContent()).toContain('Running in another tab.');
  // A tab that is closed tells nobody.
  await watcher.close();
  await expect.poll(() => heading(runner).textContent(), { timeout: 10_000 }).toContain('Paused.');

  await runner.getByRole('button', { name: 'Delete', exact: true }).click();
  await runner.getByRole('button', { name: 'Delete run and samples' }).click();
  await runner.getByText('No runs yet.').waitFor();
  expect(await stored(runner)).toEqual({ outcomes: 0, runs: 0, samples: 0, tasks: 0 });
});

test('a run whose database is removed under it ends with a sentence, and leaves nothing', async () => {
  const runner = await visits.open('#/evaluation');
  await startLongRun(runner);
  const remover = await runner.context().newPage();
  await remover.goto(`${visits.address}starter-tasks.jsonl`);
  await remover.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const deleting = indexedDB.deleteDatabase('synthpad-runs');
        deleting.onsuccess = resolve;
        deleting.onerror = reject;
      }),
  );
  await runner.getByText('none of its samples are left').waitFor();
  await expect.poll(() => heading(runner).textContent()).toContain('Deleted while it was running.');
  const nothing = { outcomes: 0, runs: 0, samples: 0, tasks: 0 };
  expect(await stored(runner)).toEqual(nothing);
});

test('what an earlier version left of a deleted run is cleared when runs are next looked at', async () => {
  const page = await visits.open('#/evaluation');
  await page.getByText('No runs yet.').waitFor();
  const planted = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open('synthpad-runs');
        opening.onsuccess = () => {
          const transaction = opening.result.transaction(['samples', 'outcomes'], 'readwrite');
          for (let index = 0; index < 50; index++) {
            const key = { run: 'deleted', task: '1', index };
            transaction.objectStore('samples').put(key);
            transaction.objectStore('outcomes').put(key);
          }
          const counting = transaction.objectStore('samples').count();
          transaction.oncomplete = () => resolve(counting.result);
          opening.result.close();
        };
      }),
  );
  expect(planted).toBe(50);
  await page.reload();
  await expect.poll(() => stored(page)).toMatchObject({ samples: 0, outcomes: 0 });
});
