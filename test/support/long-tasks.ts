/** Tasks of a page that hold up its person, as Chromium reports them: those of 50 ms or more. */

import type { Page } from 'playwright';

/** From now on. */
export function watchLongTasks(page: Page): Promise<void> {
  return page.evaluate(() => {
    const seen = Object.assign(window, { longTasksMs: [] as number[] });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longTasksMs.push(duration);
    }).observe({ type: 'longtask' });
  });
}

/** Since they were last taken, the longest first. */
export function takeLongTasks(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const seen = window as unknown as { longTasksMs: number[] };
    return seen.longTasksMs.splice(0).sort((left, right) => right - left);
  });
}
