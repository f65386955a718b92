/**
 * MBPP+ as EvalPlus publishes it: one row per line, each with a reference and hidden inputs. The
 * row goes along with its task untouched, since its numbers are read by Python.
 */

import * as v from 'valibot';
import type { TaskFault, TaskFileReading } from './task-file.ts';
import type { HiddenCheck, Task } from './task.ts';

const plusRow = v.object({
  task_id: v.string(),
  prompt: v.string(),
  entry_point: v.string(),
  canonical_solution: v.string(),
  assertion: v.optional(v.string(), ''),
  base_input: v.unknown(),
  plus_input: v.unknown(),
});

/** Whether a text is MBPP+ rather than MBPP, going by its first line. */
export function isMbppPlus(text: string): boolean {
  return /"(canonical_solution|plus_input)"\s*:/.test(text.slice(0, 100_000));
}

/** Never throws. Tasks keep the order of the file. */
export function readMbppPlus(text: string): TaskFileReading {
  const tasks: Task[] = [];
  const faults: TaskFault[] = [];
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    if (line.trim() === '') continue;
    const place = { unit: 'line' as const, number: index + 1 };
    try {
      const row = v.safeParse(plusRow, JSON.parse(withoutBareNumbers(line)));
      if (row.success) tasks.push(asTask(row.output, line));
      else faults.push({ place, fault: { kind: 'not-a-row' } });
    } catch (error) {
      faults.push({ place, fault: { kind: 'not-json', detail: String(error) } });
    }
  }
  if (tasks.length === 0) return { kind: 'refused', fault: { kind: 'not-a-task-file' } };
  return { kind: 'tasks', tasks, faults };
}

/** Python writes infinities and NaN as no JSON has them; the values are not needed here. */
function withoutBareNumbers(line: string): string {
  return line.replace(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g, (found) =>
    found.startsWith('"') ? found : 'null',
  );
}

function asTask(row: v.InferOutput<typeof plusRow>, line: string): Task {
  const [docstring = ''] = row.prompt.split(/\nassert /);
  return {
    source: 'own-file',
    id: row.task_id.replace(/^.*\//, ''),
    text: docstring.replaceAll('"""', '').trim(),
    referenceCode: (row.prompt + row.canonical_solution).trim(),
    setupCode: '',
    tests: row.assertion.split('\n').filter((each) => each.startsWith('assert ')),
    challengeTests: [],
    hidden: { kind: 'mbpp-plus', row: line },
  };
}

/** Undefined for a task without hidden inputs. */
export function hiddenCheckOf({ hidden, referenceCode }: Task): HiddenCheck | undefined {
  // By a pattern: the row may hold numbers that JavaScript's reader of JSON refuses.
  const functionName = /"entry_point"\s*:\s*"([^"]+)"/.exec(hidden?.row ?? '')?.[1];
  return hidden && functionName ? { hidden, referenceCode, functionName } : undefined;
}
