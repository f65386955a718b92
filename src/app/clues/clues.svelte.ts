/**
 * The hints to the open task: what they say, and how many a person has opened of each task. What
 * they say is read from the reference by the checker's interpreter; nothing of it is run.
 */

import type { ClueRequest, ReferenceClues } from '../../tasks/reference-clues.ts';
import type { TestReading } from '../../tasks/python-reader.ts';
import { taskKey, type Task } from '../../tasks/task.ts';
import type { KeptSettings } from '../work/kept-settings.ts';
import { cluesSetting } from '../work/setting-names.ts';
import { clueCount, readSeenClues, type SeenClues, withSeenClues } from './clue-records.ts';

/** A choice, as it is stored. */
const offSetting = 'clues-off';

export interface CluesParts {
  readonly checker: { readClues(request: ClueRequest): Promise<ReferenceClues | null> };
  readonly settings: KeptSettings;
}

interface Reading {
  readonly functionName: string | null;
  readonly clues: Promise<ReferenceClues | null>;
  /** From how many examples the kinds of values are known. */
  readonly exampleCount: number;
}

export class Clues {
  #seen = $state.raw<SeenClues>({});
  #isOff = $state(false);
  /** Nothing is to be shown and counted again before it is known what was. */
  #isRestored = $state(false);
  readonly #parts: CluesParts;
  readonly #known = new WeakMap<Task, Reading>();

  constructor(parts: CluesParts) {
    this.#parts = parts;
  }

  /** The person wants none. */
  get isOff(): boolean {
    return this.#isOff;
  }

  get isRestored(): boolean {
    return this.#isRestored;
  }

  /** How many hints of a task were opened, of `clueCount`. */
  seenOf(task: Task): number {
    return this.#seen[taskKey(task)] ?? 0;
  }

  /** Takes up what earlier visits, other tabs and files of work have brought. */
  async restore(): Promise<void> {
    const { settings } = this.#parts;
    const [seen, isOff] = await Promise.all([
      settings.setting(cluesSetting),
      settings.setting(offSetting),
    ]);
    this.#seen = readSeenClues(seen);
    this.#isOff = isOff === true;
    this.#isRestored = true;
  }

  /** What Python says of the reference; asked once, and again after it failed. */
  read(
    task: Task,
    functionName: string | null,
    readings: readonly TestReading[],
  ): Promise<ReferenceClues | null> {
    const examples = readings
      .filter(({ call, expected }) => call !== null && expected !== null)
      .map(({ inputs, expected }) => ({ inputs: [...inputs], expected }));
    // The tests may be read later than the first hint is wanted.
    const known = this.#known.get(task);
    const isSame = known?.functionName === functionName;
    if (known && isSame && known.exampleCount >= examples.length) return known.clues;
    const request = { code: task.referenceCode, functionName, examples };
    const clues = this.#parts.checker.readClues(request);
    this.#known.set(task, { functionName, clues, exampleCount: examples.length });
    void clues.catch(() => this.#known.delete(task));
    return clues;
  }

  openNext(task: Task): Promise<void> {
    return this.#note(task, this.seenOf(task) + 1);
  }

  /** The whole reference was shown, by whatever way. */
  noteWhole(task: Task): Promise<void> {
    return this.#note(task, clueCount);
  }

  async turnOff(): Promise<void> {
    this.#isOff = true;
    await this.#parts.settings.keepSetting(offSetting, true);
  }

  async turnOn(): Promise<void> {
    this.#isOff = false;
    await this.#parts.settings.keepSetting(offSetting, false);
  }

  async #note(task: Task, seen: number): Promise<void> {
    const more = { [taskKey(task)]: Math.min(seen, clueCount) };
    this.#seen = readSeenClues(withSeenClues(this.#seen, more));
    await this.#parts.settings.changeSetting(cluesSetting, (kept) => withSeenClues(kept, more));
  }
}
