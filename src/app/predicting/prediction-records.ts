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

/** What is here stays: the first answer to a question counts. */
export function joinedPredictions(
  here: PredictionRecords,
  arriving: PredictionRecords,
): PredictionRecords {
  const names = [...Object.keys(arriving.models), ...Object.keys(here.models)];
  const models = [...new Set(names)].map((name) => {
    const joined = { ...arriving.models[name], ...here.models[name] };
    return [name, latest(joined, mostKept)] as const;
  });
  const tasks = [...Object.keys(arriving.calls), ...Object.keys(here.calls)];
  const calls = [...new Set(tasks)].map((task) => {
    const both = [...(here.calls[task] ?? []), ...(arriving.calls[task] ?? [])];
    return [task, [...new Set(both)]] satisfies [string, string[]];
  });
  return {
    person: latest({ ...arriving.person, ...here.person }, mostKept),
    models: Object.fromEntries(models),
    drafts: latest({ ...arriving.drafts, ...here.drafts }, mostDrafts),
    calls: latest(Object.fromEntries(calls), mostDrafts),
  };
}

/** How many answers one has that the other has not. */
export function newAnswerCount(here: PredictionRecords, joined: PredictionRecords): number {
  const added = (before: Answers = {}, after: Answers) =>
    Object.keys(after).filter((question) => !(question in before)).length;
  const ofModels = Object.entries(joined.models).map(([name, all]) =>
    added(here.models[name], all),
  );
  return ofModels.reduce((sum, each) => sum + each, added(here.person, joined.person));
}

export function latest<Value>(
  record: Readonly<Record<string, Value>>,
  most: number,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).slice(-most));
}
