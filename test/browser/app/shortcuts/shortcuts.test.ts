import { expect, test } from 'vitest';
import { keyCaps, keyNameOf, type KeyPress } from '../../../../src/app/shortcuts/key-names.ts';
import { keptInMemory } from '../../../support/kept-in-memory.ts';
import { Presentation } from '../../../../src/app/page/presentation.svelte.ts';
import { Shortcuts } from '../../../../src/app/shortcuts/shortcuts.svelte.ts';

function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

test.for([
  [press('j'), 'j'],
  [press('?', { shiftKey: true }), '?'],
  [press('Enter', { ctrlKey: true }), 'Mod+Enter'],
  [press('Enter', { metaKey: true, shiftKey: true }), 'Mod+Shift+Enter'],
  [press('K', { ctrlKey: true, shiftKey: true }), 'Mod+k'],
  [press('F2'), 'F2'],
  [press('Tab'), null],
  [press('Escape'), null],
  [press('ArrowDown'), null],
  [press('Shift', { shiftKey: true }), null],
] as const)('%j is named %s', ([event, name]) => {
  expect(keyNameOf(event)).toBe(name);
});

test('keys are shown as they are printed', () => {
  expect(keyCaps('Mod+Enter', false)).toEqual(['Ctrl', '↵']);
  expect(keyCaps('Mod+.', true)).toEqual(['⌘', '.']);
  expect(keyCaps('+', false)).toEqual(['+']);
  expect(keyCaps('j', false)).toEqual(['J']);
});

test('in a text field only combinations are commands', () => {
  const shortcuts = new Shortcuts(keptInMemory());
  expect(shortcuts.commandOf(press('j'), false)).toBe('next-task');
  expect(shortcuts.commandOf(press('j'), true)).toBeNull();
  expect(shortcuts.commandOf(press('Enter', { ctrlKey: true }), true)).toBe('check');
});

test('a key can be changed, not to one that is taken, and back again', () => {
  const shortcuts = new Shortcuts(keptInMemory());
  expect(shortcuts.assign('next-task', press('k'))).toEqual({
    kind: 'taken',
    by: 'previous-task',
  });
  expect(shortcuts.assign('next-task', press('Tab'))).toEqual({ kind: 'unusable' });
  expect(shortcuts.assign('next-task', press('n'))).toEqual({ kind: 'assigned' });
  expect(shortcuts.commandOf(press('n'), false)).toBe('next-task');
  expect(shortcuts.commandOf(press('j'), false)).toBeNull();
  shortcuts.reset();
  expect([shortcuts.commandOf(press('j'), false), shortcuts.isChanged]).toEqual([
    'next-task',
    false,
  ]);
});

test('changes are found again on the next visit, whatever else was kept', async () => {
  const settings = keptInMemory();
  const shortcuts = new Shortcuts(settings);
  shortcuts.assign('check', press('F9'));
  shortcuts.hasCharacterKeys = false;
  const next = new Shortcuts(settings);
  await next.restore();
  expect(next.commandOf(press('F9'), true)).toBe('check');
  expect(next.commandOf(press('j'), false)).toBeNull();

  await settings.keepSetting('shortcuts', { fly: 'f', check: 7 });
  const other = new Shortcuts(settings);
  await other.restore();
  expect(other.keys.check).toBe('Mod+Enter');
});

test('large type is remembered', async () => {
  const settings = keptInMemory();
  new Presentation(settings).toggleLarge();
  const next = new Presentation(settings);
  expect(next.isLarge).toBe(false);
  await next.restore(async () => false);
  expect(next.isLarge).toBe(true);
});
