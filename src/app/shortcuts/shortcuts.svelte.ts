/**
 * Which key gives which command. Owns the assignment and remembers what a person changed; what a
 * command does belongs to the page.
 */

import { isCharacterKey, keyNameOf, type KeyPress } from './key-names.ts';
import { keptFields, type KeptSettings } from '../work/kept-settings.ts';

export const commands = [
  'check',
  'generate',
  'stop',
  'focus-editor',
  'search',
  'next-task',
  'previous-task',
  'random-task',
  'large-type',
  'projector',
  'show-shortcuts',
] as const;

export type Command = (typeof commands)[number];

type Keys = Readonly<Record<Command, string>>;

const defaultKeys: Keys = {
  check: 'Mod+Enter',
  generate: 'g',
  stop: 'Mod+.',
  'focus-editor': 'e',
  search: '/',
  'next-task': 'j',
  'previous-task': 'k',
  'random-task': 'r',
  'large-type': 'l',
  projector: 'p',
  'show-shortcuts': '?',
};

/** `taken` names the command that has the key already. */
export type Assignment =
  | { readonly kind: 'assigned' }
  | { readonly kind: 'unusable' }
  | { readonly kind: 'taken'; readonly by: Command };

export class Shortcuts {
  #changed = $state.raw<Partial<Keys>>({});
  #hasCharacterKeys = $state(true);

  readonly keys: Keys = $derived({ ...defaultKeys, ...this.#changed });
  readonly isChanged = $derived(Object.keys(this.#changed).length > 0 || !this.#hasCharacterKeys);

  readonly #settings: KeptSettings;

  constructor(settings: KeptSettings) {
    this.#settings = settings;
  }

  /** Single keys can be turned off: speech input may press them by accident (WCAG 2.1.4). */
  get hasCharacterKeys(): boolean {
    return this.#hasCharacterKeys;
  }

  set hasCharacterKeys(isOn: boolean) {
    this.#hasCharacterKeys = isOn;
    void this.#settings.keepSetting('single-keys', isOn);
  }

  async restore(): Promise<void> {
    this.#changed = knownKeys(await this.#settings.setting('shortcuts'));
    this.#hasCharacterKeys = (await this.#settings.setting('single-keys')) !== false;
  }

  /** Null where the press means nothing here. In a text field characters are text. */
  commandOf(press: KeyPress, isTyping: boolean): Command | null {
    const name = keyNameOf(press);
    if (name === null) return null;
    if (isCharacterKey(name) && (isTyping || !this.#hasCharacterKeys)) return null;
    return commands.find((command) => this.keys[command] === name) ?? null;
  }

  /** Whether the command's key is a single one while those are turned off. */
  isOff(command: Command): boolean {
    return !this.#hasCharacterKeys && isCharacterKey(this.keys[command]);
  }

  assign(command: Command, press: KeyPress): Assignment {
    const name = keyNameOf(press);
    if (name === null) return { kind: 'unusable' };
    const by = commands.find((other) => other !== command && this.keys[other] === name);
    if (by) return { kind: 'taken', by };
    this.#changed = { ...this.#changed, [command]: name };
    // On what is kept by then: it may not have been readable, or another tab has changed it.
    const change = (kept: unknown) => ({ ...keptFields(kept), [command]: name });
    void this.#settings.changeSetting('shortcuts', change);
    return { kind: 'assigned' };
  }

  reset(): void {
    this.#changed = {};
    void this.#settings.keepSetting('shortcuts', {});
    this.hasCharacterKeys = true;
  }
}

/** What was kept may be from another version of the page. */
function knownKeys(kept: unknown): Partial<Keys> {
  if (typeof kept !== 'object' || kept === null) return {};
  return Object.fromEntries(
    Object.entries(kept).filter(
      ([command, key]) => command in defaultKeys && typeof key === 'string' && key !== '',
    ),
  ) as Partial<Keys>;
}
