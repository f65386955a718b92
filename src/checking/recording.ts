/** A call of a program, recorded line by line: for looking at, not for judging. */

/** In a few words; a container that is drawn also by its number in the step's `objects`. */
export interface RecordedValue {
  readonly text: string;
  readonly object: number | null;
  /**
   * Where the text leaves something out: a number for all of it, the same only where nothing
   * changed; null where the value is too large for one.
   */
  readonly digest?: number | null;
}

export interface RecordedVariable {
  readonly name: string;
  readonly value: RecordedValue;
}

export interface RecordedFrame {
  /** The same throughout one run of a function, and of no other. */
  readonly number: number;
  readonly name: string;
  readonly line: number;
  /** In the order in which they were bound; null of frames far from the innermost one. */
  readonly variables: readonly RecordedVariable[] | null;
}

export type ContainerKind = 'list' | 'tuple' | 'set' | 'dict' | 'object';

export interface RecordedObject {
  readonly kind: ContainerKind;
  /** Its class: "list", "deque", "Node". */
  readonly type: string;
  /** Of all entries; those beyond a limit are not recorded. */
  readonly length: number;
  /** Keys are null where the index is the key. */
  readonly entries: readonly { readonly key: string | null; readonly value: RecordedValue }[];
}

/** What a part of an expression was worth, by its index among the places of the recording. */
export interface RecordedPart {
  readonly place: number;
  readonly text: string;
}

/** Where a part stands in the program. Lines are 1-based, columns count characters from 0. */
export interface PartPlace {
  readonly from: { readonly line: number; readonly column: number };
  readonly to: { readonly line: number; readonly column: number };
  /** The part around it; null where there is none. */
  readonly around: number | null;
  readonly isName: boolean;
  /** It is evaluated again and again, as in a comprehension. */
  readonly isRepeated: boolean;
}

export interface RecordedStep {
  /**
   * `call`, `resume` (of a generator) and `line` are about to run their line; the others have run it.
   * `unwind`: the exception leaves the function.
   */
  readonly kind: 'call' | 'resume' | 'line' | 'return' | 'yield' | 'unwind' | 'exception';
  /** 1-based line of the program. */
  readonly line: number;
  /** What is returned, yielded or raised; null for the other kinds. */
  readonly value: string | null;
  /** Functions entered and their current lines, outermost first. */
  readonly stack: readonly RecordedFrame[];
  /** Values that have a name outside all functions. */
  readonly globals: readonly RecordedVariable[];
  /** The containers that variables lead to, by number. */
  readonly objects: ReadonlyMap<number, RecordedObject>;
  /** Parts of the line's expressions, in the order in which they were evaluated. */
  readonly parts: readonly RecordedPart[];
  /** All that was printed up to here. */
  readonly output: string;
}

/**
 * `repeats`: the last step is the same as an earlier one in all that the program can depend on.
 * `cut`: there was more than is recorded. `timeout`: the program was still at work.
 */
export type RecordingEnd =
  | { readonly kind: 'returned' | 'raised'; readonly value: string }
  /** By the index of the earlier step. */
  | { readonly kind: 'repeats'; readonly step: number }
  | { readonly kind: 'cut' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'crashed' };

export interface Recording {
  readonly steps: readonly RecordedStep[];
  readonly places: readonly PartPlace[];
  readonly end: RecordingEnd;
}
