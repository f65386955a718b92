/**
 * Finds what of the test tasks stands in rows for training: a text, a test or a reference, whatever
 * its white space. MBPP itself has such tasks: their splits were not made with that in mind.
 */

import type { Task } from '../../tasks/task.ts';

export interface SharedPart {
  /** The task of the row. */
  readonly task: string;
  readonly part: 'text' | 'test' | 'reference';
  /** The test task that it is of. */
  readonly of: string;
}

/** A row as it will be read. */
export interface RowText {
  readonly task: string;
  readonly text: string;
}

/** Stands between two rows, and in no text. */
const between = '\0';

/**
 * One for each row that shares any, the first that was found, in the order of the rows. A step is a
 * test task: each part is looked for in all rows at once.
 */
export function* sharedParts(
  rows: readonly RowText[],
  testTasks: readonly Task[],
): Generator<void, readonly SharedPart[]> {
  const texts = rows.map(({ text }) => withSingleSpaces(text));
  const whole = texts.join(between);
  const found = new Map<string, SharedPart>();
  for (const task of testTasks) {
    yield;
    for (const { part, text } of partsOf(task)) {
      if (!whole.includes(text)) continue;
      rows.forEach((row, at) => {
        if (!texts[at]?.includes(text) || found.has(row.task)) return;
        found.set(row.task, { task: row.task, part, of: task.id });
      });
    }
  }
  return rows.flatMap(({ task }) => found.get(task) ?? []);
}

function partsOf({ text, tests, challengeTests, referenceCode }: Task) {
  const parts = [
    { part: 'text', text },
    ...[...tests, ...challengeTests].map((test) => ({ part: 'test' as const, text: test })),
    { part: 'reference', text: referenceCode },
  ] as const;
  return parts
    .map(({ part, text: whole }) => ({ part, text: withSingleSpaces(whole) }))
    .filter(({ text: whole }) => whole !== '');
}

function withSingleSpaces(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
