/**
 * The newest state of each record that this tab has read or stored. Where everything is deleted
 * under the page, that is what the page can bring back.
 */

import type { AttemptRecord, ProgramRecord, SettingRecord } from './records.ts';
import { workSettings } from './setting-names.ts';

export interface Known<Value> {
  readonly value: Value;
  /** When it was read or stored last, in milliseconds since 1970. */
  readonly knownAt: number;
}

export class KnownRecords {
  readonly #programs = new Map<string, Known<ProgramRecord>>();
  readonly #attempts = new Map<string, Known<AttemptRecord>>();
  readonly #settings = new Map<string, SettingRecord>();

  get programs(): readonly Known<ProgramRecord>[] {
    return [...this.#programs.values()];
  }

  get attempts(): readonly Known<AttemptRecord>[] {
    return [...this.#attempts.values()];
  }

  get settings(): readonly SettingRecord[] {
    return [...this.#settings.values()];
  }

  setting(name: string): SettingRecord | undefined {
    return this.#settings.get(name);
  }

  noteProgram(value: ProgramRecord): void {
    this.#programs.set(value.task, { value, knownAt: Date.now() });
  }

  noteAttempts(values: readonly AttemptRecord[]): void {
    const knownAt = Date.now();
    for (const value of values) this.#attempts.set(value.id, { value, knownAt });
  }

  noteSetting(record: SettingRecord): void {
    if (record.value === undefined) this.#settings.delete(record.name);
    else this.#settings.set(record.name, record);
  }

  forgetWork(): void {
    this.#programs.clear();
    this.#attempts.clear();
    this.forgetSettings((name) => workSettings.includes(name));
  }

  forgetSettings(isForgotten: (name: string) => boolean): void {
    for (const name of this.#settings.keys()) if (isForgotten(name)) this.#settings.delete(name);
  }
}
