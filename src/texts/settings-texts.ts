/** The settings in one place: what each is called, and a sentence of what it does. */

import type { Offer } from '../app/models/model-picker.svelte.ts';

export const settingsTexts = {
  title: 'Settings',
  about: 'Every setting is kept in this browser. Each is also found where it is used.',
  groups: {
    look: 'How the page looks',
    solving: 'Solving tasks',
    writing: 'Models and search',
    keyboard: 'Keyboard',
    data: 'Your data',
    start: 'Getting started',
  },
  largeType: {
    name: 'Large type',
    about: 'Makes all text larger, so that it can be read from a distance.',
  },
  columns: {
    name: 'Column widths',
    about: 'Drag the edges between the columns, or move them with the arrow keys.',
    act: 'Reset widths',
    done: 'The columns have their usual widths.',
  },
  solo: {
    name: 'Solve it yourself',
    about: 'Hides the model, the search and the programs they wrote.',
  },
  hints: {
    name: 'Hints',
    about: 'Offers hints to the reference solution, one at a time. Off: no hints for you.',
  },
  model: {
    name: 'Model',
    about: ({ name }: Pick<Offer, 'name'>) =>
      `${name} writes the programs. Models from the catalogue, from a file, or from your own server can do it too.`,
    act: 'Choose a model …',
  },
  searchTime: {
    name: 'Built-in search',
    about: 'How long the search may look for a program.',
  },
  sampling:
    'How random replies are, and how long they may be. Every task begins with these values.',
  singleKeys: {
    name: 'Single-key shortcuts',
    about: 'Lets a single key be a shortcut, except while you type.',
  },
  keyHelp: {
    name: 'Keyboard help',
    about: 'When you use the Tab key, shows which other keys work where you are.',
  },
  shortcuts: {
    name: 'Shortcuts',
    about: 'Shows every shortcut and lets you choose other keys.',
    act: 'Shortcuts …',
  },
  storage: {
    name: 'Storage',
    about: 'Shows what this site keeps in your browser, and deletes parts of it.',
    act: 'Storage …',
  },
  welcome: {
    name: 'Introduction',
    about: 'The first lines of your first visit, above the task.',
    act: 'Show it again',
    done: 'The introduction is shown above the task.',
  },
  tour: {
    name: 'Tour',
    about: 'Six steps through the page. You can leave it at any time.',
    act: 'Start the tour',
  },
} as const;
