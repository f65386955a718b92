/**
 * A row as EvalPlus publishes it: a task with a reference and hidden inputs. The row goes along
 * with its task untouched, since its numbers are read by Python.
 */

import * as v from 'valibot';
import { faultOf } from './mbpp-row.ts';
import {
  docstringOf,
  faultyRow,
  readTaskId,
  withPlainLineEnds,
  type RowFormat,
} from './row-format.ts';
import type { HiddenCheck, Task } from '../task.ts';

const hiddenFields = {
  task_id: v.string('string'),
  prompt: v.string('string'),
  entry_point: v.string('string'),
  canonical_solution: v.string('string'),
};

const mbppPlus = v.object({ ...hiddenFields, assertion: v.nullish(v.string('string'), '') });

/** MBPP+: the statement is a docstring, and the asserts of MBPP come with the inputs. */
export const mbppPlusRow: RowFormat = {
  fits: (row) => hasHiddenInputs(row) && !isCodePrompt(row),
  read(row, text, source) {
    // An entry of an array was parsed already, and with it what its numbers say was lost.
    if (text === null) return faultyRow({ kind: 'not-a-row' });
    const parsed = v.safeParse(mbppPlus, row, { abortEarly: true });
    if (!parsed.success) return faultyRow(faultOf(parsed.issues[0]));
    const { task_id, prompt, canonical_solution, assertion } = parsed.output;
    const [docstring = ''] = prompt.split(/\nassert /);
    const task: Task = {
      ...readTaskId(task_id, source),
      text: withPlainLineEnds(docstring.replaceAll('"""', '').trim()),
      referenceCode: withPlainLineEnds((prompt + canonical_solution).trim()),
      setupCode: '',
      tests: assertion.split('\n').filter((each) => each.startsWith('assert ')),
      challengeTests: [],
      hidden: { kind: 'mbpp-plus', row: text },
    };
    return { kind: 'task', task };
  },
};

const humanEvalPlus = v.object({ ...hiddenFields, test: v.nullish(v.string('string')) });

/** HumanEval+: code to complete; what HumanEval's own `check` asks may come with the inputs. */
export const humanEvalPlusRow: RowFormat = {
  fits: (row) => hasHiddenInputs(row) && isCodePrompt(row),
  read(row, text, source) {
    if (text === null) return faultyRow({ kind: 'not-a-row' });
    const parsed = v.safeParse(humanEvalPlus, row, { abortEarly: true });
    if (!parsed.success) return faultyRow(faultOf(parsed.issues[0]));
    const { task_id, entry_point, canonical_solution, test } = parsed.output;
    const codePrompt = withPlainLineEnds(parsed.output.prompt);
    const task: Task = {
      ...readTaskId(task_id, source),
      text: docstringOf(codePrompt),
      ...{ codePrompt, functionName: entry_point },
      referenceCode: codePrompt + withPlainLineEnds(canonical_solution),
      setupCode: '',
      tests: typeof test !== 'string' ? [] : [checkOf(test, entry_point)],
      challengeTests: [],
      hidden: { kind: 'human-eval-plus', row: text },
    };
    return { kind: 'task', task };
  },
};

/** The test of a row of HumanEval: its function `check`, handed the program's. */
export function checkOf(test: string, functionName: string): string {
  return `${withPlainLineEnds(test).trim()}\n\ncheck(${functionName})`;
}

function hasHiddenInputs(row: object): boolean {
  return 'plus_input' in row || 'base_input' in row;
}

/** The prompts of MBPP+ are docstrings alone. */
function isCodePrompt(row: object): boolean {
  return 'prompt' in row && typeof row.prompt === 'string' && /^(async )?def /m.test(row.prompt);
}

// Rows are read by patterns here: they may hold numbers that JavaScript's reader of JSON refuses.

/** The prompt of such a row as it stands; null of a task without hidden inputs. */
export function publishedPromptOf({ hidden }: Task): string | null {
  const text = /"prompt"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(hidden?.row ?? '')?.[1];
  return text === undefined ? null : (JSON.parse(text) as string);
}

/** Undefined for a task without hidden inputs. */
export function hiddenCheckOf({ hidden, referenceCode }: Task): HiddenCheck | undefined {
  const functionName = /"entry_point"\s*:\s*"([^"]+)"/.exec(hidden?.row ?? '')?.[1];
  return hidden && functionName ? { hidden, referenceCode, functionName } : undefined;
}
