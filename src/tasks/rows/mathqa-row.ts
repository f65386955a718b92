/**
 * A row of MathQA-Python: a problem in words, a program that sets `answer`, and the number that is
 * right. Rows that were converted here have the formula of the original beside the program.
 */

import * as v from 'valibot';
import { faultOf } from './mbpp-row.ts';
import { faultyRow, readTaskId, withPlainLineEnds, type RowFormat } from './row-format.ts';
import type { Task } from '../task.ts';

const row = v.object({
  task_id: v.union([v.string(), v.number()], 'whole number or string'),
  prompt: v.string('string'),
  code: v.string('string'),
  answer: v.number('number'),
  formula: v.nullish(v.string('string')),
});

export const mathQaRow: RowFormat = {
  fits: (value) => 'prompt' in value && 'code' in value && 'answer' in value,
  read(value, _text, source) {
    const parsed = v.safeParse(row, value, { abortEarly: true });
    if (!parsed.success) return faultyRow(faultOf(parsed.issues[0]));
    const { task_id, prompt, answer, formula = null } = parsed.output;
    const code = withPlainLineEnds(parsed.output.code);
    const task: Task = {
      ...readTaskId(task_id, source),
      text: withPlainLineEnds(prompt).replace(/^#\s*/, '').trim(),
      referenceCode: code,
      setupCode: '',
      tests: [],
      challengeTests: [],
      asks: { kind: 'calculation', answer, numbers: numbersOf(code), formula },
    };
    return task.id === '' ? faultyRow({ kind: 'empty-id' }) : { kind: 'task', task };
  },
};

/** The program begins with them: "n0 = 5.0". */
function numbersOf(code: string): number[] {
  return [...code.matchAll(/^n\d+ = (\S+)$/gm)].map(([, value]) => Number(value));
}
