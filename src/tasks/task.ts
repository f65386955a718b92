/**
 * What a task is: a problem statement with the tests that decide it. Owns the one shape that every
 * set of tasks is turned into; which sets there are belongs to `task-sets`, where a set comes from
 * to `task-sources`.
 */

import { type Ask, isPrediction, type PredictionKind } from './task-kind.ts';

/**
 * A set that Synthpad knows (`task-sets`) or a person's own (`own-set-id`). It stands in addresses,
 * plans, logs, links and storage keys.
 */
export type TaskSetId = string;

export interface Task {
  readonly source: TaskSetId;
  /** Unique within its set, without a harness's prefix: "2", never "Mbpp/2". */
  readonly id: string;
  /** The prefix that its file gives the id, where the file is a person's own: "Mbpp" of "Mbpp/2". */
  readonly idPrefix?: string;
  /** The problem statement, one or more sentences of plain text. */
  readonly text: string;
  /** The beginning of the program, where the task is to complete it: signature and docstring. */
  readonly codePrompt?: string;
  /** The function to define, where the set says so; else the tests do. */
  readonly functionName?: string;
  /** The published solution, or """" where the file has none. Line ends are "\n". */
  readonly referenceCode: string;
  /** Python that runs after the program and before the tests ("" for almost every task). */
  readonly setupCode: string;
  /**
   * Python that holds where the program is right. One assert each, which a prompt may show; beside
   * a `codePrompt`, whose docstring has the examples, whole programs that no prompt ever shows.
   */
  readonly tests: readonly string[];
  /** MBPP's harder asserts, never shown to a synthesizer ([] for almost every task). */
  readonly challengeTests: readonly string[];
  /** What is asked for instead of a program; absent for most tasks. */
  readonly asks?: Ask;
  /** Further inputs whose right outputs the reference gives; absent for almost every set. */
  readonly hidden?: HiddenInputs;
}

/** Inputs as EvalPlus publishes them, with that project's rules of comparison. */
export interface HiddenInputs {
  readonly kind: HiddenKind;
  /** The published row as it stands: its JSON says more than JavaScript can hold. */
  readonly row: string;
}

export const hiddenKinds = ['mbpp-plus', 'human-eval-plus'] as const;

export type HiddenKind = (typeof hiddenKinds)[number];

/** Inputs given for a task from elsewhere, with the reference and the name they were made for. */
export interface HiddenCheck {
  readonly hidden: HiddenInputs;
  readonly referenceCode: string;
  readonly functionName: string;
}

/** The name of a task across sets, fit for an address or a storage key: "mbpp/2". */
export function taskKey(task: Pick<Task, 'source' | 'id'>): string {
  return `${task.source}/${task.id}`;
}

export function testCountOf({ tests, challengeTests }: Task): number {
  return tests.length + challengeTests.length;
}

/** The same task in one of its two directions; a task that asks for no prediction as it is. */
export function asPrediction(task: Task, kind: PredictionKind): Task {
  return isPrediction(task.asks) ? { ...task, asks: { ...task.asks, kind } } : task;
}

export function withoutHidden(task: Task): Omit<Task, 'hidden'> {
  const rest: { -readonly [Name in keyof Task]: Task[Name] } = { ...task };
  delete rest.hidden;
  return rest;
}
