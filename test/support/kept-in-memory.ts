/** Settings for as long as a test lives. */

import type { TransactedSettings } from '../../src/app/work/kept-settings.ts';

export function keptInMemory(): TransactedSettings {
  const kept = new Map<string, unknown>();
  return {
    setting: async (name) => kept.get(name),
    keepSetting: async (name, value) => void kept.set(name, value),
    isStored: () => true,
    changeSetting: async (name, change) => {
      kept.set(name, change(kept.get(name)));
      return kept.get(name);
    },
    changeStored: async (change) => {
      await change({
        namesFrom: async (prefix) => [...kept.keys()].filter((name) => name.startsWith(prefix)),
        get: async (name) => kept.get(name),
        put: async (name, value) =>
          void (value === undefined ? kept.delete(name) : kept.set(name, value)),
      });
      return true;
    },
  };
}
