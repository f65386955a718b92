/**
 * What is kept of predictions across visits: who was right about which call, the guess that is half
 * typed, and the calls that a person typed. Whether a guess is right belongs to the checker.
 */

import * as v from 'valibot';
import { keptFields, type KeptSettings } from '../work/kept-settings.ts';
import { predictionsSetting } from '../work/setting-names.ts';

/** Of the questions that somebody answered: how many were right the first time. */
export interface Score {
  readonly right: number;
  readonly of: number;
}

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

const keptSchema = v.object({
  person: v.optional(v.fallback(fields.person, {}), {}),
  models: v.optional(v.fallback(fields.models, {}), {}),
  drafts: v.optional(v.fallback(fields.drafts, {}), {}),
  calls: v.optional(v.fallback(fields.calls, {}), {}),
});

type Kept = v.InferOutput<typeof keptSchema>;

const nothing: Kept = { person: {}, models: {}, drafts: {}, calls: {} };

/** Of each kind; the oldest go first. All of MBPP asks about 3,000 calls. */
const mostKept = 10_000;
const mostDrafts = 50;

export class KeptPredictions {
  #kept = $state.raw<Kept>(nothing);
  readonly person = $derived(scoreOf(this.#kept.person));

  readonly #settings: KeptSettings;

  constructor(settings: KeptSettings) {
    this.#settings = settings;
  }

  async restore(): Promise<void> {
    this.#kept = readKept(await this.#settings.setting(predictionsSetting));
  }

  ofModel(name: string): Score {
    return scoreOf(this.#kept.models[name] ?? {});
  }

  /** Undefined where the person has not answered it yet. */
  answered(question: string): boolean | undefined {
    return this.#kept.person[question];
  }

  draftOf(question: string): string {
    return this.#kept.drafts[question] ?? '';
  }

  callsOf(task: string): readonly string[] {
    return this.#kept.calls[task] ?? [];
  }

  /** The first answer to a question counts: after it, what is right has been seen. */
  notePerson(question: string, isRight: boolean): Promise<void> {
    return this.#change(({ person, drafts, ...rest }) => ({
      ...{ ...rest, person: withFirst(person, question, isRight) },
      drafts: without(drafts, question),
    }));
  }

  noteModel(name: string, question: string, isRight: boolean): Promise<void> {
    return this.#change(({ models, ...rest }) => ({
      ...rest,
      models: { ...models, [name]: withFirst(models[name] ?? {}, question, isRight) },
    }));
  }

  keepDraft(question: string, text: string): Promise<void> {
    return this.#change(({ drafts, ...rest }) => {
      const others = without(drafts, question);
      return {
        ...rest,
        drafts: text === '' ? others : latest({ ...others, [question]: text }, mostDrafts),
      };
    });
  }

  addCall(task: string, call: string): Promise<void> {
    return this.#change(({ calls, ...rest }) => {
      const own = calls[task] ?? [];
      const all = own.includes(call) ? own : [...own, call];
      return { ...rest, calls: latest({ ...without(calls, task), [task]: all }, mostDrafts) };
    });
  }

  /** Shown at once, and made of what is stored by then: another tab may have answered as well. */
  async #change(change: (kept: Kept) => Kept): Promise<void> {
    this.#kept = change(this.#kept);
    await this.#settings.changeSetting(predictionsSetting, (kept) => ({
      ...keptFields(kept),
      ...change(readKept(kept)),
    }));
  }
}

function readKept(kept: unknown): Kept {
  const read = v.safeParse(keptSchema, keptFields(kept));
  return read.success ? read.output : nothing;
}

function scoreOf(given: Readonly<Record<string, boolean>>): Score {
  const all = Object.values(given);
  return { right: all.filter(Boolean).length, of: all.length };
}

function withFirst(
  given: Readonly<Record<string, boolean>>,
  question: string,
  isRight: boolean,
): Record<string, boolean> {
  return question in given ? { ...given } : latest({ ...given, [question]: isRight }, mostKept);
}

function without<Value>(
  record: Readonly<Record<string, Value>>,
  name: string,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([other]) => other !== name));
}

function latest<Value>(
  record: Readonly<Record<string, Value>>,
  most: number,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).slice(-most));
}
