/**
 * What a page had not stored when it went, set aside in local storage for the next page: that is
 * done by the time the call returns, where a database gives up what a page asked of it last. Only
 * sets aside and takes up; what becomes of it then is for `work-database`.
 */

import type { HeldAttempt, HeldProgram, HeldRecord } from './held-records.ts';
import { withoutItems } from './listed-recordings.ts';
import { isOwn, newAttemptId, type SettingRecord } from './records.ts';
import { isRecording } from './setting-names.ts';

/** A change of a setting as plain data: what it was made of, as far as is known, and what came. */
export interface ChangedSetting {
  readonly store: 'settings';
  readonly value: SettingRecord;
  readonly before?: unknown;
  readonly heldAt: number;
}

export type UnstoredRecord = HeldProgram | HeldAttempt | ChangedSetting;

/** Characters; what is longer gives way to what is short. */
const longText = 100_000;

export class UnstoredWork {
  readonly #prefix: string;
  /** Two pages can go at the same time. */
  readonly #mine: string;
  readonly #storage: Storage | undefined;
  readonly #taken: string[] = [];

  /** `name`: of the database. Without storage nothing is set aside. */
  constructor(name: string, storage: Storage | undefined) {
    this.#prefix = `${name}-unstored-`;
    this.#mine = this.#prefix + newAttemptId();
    this.#storage = storage;
  }

  /**
   * In the place of what this page has set aside before; where not all finds room, what does.
   * `hasTakenUp`: whether what this page took up of earlier ones is among the records, as far as
   * it is still wanted.
   */
  setAside(records: readonly UnstoredRecord[], hasTakenUp: boolean): void {
    if (records.length === 0) return;
    const left = this.#writeMost(records);
    const names = new Set(left.flatMap((record) => recordingOf(record) ?? []));
    // No list is to name a recording that found no room.
    if (names.size > 0) this.#writeMost(records.map((record) => withoutItems(record, names)));
    if (left.length === 0 && hasTakenUp) for (const key of this.#taken.splice(0)) this.#remove(key);
  }

  /**
   * What earlier pages set aside, the newest first. It stays where it is until `settle`. Never
   * rejects.
   */
  async take(): Promise<HeldRecord[]> {
    const texts = this.#keys().flatMap((key) => {
      this.#taken.push(key);
      return this.#quietly((storage) => storage.getItem(key)) ?? [];
    });
    if (texts.length === 0) return [];
    const reading = await import('./unstored-work-reading.ts').catch(() => null);
    if (reading) return reading.readUnstored(texts);
    // They are there for the next visit.
    this.#taken.length = 0;
    return [];
  }

  /** All of it is stored: what this page has set aside or taken up can go. */
  settle(): void {
    for (const key of [this.#mine, ...this.#taken.splice(0)]) this.#remove(key);
  }

  /** Forgets what any page has set aside. */
  clear(): void {
    for (const key of this.#keys()) this.#remove(key);
  }

  /** The most urgent first: all at once where there is room, else what finds some. Gives the rest. */
  #writeMost(records: readonly UnstoredRecord[]): readonly UnstoredRecord[] {
    const entries = records.map((record) => ({ record, text: JSON.stringify(record) }));
    const fitting: Entry[] = [];
    let failingLength = Infinity;
    const add = (more: readonly Entry[]) => {
      const text = `[${[...fitting, ...more].map((entry) => entry.text).join()}]`;
      if (text.length < failingLength && this.#write(text)) return void fitting.push(...more);
      failingLength = Math.min(failingLength, text.length);
      if (more.length === 1) return;
      const half = Math.ceil(more.length / 2);
      add(more.slice(0, half));
      add(more.slice(half));
    };
    add(entries.toSorted(byUrgency));
    return entries.filter((entry) => !fitting.includes(entry)).map(({ record }) => record);
  }

  #write(text: string): boolean {
    return this.#quietly((storage) => (storage.setItem(this.#mine, text), true)) ?? false;
  }

  #remove(key: string): void {
    this.#quietly((storage) => storage.removeItem(key));
  }

  #keys(): string[] {
    const keys = this.#quietly((storage) => Object.keys(storage)) ?? [];
    return keys.filter((key) => key.startsWith(this.#prefix));
  }

  #quietly<Result>(use: (storage: Storage) => Result): Result | undefined {
    try {
      return this.#storage && use(this.#storage);
    } catch {
      return undefined;
    }
  }
}

function recordingOf(record: UnstoredRecord): string | null {
  if (record.store !== 'settings' || !isRecording(record.value.name)) return null;
  return record.value.value === undefined ? null : record.value.name;
}

interface Entry {
  readonly record: UnstoredRecord;
  readonly text: string;
}

/** What a person made before what was made for them, short before long, new before old. */
function byUrgency(left: Entry, right: Entry): number {
  const difference = rankOf(left) - rankOf(right);
  return difference === 0 ? right.record.heldAt - left.record.heldAt : difference;
}

function rankOf({ record, text }: Entry): number {
  const isMine = record.store !== 'attempts' || isOwn(record.value);
  return (text.length > longText ? 2 : 0) + (isMine ? 0 : 1);
}
