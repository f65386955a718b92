/** Several settings that are changed together. Loaded when that is asked for. */

import type { StoredSettings } from './kept-settings.ts';
import type { SettingRecord } from './records.ts';
import { change, namesFrom, type WorkIdb } from './work-schema.ts';

/** As they are stored then. Gives what was written. */
export async function changeSettings(
  database: WorkIdb,
  work: (stored: StoredSettings) => Promise<void>,
): Promise<readonly SettingRecord[]> {
  const written: SettingRecord[] = [];
  await change(database, ['settings'], async (transaction) => {
    const settings = transaction.objectStore('settings');
    await work({
      namesFrom: (prefix) => settings.getAllKeys(namesFrom(prefix)),
      get: async (name) => (await settings.get(name))?.value,
      async put(name, value) {
        const record = { name, value, changedAt: Date.now() };
        await (value === undefined ? settings.delete(name) : settings.put(record));
        written.push(record);
      },
    });
  });
  return written;
}
