/**
 * What a task is: a problem statement with the asserts that decide it. Owns the one shape that
 * MBPP, sanitized MBPP, the starter set and a person's own file are all turned into; where tasks
 * come from and what their asserts say is left to the neighbouring files.
 */

export const taskSourceIds = ['starter', 'mbpp', 'mbpp-sanitized', 'own-file'] as const;

export type TaskSourceId = (typeof taskSourceIds)[number];

export interface Task {
  readonly source: TaskSourceId;
  /** Unique within its source, without a harness's prefix: "2", never "Mbpp/2". */
  readonly id: string;
  /** The problem statement, one or more sentences of plain text. */
  readonly text: string;
  /** The published solution, or "" where the file has none. Line ends are "\n". */
  readonly referenceCode: string;
  /** Python that runs after the program and before the tests ("" for almost every task). */
  readonly setupCode: string;
  /** One Python statement each, the asserts a prompt may show. */
  readonly tests: readonly string[];
  /** MBPP's harder asserts, never shown to a synthesizer ([] for almost every task). */
  readonly challengeTests: readonly string[];
  /** Further inputs whose right outputs the reference gives; absent for almost every source. */
  readonly hidden?: HiddenInputs;
}

/** Inputs as MBPP+ publishes them, with that project's rules of comparison. */
export interface HiddenInputs {
  readonly kind: 'mbpp-plus';
  /** The published row as it stands: its JSON says more than JavaScript can hold. */
  readonly row: string;
}

/** Inputs given for a task from elsewhere, with the reference and the name they were made for. */
export interface HiddenCheck {
  readonly hidden: HiddenInputs;
  readonly referenceCode: string;
  readonly functionName: string;
}

/** The name of a task across sources, fit for an address or a storage key: "mbpp/2". */
export function taskKey(task: Pick<Task, 'source' | 'id'>): string {
  return `${task.source}/${task.id}`;
}
