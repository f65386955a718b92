/** A task in a few words, for lists in which nearly every statement begins alike. */

import { isPrediction } from './task-kind.ts';
import type { Task } from './task.ts';

const boilerplate = /^write (?:a|the|an)? ?(?:\w+ )?function (?:to |that |which )/i;

/** The statement without "Write a function to"; the statement itself where nothing else is left. */
export function titleOf({ text, asks }: Pick<Task, 'text' | 'asks'>): string {
  // Its text is the code that it asks about.
  if (isPrediction(asks) && asks.shows === 'code')
    return text.replace(/^def /, '').replace(/\s+/g, ' ');
  const rest = text.replace(boilerplate, '');
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
