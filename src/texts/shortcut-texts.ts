/** Names of the commands that have keys, and the result of changing a key. */

import type { Assignment, Command } from '../app/shortcuts/shortcuts.svelte.ts';

export function commandName(command: Command): string {
  switch (command) {
    case 'check':
      return 'Check the program';
    case 'generate':
      return 'Generate a program';
    case 'stop':
      return 'Stop what is running';
    case 'focus-editor':
      return 'Go to the editor';
    case 'search':
      return 'Search the tasks';
    case 'next-task':
      return 'Next task';
    case 'previous-task':
      return 'Previous task';
    case 'random-task':
      return 'Random task';
    case 'large-type':
      return 'Large type';
    case 'projector':
      return 'Projector view';
    case 'show-shortcuts':
      return 'Show these shortcuts';
  }
}

export function assignmentText(assignment: Assignment, command: Command): string {
  switch (assignment.kind) {
    case 'assigned':
      return `New key set for “${commandName(command)}”.`;
    case 'unusable':
      return 'That key is reserved. Press another, or Escape to cancel.';
    case 'taken':
      return `That key is already used for “${commandName(assignment.by)}”. Press another, or Escape to cancel.`;
  }
}

export const shortcutTexts = {
  title: 'Keyboard shortcuts',
  pressKey: 'Press the new key',
  change: 'Change',
  changeKeyOf: (command: Command) => `Change the key for “${commandName(command)}”`,
  singleKeys: 'Use single keys as shortcuts, except while typing',
  reset: 'Reset to default keys',
} as const;
