/** Texts about the search: its progress, how it found a program, what it cannot know. */

import type { SearchProgress, SearchResult } from '../synthesis/search/search-state.ts';
import { count, duration, grouped } from './format.ts';

/** The search, where models and engines are named. */
export const searchName = 'Built-in search';

/** "41,200 programs tried, 13,700 per second, size 9" */
export function searchCounts({ tried, level, elapsedSeconds }: SearchProgress): string {
  if (tried === 0) return 'Reading the asserts';
  const rate = elapsedSeconds > 0 ? `, ${rounded(tried / elapsedSeconds)} per second` : '';
  return `${number(tried)} programs tried${rate}, size ${level}`;
}

/** What the search tried until it found a program or ended. */
export function searchWork({ tried, level, dropped, elapsedSeconds }: SearchProgress): string {
  const time = duration(elapsedSeconds * 1000);
  const equivalents =
    dropped > 0
      ? ` It skipped ${number(dropped)} of them because a shorter one gave the same values.`
      : '';
  return `It tried ${numbered(tried, 'program')} in ${time}, from small ones up to size ${level}.${equivalents}`;
}

/** How the search found its program. */
export function searchStory({ explanation }: Extract<SearchResult, { kind: 'found' }>): string {
  const { how, words } = explanation;
  const telling = words.filter((word) => !untelling.has(word));
  const hints =
    telling.length > 0
      ? ` It first tried what words in the task suggest: ${telling.join(', ')}.`
      : '';
  switch (how) {
    case 'expression':
      return `The program is the first expression that gave every expected value.${hints}`;
    case 'branches':
      return `No single expression gave every expected value, so the search combined several with a condition that separates the examples.${hints}`;
    case 'loop':
      return `The search fitted a formula or a loop to the expected values.${hints}`;
  }
}

/** Where no program was found: how far the best one got. */
export function bestAttemptText(passes: number, shown: number): string {
  return `The best attempt is in the editor: it passes ${passes} of the ${count(shown, 'shown assert')}.`;
}

/** Keywords that mean something in Python and nothing in a sentence. */
const untelling: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'is', 'if', 'for']);

export const searchLimits =
  'The search sees only the shown asserts. A program that passes them may still be wrong for other inputs.';

function numbered(many: number, singular: string): string {
  return `${number(many)} ${many === 1 ? singular : `${singular}s`}`;
}

/** Two digits are enough for a number that changes all the time. */
function rounded(many: number): string {
  return number(Number(many.toPrecision(2)));
}

function number(many: number): string {
  return grouped(Math.round(many));
}
