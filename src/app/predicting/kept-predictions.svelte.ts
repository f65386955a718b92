/**
 * What is kept of predictions across visits: who was right about which call, the guess that is half
 * typed, and the calls that a person typed. Whether a guess is right belongs to the checker.
 */

import { keptFields, type KeptSettings } from '../work/kept-settings.ts';
import { predictionsSetting } from '../work/setting-names.ts';
import {
  type Answers,
  latest,
  mostDrafts,
  mostKept,
  noPredictions,
  type PredictionRecords,
  readPredictions,
} from './prediction-records.ts';

/** Of the questions that somebody answered: how many were right the first time. */
export interface Score {
  readonly right: number;
  readonly of: number;
}

export class KeptPredictions {
  #kept = $state.raw<PredictionRecords>(noPredictions);
  readonly person = $derived(scoreOf(this.#kept.person));

  readonly #settings: KeptSettings;

  constructor(settings: KeptSettings) {
    this.#settings = settings;
  }

  async restore(): Promise<void> {
    this.#kept = readPredictions(await this.#settings.setting(predictionsSetting));
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
  async #change(change: (kept: PredictionRecords) => PredictionRecords): Promise<void> {
    this.#kept = change(this.#kept);
    await this.#settings.changeSetting(predictionsSetting, (kept) => ({
      ...keptFields(kept),
      ...change(readPredictions(kept)),
    }));
  }
}

function scoreOf(given: Answers): Score {
  const all = Object.values(given);
  return { right: all.filter(Boolean).length, of: all.length };
}

function withFirst(given: Answers, question: string, isRight: boolean): Record<string, boolean> {
  return question in given ? { ...given } : latest({ ...given, [question]: isRight }, mostKept);
}

function without<Value>(
  record: Readonly<Record<string, Value>>,
  name: string,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([other]) => other !== name));
}
