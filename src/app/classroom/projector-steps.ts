/** Where the two keys of a clicker lead from where the page is. */

/** A step that can be gone to: of a lesson, or of the list of tasks. */
export interface ProjectorSteps {
  readonly kind: 'lesson' | 'tasks';
  /** Where a lesson is; absent of tasks. */
  readonly at?: {
    readonly index: number;
    readonly total: number;
    readonly title: string;
    readonly note: string;
    /** Whether something else is in view: the step before is then the one it was left at. */
    readonly isAside: boolean;
  };
  /** Null where there is nothing further that way. */
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
}

export type ProjectorCommand = 'next' | 'previous' | 'line-down' | 'line-up' | 'leave';

/** By the names of `KeyboardEvent.key`. Clickers send the pages; arrows are for keyboards. */
const keys: Readonly<Record<string, ProjectorCommand>> = {
  PageDown: 'next',
  PageUp: 'previous',
  ArrowRight: 'next',
  ArrowLeft: 'previous',
  ArrowDown: 'line-down',
  ArrowUp: 'line-up',
  Escape: 'leave',
};

/** Who has the keys: the view, a part of it that the arrows move, or a text that is typed in. */
export type KeyHolder = 'view' | 'arrows' | 'text';

/** Null where the key means nothing here. Whoever types moves in the text, and stays at its task. */
export function projectorCommand(key: string, holder: KeyHolder): ProjectorCommand | null {
  const command = keys[key] ?? null;
  if (holder === 'text') return command === 'leave' ? command : null;
  return holder === 'arrows' && key.startsWith('Arrow') ? null : command;
}

/** The line marked after an arrow key: the first from nowhere, and never beyond the program. */
export function nextMarked(marked: number | null, by: 1 | -1, lineCount: number): number | null {
  if (lineCount === 0) return null;
  if (marked === null) return by === 1 ? 1 : lineCount;
  return Math.min(lineCount, Math.max(1, marked + by));
}
