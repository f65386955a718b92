/** What the judge is asked, and what it answers: the shapes of its messages. */

import type { Answer } from '../sessions/answer.ts';
import type { Oracle } from '../oracle.ts';
import type { UndecidedReason, UnisolatedReason } from '../reason.ts';

/** A part of a test that the program evaluates. */
export interface Cut {
  readonly source: string;
  /** Names that the program has to define for it. */
  readonly needs: readonly string[];
}

export interface TestPlan {
  readonly cuts: readonly Cut[];
  readonly needs: readonly string[];
  /** The judge runs the test and asks for its calls. */
  readonly isScript: boolean;
  /** Why the test has to run together with the program; null for almost every test. */
  readonly unisolated: UnisolatedReason | null;
  /** It does not use the program. */
  readonly asksNothing: boolean;
  /** The test is no Python. */
  readonly fault: string | null;
}

/** What the judge needs of a task. */
export interface TestSheet {
  readonly reference: string;
  readonly setup: string;
  readonly tests: readonly string[];
  /** Tests known to need the program's own interpreter, by index. */
  readonly together?: readonly number[];
}

export interface DecisionRequest {
  /** Index within the sheet. */
  readonly test: number;
  /** One for each cut of the plan. */
  readonly cuts: readonly Answer[];
  readonly oracle: Oracle;
}

/** What a test that the judge runs asks of the program. */
export interface Question {
  /** Index of the test within the sheet. */
  readonly test: number;
  /** `part`: what was cut out of a test that the judge does not run, or that whole test. */
  readonly kind: 'call' | 'value' | 'part';
  /** Of a part: the index of its test and its number there. */
  readonly name: string;
  readonly arguments: string;
}

export interface Exchange {
  readonly question: Question;
  readonly answer: Answer;
}

/** How far the tests that the judge runs have come with the answers known so far. */
export interface Round {
  /** To be asked next, in order; [] where all is decided. */
  readonly questions: readonly Question[];
  /** How long the judge took. */
  readonly ms: number;
  /** Indexes of the answers, in the order in which the tests needed them. */
  readonly used: readonly number[];
  /** By index of the test. */
  readonly decisions: Readonly<Record<number, Decision>>;
}

/** One hidden input, as the judge read it from its published row. */
export interface HiddenInput {
  readonly part: 'base' | 'plus';
  readonly name: string;
  /** The call as a person would write it, shortened. */
  readonly source: string;
  readonly arguments: string;
}

export interface HiddenDecisionRequest {
  /** Index among the row's inputs. */
  readonly input: number;
  readonly expected: Answer;
  readonly got: Answer;
}

/** What was predicted, against what the reference returned. */
export interface ValueRequest {
  readonly expected: Answer;
  /** Null where the prediction is no literal. */
  readonly got: Answer | null;
  /** As it was predicted; null where no text was. */
  readonly text: string | null;
  readonly oracle: Oracle;
}

/** `isSameText`: the prediction is what `repr` makes of the value, to the character. */
export type ValueDecision = Decision & { readonly isSameText?: boolean };

/** What a calculation came to, against the right number. */
export interface NumberRequest {
  readonly expected: number;
  readonly got: Answer;
}

/** `isNear`: within 1% of what is right. */
export type NumberDecision = Decision & { readonly isNear?: boolean };

export type Decision =
  | {
      readonly kind: 'held' | 'failed';
      /** Null where there is no one comparison to tell of. */
      readonly got: string | null;
      readonly expected: string | null;
      readonly gotType?: string;
      readonly expectedType?: string;
      /** Source of the assert that failed, in a test of several statements. */
      readonly assert?: string | null;
    }
  | { readonly kind: 'ended'; readonly answer: Answer }
  /** Its calls were asked one after the other for too long. */
  | { readonly kind: 'out-of-turns' }
  | { readonly kind: 'unsupported'; readonly reason: UndecidedReason }
  | { readonly kind: 'raised'; readonly type: string; readonly message: string };
