/** A task in a few words, for lists in which nearly every statement begins alike. */

import type { Task } from './task.ts';

const boilerplate = /^write (?:a|the|an)? ?(?:\w+ )?function (?:to |that |which )/i;

/** The statement without "Write a function to"; the statement itself where nothing else is left. */
export function titleOf({ text }: Pick<Task, 'text'>): string {
  const rest = text.replace(boilerplate, '');
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
