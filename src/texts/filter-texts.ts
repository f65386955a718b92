/** Names of the filters for tasks, and of their options. */

import type { Standing, TaskFilter } from '../app/tasks/task-filter.ts';
import type { DataKind } from '../tasks/data-kinds.ts';
import { mediumLines, shortLines, type ReferenceLength } from '../tasks/reference-length.ts';
import type { Split } from '../tasks/splits.ts';
import { grouped } from './format.ts';

export function facetName(facet: keyof TaskFilter): string {
  switch (facet) {
    case 'standing':
      return 'Progress';
    case 'split':
      return 'Split';
    case 'subset':
      return 'Sanitized set';
    case 'kind':
      return 'Data type';
    case 'length':
      return 'Solution length';
    case 'faults':
      return 'Known faults';
  }
}

export function standingName(standing: Standing): string {
  switch (standing) {
    case 'untried':
      return 'Not attempted';
    case 'attempted':
      return 'Attempted';
    case 'solved-by-me':
      return 'Solved by me';
    case 'solved-by-model':
      return 'Solved by a model';
    case 'solved-by-search':
      return 'Solved by search';
  }
}

export function splitName(split: Split): string {
  const names = { prompt: 'Prompt', test: 'Test', validation: 'Validation', train: 'Train' };
  return names[split];
}

export function kindName(kind: DataKind): string {
  return kind.charAt(0).toUpperCase() + kind.slice(1);
}

export function lengthName(length: ReferenceLength): string {
  switch (length) {
    case 'short':
      return `Up to ${shortLines} lines`;
    case 'medium':
      return `${shortLines + 1} to ${mediumLines} lines`;
    case 'long':
      return `More than ${mediumLines} lines`;
  }
}

export const filterTexts = {
  title: 'Filter',
  all: 'All',
  clear: 'Clear filter',
  /** An option with the number of tasks it leaves: "Lists (120)". */
  option: (name: string, tasks: number) => `${name} (${tasks})`,
  subset: { in: 'Included', out: 'Not included' },
  faults: { with: 'Only with', without: 'Only without' },
} as const;

/** Of a set that was made anew by the paper's rules. */
export function splitSizeText(split: Split, own: number, paper: number): string {
  return `${splitName(split)}: ${grouped(own)}, in the paper ${grouped(paper)}`;
}
