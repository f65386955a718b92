/** Small choices of a person that outlive a visit, as far as the page needs them kept. */

export interface KeptSettings {
  /** Undefined where nothing is kept under the name. */
  setting(name: string): Promise<unknown>;
  keepSetting(name: string, value: unknown): Promise<void>;
}
