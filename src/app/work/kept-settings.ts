/** Small choices of a person, and lists, that outlive a visit, as far as the page needs them kept. */

export interface KeptSettings {
  /** Undefined where nothing is kept under the name, or where that cannot be told now. */
  setting(name: string): Promise<unknown>;
  /** In the place of whatever is kept. For a list that other tabs add to: `changeSetting`. */
  keepSetting(name: string, value: unknown): Promise<void>;
  /**
   * Changes what is kept, whenever that can be read and written. `change` is asked more than once,
   * so it must give the same for the same. Resolves with what is kept now, as far as is known.
   */
  changeSetting(name: string, change: (kept: unknown) => unknown): Promise<unknown>;
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
