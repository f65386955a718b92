/**
 * What Python's own parser says about tests and programs. This is the interface alone: reading
 * needs an interpreter, so the checker implements it and everyone else is handed one.
 */

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

export interface PythonReader {
  /** One reading per test, in order. `referenceCode` tells the function under test from helpers. */
  readTests(tests: readonly string[], referenceCode: string): Promise<TestReading[]>;
  /** Parses without running. Resolves for any text, however hostile. */
  readProgram(code: string): Promise<ProgramReading>;
  /** Parses without running. Null where the code is not valid Python. */
  readOutline(code: string): Promise<ProgramOutline | null>;
}
