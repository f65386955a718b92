/** Prompts that a person edited, by task, as a file of work brings them to those that are here. */

import * as v from 'valibot';
import { mostKeptPrompts, ownPromptSchema } from '../workspace/prompt-state.svelte.ts';
import { keptFields } from './kept-settings.ts';

export type EditedPrompts = Readonly<Record<string, unknown>>;

/** Those that can be read, as they are kept, and how many cannot. */
export function readEditedPrompts(kept: unknown): {
  readonly prompts: EditedPrompts;
  readonly unreadableCount: number;
} {
  const all = Object.entries(keptFields(kept));
  const readable = all.filter(([, prompt]) => v.is(ownPromptSchema, prompt));
  return {
    prompts: Object.fromEntries(readable),
    unreadableCount: all.length - readable.length,
  };
}

/** Those of the file for tasks that have none here. */
export function addedPrompts(kept: unknown, arriving: EditedPrompts): EditedPrompts {
  const here = keptFields(kept);
  return Object.fromEntries(Object.entries(arriving).filter(([task]) => !(task in here)));
}

/** The kept ones, which are the latest, with these before them. */
export function withPrompts(kept: unknown, arriving: EditedPrompts): EditedPrompts {
  const all = [
    ...Object.entries(addedPrompts(kept, arriving)),
    ...Object.entries(keptFields(kept)),
  ];
  return Object.fromEntries(all.slice(-mostKeptPrompts));
}
