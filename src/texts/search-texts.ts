/** Texts about the search: how it found a program or why it did not, what it cannot know. */

import type { PlainSearchCode, SearchReason } from '../synthesis/search/search-reason.ts';
import type {
  SearchProgress,
  SearchResult,
  ToldSearchResult,
} from '../synthesis/search/search-state.ts';
import { count, duration, grouped } from './format.ts';

/** The search, where models and engines are named. */
export const searchName = 'Built-in search';

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
  'no-asserts': 'Search needs at least one shown assert: it knows a task by its examples.',
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
  'The search sees only the shown asserts. A program that passes them may still be wrong for other inputs.';

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
