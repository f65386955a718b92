/**
 * One row of MBPP, in either of its two published forms, turned into a `Task`. This is the edge
 * where untyped JSON ends; rows come from `task-file`, and nothing here reads Python.
 */

import * as v from 'valibot';
import type { Task, TaskSourceId } from './task.ts';

/** What is wrong with one row. */
export type RowFault =
  | { readonly kind: 'not-json'; readonly detail: string }
  | { readonly kind: 'not-a-row' }
  | { readonly kind: 'missing-field'; readonly field: string }
  | { readonly kind: 'wrong-type'; readonly field: string; readonly expected: string }
  | { readonly kind: 'no-tests' }
  | { readonly kind: 'empty-id' }
  | { readonly kind: 'duplicate-id'; readonly id: string };

export type RowReading =
  | { readonly kind: 'task'; readonly task: Task }
  | { readonly kind: 'fault'; readonly fault: RowFault };

const wholeId = 'whole number or string';
const strings = v.array(v.string('string'), 'list of strings');

const sharedFields = {
  task_id: v.union([v.string(), v.pipe(v.number(), v.safeInteger(wholeId))], wholeId),
  code: v.optional(v.string('string'), ''),
  test_list: strings,
};

const fullRow = v.object({
  ...sharedFields,
  text: v.string('string'),
  test_setup_code: v.optional(v.string('string'), ''),
  challenge_test_list: v.optional(strings, []),
});

const sanitizedRow = v.object({
  ...sharedFields,
  prompt: v.string('string'),
  test_imports: v.optional(strings, []),
});

/** Reads one parsed JSON value as a row. The flavour is told by `prompt` standing for `text`. */
export function readTaskRow(row: unknown, source: TaskSourceId): RowReading {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) {
    return fault({ kind: 'not-a-row' });
  }
  return 'prompt' in row && !('text' in row) ? readSanitized(row, source) : readFull(row, source);
}

function readFull(row: object, source: TaskSourceId): RowReading {
  const parsed = v.safeParse(fullRow, row, { abortEarly: true });
  if (!parsed.success) return fault(faultOf(parsed.issues[0]));
  const { task_id, text, code, test_setup_code, test_list, challenge_test_list } = parsed.output;
  return asTask({
    source,
    id: plainId(task_id),
    text: text.trim(),
    referenceCode: code,
    setupCode: test_setup_code,
    tests: test_list,
    challengeTests: challenge_test_list,
  });
}

function readSanitized(row: object, source: TaskSourceId): RowReading {
  const parsed = v.safeParse(sanitizedRow, row, { abortEarly: true });
  if (!parsed.success) return fault(faultOf(parsed.issues[0]));
  const { task_id, prompt, code, test_imports, test_list } = parsed.output;
  return asTask({
    source,
    id: plainId(task_id),
    text: prompt.trim(),
    referenceCode: code,
    setupCode: test_imports.join('\n'),
    tests: test_list,
    challengeTests: [],
  });
}

function asTask(task: Task): RowReading {
  if (task.id === '') return fault({ kind: 'empty-id' });
  if (task.tests.length === 0) return fault({ kind: 'no-tests' });
  return {
    kind: 'task',
    task: {
      ...task,
      text: withPlainLineEnds(task.text),
      referenceCode: withPlainLineEnds(task.referenceCode),
      setupCode: withPlainLineEnds(task.setupCode),
      tests: task.tests.map(withPlainLineEnds),
      challengeTests: task.challengeTests.map(withPlainLineEnds),
    },
  };
}

/** 2, "2" and "Mbpp/2" are one id. */
function plainId(id: string | number): string {
  return String(id).replace(/^.*\//, '').trim();
}

function withPlainLineEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

function fault(found: RowFault): RowReading {
  return { kind: 'fault', fault: found };
}

/** The schemas carry the expected type as their message, so an issue translates as it stands. */
function faultOf(issue: v.BaseIssue<unknown>): RowFault {
  const path = issue.path ?? [];
  const field = path.map((item) => String(item.key))[0] ?? '';
  // A key that is absent is reported at the object, with the key's name as the expectation.
  const isMissing = path.length === 1 && issue.received === 'undefined';
  if (isMissing) return { kind: 'missing-field', field };
  const expected = path.length > 1 ? 'list of strings' : issue.message;
  return { kind: 'wrong-type', field, expected };
}
