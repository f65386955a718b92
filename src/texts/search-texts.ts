/** Sentences about a search: how far it is, how it found its program, and what it cannot know. */

import type { SearchProgress, SearchResult } from '../synthesis/search/search-state.ts';
import { count, duration, grouped } from './format.ts';

/** "41,200 programs tried, 13,700 a second, size 9" */
export function searchCounts({ tried, level, elapsedSeconds }: SearchProgress): string {
  if (tried === 0) return 'Reading the asserts';
  const rate = elapsedSeconds > 0 ? `, ${rounded(tried / elapsedSeconds)} a second` : '';
  return `${number(tried)} programs tried${rate}, size ${level}`;
}

/** What was tried until a program was found or the search ended. */
export function searchWork({ tried, level, dropped, elapsedSeconds }: SearchProgress): string {
  const time = duration(elapsedSeconds * 1000);
  const equivalents =
    dropped > 0
      ? ` It dropped ${number(dropped)} of them, since they gave the same values as a shorter one.`
      : '';
  return `It tried ${numbered(tried, 'program')} in ${time}, from small ones up to size ${level}.${equivalents}`;
}

/** How the found program came about. */
export function searchStory({ explanation }: Extract<SearchResult, { kind: 'found' }>): string {
  const { how, words } = explanation;
  const telling = words.filter((word) => !untelling.has(word));
  const hints =
    telling.length > 0
      ? ` It tried first what words of the task suggest: ${telling.join(', ')}.`
      : '';
  switch (how) {
    case 'expression':
      return `The program is the first expression that gave every expected value.${hints}`;
    case 'branches':
      return `No single expression gave every expected value, so it joined several with a condition that tells the examples apart.${hints}`;
    case 'loop':
      return `It fitted a formula or a loop to the expected values.${hints}`;
  }
}

/** What stands in for a program that was not found. */
export function bestAttemptText(passes: number, shown: number): string {
  return `Its best attempt is in the editor: it passes ${passes} of the ${count(shown, 'assert')} it was shown.`;
}

/** They name something in Python, and nothing in a sentence. */
const untelling: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'is', 'if', 'for']);

export const searchLimits =
  'Search only knows the asserts it was shown. A program that passes them may still be wrong beyond them.';

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
