/**
 * What the text in a link may hold, in each version that pages have written. Reading and writing
 * links belongs to `link`, which knows one form only: that of the newest version.
 */

import * as v from 'valibot';
import { mostTests, mostTurns } from '../../platform/text-limits.ts';
import { modelSpecSchema } from '../../synthesis/model-spec.ts';
import { mostShownTests } from '../../synthesis/prompt-settings.ts';
import { anyOwnSet } from '../../tasks/own-set-id.ts';
import { hiddenSchema, taskFields } from '../../tasks/task-schema.ts';
import { knownSetIdSchema } from '../../tasks/task-sets.ts';
import { shownTestCountSchema } from '../side-by-side/kept-lanes.ts';
import { authorSchema, hintSchema, promptSchema, samplingSchema } from '../work/record-schemas.ts';
import { searchSchema } from '../work/search-schema.ts';

const tests = v.pipe(taskFields.tests, v.maxLength(mostTests));

const ownTask = v.object({
  /** As every own file was called once. */
  source: v.literal(anyOwnSet),
  /** The set it belongs to: a reader who has that set opens it there. */
  set: v.exactOptional(v.string()),
  ...{ ...taskFields, tests, challengeTests: tests },
  hidden: v.exactOptional(hiddenSchema),
});

/** By name where everyone can get the task; whole where it is a person's own. */
const task = v.union([v.object({ source: knownSetIdSchema, id: v.string() }), ownTask]);

const request = v.object({
  prompt: promptSchema,
  sampling: samplingSchema,
  /** Absent in links of an early page. */
  shownTestCount: v.exactOptional(
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(mostShownTests)),
  ),
});

/** One attempt of the dialog that led to the program. */
const turn = v.object({
  author: authorSchema,
  /** Null of a person's own, and where the link had no room for it. */
  request: v.nullable(request),
  /** Null likewise. */
  reply: v.nullable(v.string()),
  /** How a search came to the reply; absent where a model wrote it. */
  search: v.exactOptional(searchSchema),
  program: v.nullable(v.string()),
  /** What was said after the turn before. */
  hint: v.nullable(hintSchema),
});

const mostWriters = 3;
const wholeSeconds = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(300));

const mostBreakpoints = 200;
const line = v.pipe(v.number(), v.integer(), v.minValue(1));

/** A step of a recorded call of the program. The recording is made anew where the link is opened. */
const stepping = v.object({
  call: v.pipe(v.string(), v.maxLength(10_000)),
  /** Index of the step. */
  step: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Of a test: what the call should return. */
  expected: v.exactOptional(v.string()),
  /** Lines to stop at. Without them, the step is shown all the same. */
  breakpoints: v.exactOptional(v.fallback(v.pipe(v.array(line), v.maxLength(mostBreakpoints)), [])),
});

/** `details`: prompts and replies of earlier turns. `turns`: the earliest turns themselves. */
const leftOut = v.picklist(['details', 'turns']);

/** Several writers that are asked the same. Absent where there is nothing but the program. */
const sideBySide = v.object({
  /** Null of a kind that a later version has. */
  writers: v.pipe(
    v.array(v.fallback(v.nullable(modelSpecSchema), null)),
    v.minLength(1),
    v.maxLength(mostWriters),
  ),
  request,
  searchSeconds: v.exactOptional(wholeSeconds),
  /** Of each writer that is a search, where they are not shown the same: null for as many as all. */
  shownTestCounts: v.exactOptional(v.fallback(v.array(shownTestCountSchema), [])),
});

/** The task is to be solved alone, with hints to its reference or without. */
const solving = v.picklist(['with-hints', 'without-hints']);

const version2 = v.object({
  version: v.literal(2),
  task,
  /** Oldest first; [] of a program that a person wrote. */
  turns: v.pipe(v.array(turn), v.maxLength(mostTurns)),
  /** In the editor: that of the last turn, or what became of it by hand. */
  program: v.string(),
  /** What there was no room for. */
  leftOut: v.exactOptional(leftOut),
  /** Null of what a later version may name so. */
  sideBySide: v.exactOptional(v.fallback(v.nullable(sideBySide), null)),
  solving: v.exactOptional(solving),
  /** Where the link leads to a step of a call; null of what a later version may name so. */
  stepping: v.exactOptional(v.fallback(v.nullable(stepping), null)),
});

const version1 = v.object({
  version: v.literal(1),
  task,
  modelName: v.nullable(v.string()),
  request: v.nullable(request),
  reply: v.nullable(v.string()),
  search: v.exactOptional(searchSchema),
  program: v.string(),
});

export type Shared = Omit<v.InferOutput<typeof version2>, 'version'>;
export type SharedTurn = v.InferOutput<typeof turn>;
export type SharedOwnTask = v.InferOutput<typeof ownTask>;
export type SharedSideBySide = v.InferOutput<typeof sideBySide>;
export type Solving = v.InferOutput<typeof solving>;
export type SharedStepping = v.InferOutput<typeof stepping>;
export type LeftOut = v.InferOutput<typeof leftOut>;

/** As this version writes it. */
export function versioned(shared: Shared): v.InferOutput<typeof version2> {
  return { version: 2, ...shared };
}

/** Null where it is not what any version so far has written. */
export function sharedFrom(data: unknown): Shared | null {
  const newest = v.safeParse(version2, data);
  if (newest.success) {
    const { task, turns, program, leftOut, sideBySide, solving, stepping } = newest.output;
    return {
      ...{ task, turns, program },
      ...(leftOut && { leftOut }),
      ...(sideBySide && { sideBySide }),
      ...(solving && { solving }),
      ...(stepping && { stepping }),
    };
  }
  const first = v.safeParse(version1, data);
  return first.success ? fromVersion1(first.output) : null;
}

/** Whether it would hold up the page to show it, whatever else it is. */
export function isTooMuch(data: unknown): boolean {
  const { task, turns } = fieldsOf(data);
  const { tests, challengeTests } = fieldsOf(task);
  const isLong = (list: unknown, most: number) => Array.isArray(list) && list.length > most;
  return isLong(tests, mostTests) || isLong(challengeTests, mostTests) || isLong(turns, mostTurns);
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** It carried the one reply that was in view, without the dialog around it. */
function fromVersion1(shared: v.InferOutput<typeof version1>): Shared {
  const { task, modelName, request, reply, search, program } = shared;
  if (modelName === null) return { task, turns: [], program };
  const author = { kind: search ? ('search' as const) : ('model' as const), name: modelName };
  const turn = { author, request, reply, ...(search && { search }), program, hint: null };
  return { task, turns: [turn], program };
}
