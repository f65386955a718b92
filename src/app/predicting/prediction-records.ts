/**
 * What is kept of predictions, as it is stored and exported, and how two such records join. Holding
 * and changing them belongs to `kept-predictions`.
 */

import * as v from 'valibot';
import { keptFields } from '../work/kept-settings.ts';

/** By question. */
const answers = v.record(v.string(), v.boolean());

const fields = {
  /** Of the person at this browser. */
  person: answers,
  /** Of each model, by its name. */
  models: v.record(v.string(), answers),
  /** Not given yet, by question. */
  drafts: v.record(v.string(), v.string()),
  /** Typed by the person, by task. */
  calls: v.record(v.string(), v.array(v.string())),
};

const recordsSchema = v.object({
  person: v.optional(v.fallback(fields.person, {}), {}),
  models: v.optional(v.fallback(fields.models, {}), {}),
  drafts: v.optional(v.fallback(fields.drafts, {}), {}),
  calls: v.optional(v.fallback(fields.calls, {}), {}),
});

export type PredictionRecords = v.InferOutput<typeof recordsSchema>;
export type Answers = Readonly<Record<string, boolean>>;

export const noPredictions: PredictionRecords = { person: {}, models: {}, drafts: {}, calls: {} };

/** Of each kind; the oldest go first. All of MBPP asks about 3,000 calls. */
export const mostKept = 10_000;
export const mostDrafts = 50;

/** What cannot be read counts as nothing. */
export function readPredictions(kept: unknown): PredictionRecords {
  const read = v.safeParse(recordsSchema, keptFields(kept));
  return read.success ? read.output : noPredictions;
}

/**
 * What is here stays, whatever comes in: the first answer to a question counts, and what comes in
 * counts as older.
 */
export function joinedPredictions(
  here: PredictionRecords,
  arriving: PredictionRecords,
): PredictionRecords {
  const models = Object.entries({ ...arriving.models, ...here.models }).map(
    ([name]) => [name, joined(here.models[name], arriving.models[name], mostKept)] as const,
  );
  const calls = Object.entries(here.calls).map(([task, own]) => {
    const both = [...own, ...(arriving.calls[task] ?? [])];
    return [task, [...new Set(both)]] satisfies [string, string[]];
  });
  return {
    person: joined(here.person, arriving.person, mostKept),
    models: Object.fromEntries(models),
    drafts: joined(here.drafts, arriving.drafts, mostDrafts),
    calls: joined(Object.fromEntries(calls), arriving.calls, mostDrafts),
  };
}

function joined<Value>(
  here: Readonly<Record<string, Value>> = {},
  arriving: Readonly<Record<string, Value>> = {},
  most: number,
): Record<string, Value> {
  const added = Object.entries(arriving).filter(([name]) => !(name in here));
  return Object.fromEntries([...added, ...Object.entries(here)].slice(-most));
}

export interface NewCounts {
  /** Guesses, of the person and of models, at questions that had none. */
  readonly answerCount: number;
  readonly callCount: number;
  readonly draftCount: number;
}

/** How many one has that the other has not. */
export function newCounts(before: PredictionRecords, after: PredictionRecords): NewCounts {
  const answers = Object.entries(after.models).map(([name, all]) =>
    addedCount(before.models[name], all),
  );
  const calls = Object.entries(after.calls).map(
    ([task, all]) => all.filter((call) => !before.calls[task]?.includes(call)).length,
  );
  return {
    answerCount: answers.reduce(sum, addedCount(before.person, after.person)),
    callCount: calls.reduce(sum, 0),
    draftCount: addedCount(before.drafts, after.drafts),
  };
}

function addedCount(before: object = {}, after: object): number {
  return Object.keys(after).filter((name) => !(name in before)).length;
}

function sum(total: number, each: number): number {
  return total + each;
}

export function latest<Value>(
  record: Readonly<Record<string, Value>>,
  most: number,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).slice(-most));
}
