/**
 * What a reference tells a learner, from little to much: facts in codes, and pieces of its code. It
 * is read by Python's parser and never run. The sentences are in `texts/clue-texts`.
 */

import type { TestReading } from './python-reader.ts';

export type ValueKindName =
  'number' | 'string' | 'truth' | 'list' | 'tuple' | 'set' | 'dictionary' | 'none';

export interface ValueKind {
  readonly kind: ValueKindName;
  /** What a list, a tuple or a set holds; null where that differs or is not known. */
  readonly of: ValueKindName | null;
}

/** In what way a program comes to its result. */
export type SolvingWay =
  | 'recursion'
  | 'regular-expression'
  | 'halving'
  | 'table'
  | 'heap'
  | 'sorting'
  | 'counting'
  | 'nested-loops'
  | 'while-loop'
  | 'loop'
  | 'comprehension'
  | 'cases'
  | 'formula'
  | 'calls'
  | 'comparison'
  | 'expression';

/** What it uses of the language. */
export type LanguageIdea =
  | 'swap'
  | 'backwards'
  | 'slice'
  | 'remainder'
  | 'whole-division'
  | 'power'
  | 'bits'
  | 'and-or-operators'
  | 'membership'
  | 'comprehension'
  | 'dictionary'
  | 'set'
  | 'lambda'
  | 'conditional'
  | 'unpacking'
  | 'last'
  | 'format'
  | 'star'
  | 'try'
  | 'early-exit'
  | 'yield'
  | 'class'
  | 'index'
  | 'both-or-either'
  | 'running-result'
  | 'if'
  | 'division'
  | 'multiplication'
  | 'subtraction'
  | 'addition'
  | 'comparison'
  | 'several-values';

export interface UsedName {
  /** `module`: with the name of its module, "math.sqrt". */
  readonly kind: 'builtin' | 'method' | 'module';
  readonly name: string;
}

export interface ReferenceClues {
  readonly kinds: {
    /** Of each parameter all kinds that occur; [] where they are not to be told. */
    readonly parameters: readonly (readonly ValueKind[])[];
    readonly result: readonly ValueKind[];
  };
  /** What is most particular first; [] of what no Python of today can parse. */
  readonly ways: readonly SolvingWay[];
  /** In the order of the code. */
  readonly names: readonly UsedName[];
  readonly ideas: readonly LanguageIdea[];
  /** Functions and classes that it wrote beside the one that is asked for. */
  readonly helpers: readonly string[];
  /** Its control flow with the bodies left out; where there is none, its expressions likewise. */
  readonly outline: string;
  /** How it begins: its first lines, or the outer part of its only expression. */
  readonly start: string;
}

export interface ClueRequest {
  readonly code: string;
  readonly functionName: string | null;
  readonly examples: readonly Pick<TestReading, 'inputs' | 'expected'>[];
}
