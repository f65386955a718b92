/** Texts about the search: how it found a program or why it did not, what it cannot know. */

import { mostShownTests } from '../synthesis/prompt-settings.ts';
import type { PlainSearchCode, SearchReason, WaitEnd } from '../synthesis/search/search-reason.ts';
import type {
  SearchProgress,
  SearchResult,
  ToldSearchResult,
} from '../synthesis/search/search-state.ts';
import { count, duration, grouped } from './format.ts';

/** The search, where models and engines are named. */
export const searchName = 'Built-in search';

/** "It saw the first 2 of 3 tests. Time limit: 10 s."; `seconds` is null where it is not known. */
export function searchAsked(
  shown: number | undefined,
  all: number,
  seconds: number | null,
): string {
  const saw = shown === undefined ? '' : `It saw ${shownOf(shown, all)}.`;
  const limit = seconds === null ? '' : `Time limit: ${grouped(seconds)} s.`;
  return [saw, limit].filter(Boolean).join(' ');
}

/** "saw the first 2 of 3 tests" */
export function searchSaw(shown: number, all: number): string {
  return `saw ${shownOf(shown, all)}`;
}

function shownOf(shown: number, all: number): string {
  if (shown >= all || shown >= mostShownTests) return `all ${count(all, 'test')}`;
  if (shown === 0) return 'no test';
  return `the first ${shown === 1 ? '' : `${shown} `}of ${count(all, 'test')}`;
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

/** How the search found its program, and why it is this one of those that pass. */
export function searchStory({ explanation }: Extract<SearchResult, { kind: 'found' }>): string {
  const { how, words, until } = explanation;
  const telling = words.filter((word) => !untelling.has(word));
  const hints =
    telling.length > 0
      ? ` It first tried what words in the task suggest: ${telling.join(', ')}.`
      : '';
  const waited =
    until === undefined
      ? ''
      : ` It was kept because it passes, and the search looked for a plainer one ${waitEndTexts[until]}.`;
  return `${hows[how]}${waited}${hints}`;
}

const hows = {
  expression:
    'The program is one expression that gives every expected value: the plainest that the search found.',
  branches:
    'The search found no plainer program that gives every expected value, so it combined several expressions with a condition that separates the examples.',
  loop: 'The search fitted a formula or a loop to the expected values.',
} as const;

const waitEndTexts: Readonly<Record<WaitEnd, string>> = {
  'time-limit': 'until the time was over',
  'size-limit': 'until it had tried every size that it covers',
  'memory-limit': 'until the memory was full',
  stopped: 'until it was stopped',
  lost: 'until its interpreter ended',
};

/** While a search that could already hand over a program goes on. */
export const keptText = 'A program that passes is kept; looking for a plainer one';

/** Why a search found no program; version 0.1 kept that in words. */
export function searchEndText(
  result: Exclude<SearchResult, { kind: 'found' }> | ToldSearchResult,
): string {
  return 'sentence' in result ? result.sentence : searchReasonText(result.reason);
}

export function searchReasonText(reason: SearchReason): string {
  switch (reason.code) {
    case 'no-call':
      return `A shown assert does not call ${reason.name}.`;
    case 'several-calls':
      return `A shown assert calls ${reason.name} more than once.`;
    case 'undefined-name':
      return `An assert uses the name ${reason.name}, which nothing defines.`;
    case 'setup-fails':
      return `The setup code fails: ${reason.type}.`;
    case 'assert-raises':
      return `A shown assert raises ${reason.type} when it is read.`;
    case 'unreadable':
      return `The specification cannot be read: ${reason.type}.`;
    default:
      return plainReasons[reason.code];
  }
}

const plainReasons: Readonly<Record<PlainSearchCode, string>> = {
  'nothing-fits': 'No program within the size that the search covers satisfies all shown asserts.',
  'out-of-time': 'The time ran out before a program satisfied all shown asserts.',
  'out-of-memory': 'The memory ran out before a program satisfied all shown asserts.',
  stuck: 'A single step of the search took too long, and it was ended.',
  'broke-off': 'The search ran out of memory or broke off.',
  'ended-from-outside': 'The search was ended from outside.',
  'no-function': 'The asserts name no function to define.',
  'no-asserts': 'Search needs at least one shown assert: it checks every program against them.',
  'no-arguments': 'The function takes no arguments, so there is nothing to search over.',
  'too-many-arguments': 'The call has more arguments than the search handles.',
  'different-argument-counts': 'The asserts call the function with different numbers of arguments.',
  'not-positional': 'The search reads calls with plain positional arguments only.',
  contradiction: 'The asserts contradict each other: the same call must return two values.',
  'not-python': 'A shown assert is not valid Python.',
  'not-one-assert': 'A shown test is not a single assert.',
  'unknown-operator': 'An assert uses an operator that the search does not read.',
  'unknown-expression': 'An assert holds an expression that the search does not read.',
  'number-too-large': 'An assert holds a number that is too large to compute.',
  'value-too-large': 'An assert holds a value that is too large.',
  'values-too-large': 'The values in the asserts are too large to search over.',
  'range-too-large': 'An assert holds a range that is too large.',
  'runs-too-long': 'The setup code or an assert runs for too long.',
};

/** Where no program was found: how far the best one got. */
export function bestAttemptText(passes: number, shown: number): string {
  return `The best attempt is in the editor: it passes ${passes} of the ${count(shown, 'shown assert')}.`;
}

/** Keywords that mean something in Python and nothing in a sentence. */
const untelling: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'is', 'if', 'for']);

export const searchLimits =
  'It sees the task’s words and the shown asserts. A program that passes them may still be wrong for other inputs.';

function numbered(many: number, singular: string): string {
  return `${number(many)} ${many === 1 ? singular : `${singular}s`}`;
}

export const searchViewTexts = {
  found: 'How the search found it',
  notFound: 'The search found no program',
  stopped: 'The search was stopped',
  about:
    'The search builds programs from small to large until one passes the shown tests. It needs no model and no prompt.',
} as const;

function number(many: number): string {
  return grouped(Math.round(many));
}

/** "41,200 programs tried, 13,700 per second, size 9" */
export function searchCounts({
  tried,
  level,
  elapsedSeconds,
}: Pick<SearchProgress, 'tried' | 'level' | 'elapsedSeconds'>): string {
  if (tried === 0) return 'Reading the asserts';
  const rate = elapsedSeconds > 0 ? `, ${grouped(rounded(tried / elapsedSeconds))} per second` : '';
  return `${grouped(tried)} programs tried${rate}, size ${level}`;
}

/** Two digits are enough for a number that changes all the time. */
function rounded(many: number): number {
  return Math.round(Number(many.toPrecision(2)));
}
