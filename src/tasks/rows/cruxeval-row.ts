/** A row of CRUXEval: a function, an input and its output, of which either is to be predicted. */

import * as v from 'valibot';
import { faultOf } from './mbpp-row.ts';
import { faultyRow, readTaskId, withPlainLineEnds, type RowFormat } from './row-format.ts';
import type { Task } from '../task.ts';

const row = v.object({
  id: v.string('string'),
  code: v.string('string'),
  input: v.string('string'),
  output: v.string('string'),
});

/** The function has this name in every row. */
const functionName = 'f';

export const cruxEvalRow: RowFormat = {
  fits: (value) => 'code' in value && 'input' in value && 'output' in value,
  read(value, _text, source) {
    const parsed = v.safeParse(row, value, { abortEarly: true });
    if (!parsed.success) return faultyRow(faultOf(parsed.issues[0]));
    const { id, input, output } = parsed.output;
    const code = withPlainLineEnds(parsed.output.code);
    const task: Task = {
      ...readTaskId(id, source),
      text: code,
      functionName,
      referenceCode: code,
      setupCode: '',
      tests: [],
      challengeTests: [],
      asks: { kind: 'output', call: `${functionName}(${input})`, value: output, shows: 'code' },
    };
    return task.id === '' ? faultyRow({ kind: 'empty-id' }) : { kind: 'task', task };
  },
};
