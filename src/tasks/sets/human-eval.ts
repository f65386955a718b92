/**
 * HumanEval: 164 functions to complete from signature and docstring (Chen et al. 2021, arXiv
 * 2107.03374). Its tests are a function `check` that is handed the program's.
 */

import * as v from 'valibot';
import { checkOf, humanEvalPlusRow } from '../rows/evalplus-row.ts';
import type { KnownTaskSet } from '../known-task-set.ts';
import { faultOf } from '../rows/mbpp-row.ts';
import {
  docstringOf,
  faultyRow,
  readTaskId,
  withPlainLineEnds,
  type RowFormat,
} from '../rows/row-format.ts';

const row = v.object({
  task_id: v.string('string'),
  prompt: v.string('string'),
  entry_point: v.string('string'),
  canonical_solution: v.string('string'),
  test: v.string('string'),
});

const humanEvalRow: RowFormat = {
  fits: (value) => 'entry_point' in value && 'test' in value,
  read(value, _text, source) {
    const parsed = v.safeParse(row, value, { abortEarly: true });
    if (!parsed.success) return faultyRow(faultOf(parsed.issues[0]));
    const { task_id, entry_point, canonical_solution, test } = parsed.output;
    // As Hugging Face's copy of HumanEval+ has it. No program could pass.
    if (/^\s*(import|from) numpy\b/m.test(test)) return faultyRow({ kind: 'needs-numpy' });
    const codePrompt = withPlainLineEnds(parsed.output.prompt);
    const task = {
      ...readTaskId(task_id, source),
      text: docstringOf(codePrompt),
      ...{ codePrompt, functionName: entry_point },
      referenceCode: codePrompt + withPlainLineEnds(canonical_solution),
      setupCode: '',
      tests: [checkOf(test, entry_point)],
      challengeTests: [],
    };
    return task.id === '' ? faultyRow({ kind: 'empty-id' }) : { kind: 'task', task };
  },
};

export const humanEval = {
  id: 'human-eval',
  name: 'HumanEval',
  publishedIn: 2021,
  description: '164 functions to complete from their docstring, by OpenAI (MIT).',
  origin: {
    kind: 'published',
    address: 'https://raw.githubusercontent.com/openai/human-eval/master/data/HumanEval.jsonl.gz',
    sizeBytes: 44_877,
    sha256: 'b796127e635a67f93fb35c04f4cb03cf06f38c8072ee7cee8833d7bee06979ef',
  },
  formats: [humanEvalPlusRow, humanEvalRow],
  idPrefix: 'HumanEval',
  hasId: (id) => /^\d+$/.test(id) && Number(id) < 164,
} satisfies KnownTaskSet;
