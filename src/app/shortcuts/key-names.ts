/**
 * Names of keys: "Mod+Enter", "Alt+x", "j". `Mod` is Control, and Command on a Mac. Capital
 * letters and signs stand for themselves ("?"), without the Shift that some layouts need.
 */

export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Null for a modifier alone, and for keys with a meaning everywhere (Tab, Escape, Enter, ...). */
export function keyNameOf(press: KeyPress): string | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = press;
  if (modifiers.has(key)) return null;
  const isMod = ctrlKey || metaKey;
  if (!isMod && !altKey && (reserved.has(key) || key.startsWith('Arrow'))) return null;
  const isNamed = key.length > 1;
  return [
    ...(isMod ? ['Mod'] : []),
    ...(altKey ? ['Alt'] : []),
    ...(shiftKey && isNamed ? ['Shift'] : []),
    isMod && !isNamed ? key.toLowerCase() : key,
  ].join('+');
}

/** Whether the key writes a character, so that it must be left alone in a text field. */
export function isCharacterKey(name: string): boolean {
  return [...name].length === 1;
}

/** The keys to press, one by one, as they are printed on a keyboard. */
export function keyCaps(name: string, isMac: boolean): string[] {
  const parts = name === '+' ? ['+'] : name.split(/\+(?=.)/);
  return parts.map((part) => {
    if (part === 'Mod') return isMac ? '⌘' : 'Ctrl';
    if (part === 'Alt' && isMac) return '⌥';
    if (part === 'Enter') return '↵';
    return [...part].length === 1 && part !== 'ß' ? part.toUpperCase() : part;
  });
}

/** As `aria-keyshortcuts` spells them: with a key for each kind of computer. */
export function ariaKeys(name: string): string {
  if (!name.startsWith('Mod+')) return name;
  return ['Control', 'Meta'].map((held) => name.replace('Mod', held)).join(' ');
}

const modifiers = new Set(['Control', 'Meta', 'Alt', 'AltGraph', 'Shift', 'CapsLock', 'Dead']);
const reserved = new Set([
  ...['Tab', 'Escape', 'Enter', ' ', 'Backspace', 'Delete'],
  ...['Home', 'End', 'PageUp', 'PageDown'],
]);
