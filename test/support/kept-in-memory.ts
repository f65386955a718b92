/** Settings for as long as a test lives. */

import type { KeptSettings } from '../../src/app/work/kept-settings.ts';

export function keptInMemory(): KeptSettings {
  const kept = new Map<string, unknown>();
  return {
    setting: async (name) => kept.get(name),
    keepSetting: async (name, value) => void kept.set(name, value),
    changeSetting: async (name, change) => {
      kept.set(name, change(kept.get(name)));
      return kept.get(name);
    },
  };
}
