/** Small choices of a person, and lists, that outlive a visit, as far as the page needs them kept. */

export interface KeptSettings {
  /** Undefined where nothing is kept under the name, or where that cannot be told now. */
  setting(name: string): Promise<unknown>;
  /**
   * In the place of whatever is kept; undefined keeps nothing. For a list that other tabs add to:
   * `changeSetting`.
   */
  keepSetting(name: string, value: unknown): Promise<void>;
  /**
   * Changes what is kept, whenever that can be read and written. `change` is asked more than once,
   * so it must give the same for the same. Resolves with what is kept now, as far as is known.
   */
  changeSetting(name: string, change: (kept: unknown) => unknown): Promise<unknown>;
  /** False while something that was kept under the name lasts only as long as the tab. */
  isStored(name: string): boolean;
}

export interface TransactedSettings extends KeptSettings {
  /**
   * Several at once, as they are in storage at that moment: all of it, or nothing where it cannot
   * be stored, and then false. `change` waits for nothing but storage and is asked again where
   * that breaks off.
   */
  changeStored(change: (stored: StoredSettings) => Promise<void>): Promise<boolean>;
}

export interface StoredSettings {
  namesFrom(prefix: string): Promise<readonly string[]>;
  get(name: string): Promise<unknown>;
  /** Undefined removes it. */
  put(name: string, value: unknown): Promise<void>;
}

/** The entries of a kept list. What is no list, of another version, is an entry as it is. */
export function keptList(kept: unknown): readonly unknown[] {
  if (Array.isArray(kept)) return kept;
  return kept === undefined || kept === null ? [] : [kept];
}

/** The fields of a kept setting; none of what is no record of fields. */
export function keptFields(kept: unknown): Readonly<Record<string, unknown>> {
  return typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? { ...kept } : {};
}
