/**
 * What Python's own parser says about tests and programs. This is the interface alone: reading
 * needs an interpreter, so the checker implements it and everyone else is handed one.
 */

import type { ClueRequest, ReferenceClues } from './reference-clues.ts';

/** One test as `ast` sees it. Sources are substrings of the test, exactly as written. */
export interface TestReading {
  readonly source: string;
  /** The function under test, found below any wrapper (`set(f(..))` gives "f"); null if none is called. */
  readonly functionName: string | null;
  /** Source of the first call of that function: "f((1, 2), 3)". */
  readonly call: string | null;
  /** Source of each argument of that call, keyword arguments as "name=value". */
  readonly inputs: readonly string[];
  /** Source of the right side of a single `==` comparison; null where the test has another form. */
  readonly expected: string | null;
  /** Set where the test does not parse: the fault in Python's words. */
  readonly syntaxError: string | null;
}

export type ProgramReading =
  | {
      readonly kind: 'program';
      /** Functions and classes defined at the top level, in order. */
      readonly definitions: readonly string[];
    }
  | { readonly kind: 'syntax-error'; readonly line: number | null; readonly message: string };

/** A text that may hold Python among other things. */
export interface MixedText {
  readonly text: string;
  /** It may have been cut off: what its last statement lacks need not make that one wrong. */
  readonly isOpen: boolean;
}

/**
 * How a name of the top level comes to be. `assignment`: of what may be a function, as `value` is
 * not.
 */
export type BindingWay = 'definition' | 'assignment' | 'import' | 'value';

/** Whole statements that follow one another in a text, without the prose around them. */
export interface StatementRun {
  /** Without their common indentation, and without what calls the function before it is there. */
  readonly code: string;
  /** Lines of the text, from 1. */
  readonly first: number;
  readonly last: number;
  /** Names of the top level. Imports of what Python does not have are not among them. */
  readonly binds: readonly (readonly [name: string, way: BindingWay])[];
  /** Names that the run uses and neither binds nor has from Python. */
  readonly needs: readonly string[];
  /** The last lines of its last function are missing. */
  readonly isCut: boolean;
}

/** The shape of a program, without what it computes. */
export interface ProgramOutline {
  /** Functions of the top level; parameters as written: "n", "step=1", "*rest". */
  readonly functions: readonly {
    readonly name: string;
    readonly parameters: readonly string[];
  }[];
  /** The `def` lines and the words of control flow in their places, everything else as "…". */
  readonly text: string;
}

/** What it takes to find the program in a reply. */
export type ProgramReader = Pick<PythonReader, 'readProgram' | 'readRuns' | 'readLongestCode'>;

export interface PythonReader {
  /** One reading per test, in order. `referenceCode` tells the function under test from helpers. */
  readTests(tests: readonly string[], referenceCode: string): Promise<TestReading[]>;
  /** Parses without running. Resolves for any text, however hostile. */
  readProgram(code: string): Promise<ProgramReading>;
  /**
   * The runs of each text, in order; none where it holds no Python. `functionName` is the function
   * that is wanted. Resolves for any texts, however hostile.
   */
  readRuns(
    texts: readonly MixedText[],
    functionName: string | null,
  ): Promise<readonly (readonly StatementRun[])[]>;
  /**
   * The most lines in a row that are Python, and of these what the function needs: the program of a
   * text by the rules of EvalPlus. Null for a text that is beyond any parser.
   */
  readLongestCode(text: string, functionName: string | null): Promise<string | null>;
  /** Parses without running. Null where the code is not valid Python. */
  readOutline(code: string): Promise<ProgramOutline | null>;
  /** Parses without running. Null where that broke the interpreter: nesting too deep for a parser. */
  readClues(request: ClueRequest): Promise<ReferenceClues | null>;
}
