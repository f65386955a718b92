/** The name of a search with how many of the task's tests it is shown, where these are not all. */

import { mostShownTests } from '../synthesis/prompt-settings.ts';
import { count } from './format.ts';

/** "Built-in search, saw 2 of 3 tests": its program says no more than its tests. */
export function searchBy(name: string, shown: number | undefined, all: number): string {
  const some = someOf(shown, all);
  return some === null ? name : `${name}, saw ${some}`;
}

/** "Built-in search (shown 2 of 3 tests)": also among other names, before and after it has written. */
export function searchShown(name: string, shown: number, all: number): string {
  const some = someOf(shown, all);
  return some === null ? name : `${name} (shown ${some})`;
}

/** Null where all of them are shown. */
function someOf(shown = mostShownTests, all: number): string | null {
  return shown < Math.min(all, mostShownTests) ? `${shown} of ${count(all, 'test')}` : null;
}
