/** Whether the keys of a place are shown to those who use a keyboard: yes, unless turned off. */

import type { KeptSettings } from '../../app/work/kept-settings.ts';

const settingName = 'key-help';

export async function wantsKeyHelp(settings: KeptSettings): Promise<boolean> {
  return (await settings.setting(settingName)) !== false;
}

export function keepKeyHelp(settings: KeptSettings, wants: boolean): Promise<void> {
  return settings.keepSetting(settingName, wants);
}
