/** What the search in Python says of itself after each slice, read from its JSON. */

import type { SearchReason, WaitEnd } from './search-reason.ts';

/** A program that passes some of the shown asserts. */
export interface PartialSolution {
  readonly program: string;
  /** How many of the shown asserts it passes. */
  readonly passes: number;
}

/** A program that passes all shown asserts: the best so far, while a plainer one may still come. */
export interface KeptProgram {
  readonly program: string;
  readonly explanation: Explanation;
}

export interface SearchProgress {
  readonly tried: number;
  /** The cost that all expressions tried so far stay within: how large programs have become. */
  readonly level: number;
  /** Expressions dropped because an equivalent one, on the examples, was held already. */
  readonly dropped: number;
  /** Distinct values held. */
  readonly held: number;
  readonly elapsedSeconds: number;
  readonly best: PartialSolution | null;
  /** Null once there is a result; absent in what earlier versions stored. */
  readonly kept?: KeptProgram | null;
}

/** How a found program was found, for the explanation on the page. */
export interface Explanation {
  /** `loop`: a fitted formula or a loop template. */
  readonly how: 'expression' | 'branches' | 'loop';
  readonly cost: number;
  /** Words of the task that made some components cheaper. */
  readonly words: readonly string[];
  /** Absent where no plainer program could come any more. */
  readonly until?: WaitEnd;
}

export type SearchResult =
  | { readonly kind: 'found'; readonly program: string; readonly explanation: Explanation }
  | {
      readonly kind: 'exhausted' | 'out-of-time' | 'refused';
      readonly reason: SearchReason;
      /** The best attempt's program. */
      readonly best: string | null;
    };

/** How version 0.1 stored and linked a search that found nothing: its reason already in words. */
export interface ToldSearchResult {
  readonly kind: 'exhausted' | 'out-of-time' | 'refused';
  readonly sentence: string;
  readonly best: string | null;
}

export interface SearchState {
  readonly progress: SearchProgress;
  /** Null while the search may go on. */
  readonly result: SearchResult | null;
}

/** Our own Python wrote it, so its form is taken as given. */
export function readState(reply: string): SearchState {
  const { progress, result } = JSON.parse(reply) as {
    progress: Omit<SearchProgress, 'elapsedSeconds'> & { elapsed: number };
    result: SearchResult | null;
  };
  const { elapsed, ...counts } = progress;
  return { progress: { ...counts, elapsedSeconds: elapsed }, result };
}

/** A search that ends before its time hands over the program that it kept; null where it has none. */
export function settled(
  { kept, ...progress }: SearchProgress,
  until: WaitEnd,
): { progress: SearchProgress; result: SearchResult } | null {
  if (!kept) return null;
  const { program, explanation } = kept;
  const result = { kind: 'found', program, explanation: { ...explanation, until } } as const;
  return { progress, result };
}

/** The best program so far: one that passes, or else the best attempt. */
export function programSoFar({ kept, best }: SearchProgress): string {
  return kept?.program ?? best?.program ?? '';
}

/** The reason in words, given from outside: what is said to people is not the search's matter. */
export type SayReason = (reason: SearchReason) => string;

/** The reply as text: the program, or the reason as a comment above the best attempt. */
export function replyText(result: SearchResult, sayReason: SayReason): string {
  if (result.kind === 'found') return result.program;
  return `# ${sayReason(result.reason)}\n${result.best ?? ''}`;
}

/** What a search says of itself; models say nothing of the kind. */
export interface SearchReport {
  readonly progress: SearchProgress;
  /** Null while it searches, and where it was stopped. */
  readonly result: SearchResult | ToldSearchResult | null;
  /** What it was asked, in place of a prompt. Absent of what earlier versions stored. */
  readonly settings?: SearchSettings;
  /** How it went on, in turn: milliseconds since its begin, programs tried, size. */
  readonly course?: readonly number[];
}

export interface SearchSettings {
  /** Of the task's asserts, how many it saw: the first ones. */
  readonly shownTestCount: number;
  readonly seconds: number;
  /** Orders parts of programs that cost the same. */
  readonly seed: number;
}
