/** Names of the commands that keys give, and what became of a changed key. */

import { keyCaps } from '../app/shortcuts/key-names.ts';
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
    case 'show-shortcuts':
      return 'Show these shortcuts';
  }
}

export function assignmentText(assignment: Assignment, command: Command): string {
  switch (assignment.kind) {
    case 'assigned':
      return `${commandName(command)} has its new key.`;
    case 'unusable':
      return 'This key has a meaning everywhere. Press another one, or Escape.';
    case 'taken':
      return `This is the key of “${commandName(assignment.by)}”. Press another one, or Escape.`;
  }
}

/** A key as text: "Ctrl Enter". */
export function keyText(name: string, isMac: boolean): string {
  return keyCaps(name, isMac).join(' ');
}
