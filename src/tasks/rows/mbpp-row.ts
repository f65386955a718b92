/**
 * One row of MBPP, in either of its two published forms, turned into a `Task`. This is the edge
 * where untyped JSON ends; rows come from `task-file`, and nothing here reads Python.
 */

import * as v from 'valibot';
import {
  faultyRow,
  readTaskId,
  withPlainLineEnds,
  type RowFault,
  type RowFormat,
  type RowReading,
} from './row-format.ts';
import type { Task, TaskSetId } from '../task.ts';

const wholeId = 'whole number or string';
const strings = v.array(v.string('string'), 'list of strings');

const sharedFields = {
  task_id: v.union([v.string(), v.pipe(v.number(), v.safeInteger(wholeId))], wholeId),
  code: v.nullish(v.string('string'), ''),
  test_list: strings,
};

const fullRow = v.object({
  ...sharedFields,
  text: v.string('string'),
  test_setup_code: v.nullish(v.string('string'), ''),
  challenge_test_list: v.nullish(strings, []),
});

const sanitizedRow = v.object({
  ...sharedFields,
  prompt: v.string('string'),
  test_imports: v.nullish(strings, []),
});

/** The flavour is told by `prompt` standing for `text`. What no other form claims is taken for one. */
export const mbppRow: RowFormat = {
  fits: () => true,
  read: (row, _text, source) =>
    'prompt' in row && !('text' in row) ? readSanitized(row, source) : readFull(row, source),
};

function readFull(row: object, source: TaskSetId): RowReading {
  const parsed = v.safeParse(fullRow, row, { abortEarly: true });
  if (!parsed.success) return faultyRow(faultOf(parsed.issues[0]));
  const { task_id, text, code, test_setup_code, test_list, challenge_test_list } = parsed.output;
  return asTask({
    ...readTaskId(task_id, source),
    text: text.trim(),
    referenceCode: code,
    setupCode: test_setup_code,
    tests: test_list,
    challengeTests: challenge_test_list,
  });
}

function readSanitized(row: object, source: TaskSetId): RowReading {
  const parsed = v.safeParse(sanitizedRow, row, { abortEarly: true });
  if (!parsed.success) return faultyRow(faultOf(parsed.issues[0]));
  const { task_id, prompt, code, test_imports, test_list } = parsed.output;
  return asTask({
    ...readTaskId(task_id, source),
    text: prompt.trim(),
    referenceCode: code,
    setupCode: test_imports.join('\n'),
    tests: test_list,
    challengeTests: [],
  });
}

function asTask(task: Task): RowReading {
  if (task.id === '') return faultyRow({ kind: 'empty-id' });
  if (task.tests.length === 0) return faultyRow({ kind: 'no-tests' });
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

/** The schemas carry the expected type as their message, so an issue translates as it stands. */
export function faultOf(issue: v.BaseIssue<unknown>): RowFault {
  const path = issue.path ?? [];
  const field = path.map((item) => String(item.key))[0] ?? '';
  // A key that is absent is reported at the object, with the key's name as the expectation.
  const isMissing = path.length === 1 && issue.received === 'undefined';
  if (isMissing) return { kind: 'missing-field', field };
  const expected = path.length > 1 ? 'list of strings' : issue.message;
  return { kind: 'wrong-type', field, expected };
}
