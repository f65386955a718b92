/** The verdicts that an earlier `grade` wrote, so that it goes on where that one ended. */

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { statuses } from '../checking/verdict.ts';
import type { Completion } from '../evaluation/formats/completions.ts';
import { terminalTexts } from '../texts/terminal-texts.ts';
import type { Grade } from './grade-summary.ts';
import { InputFault } from './input.ts';
import { exists, textAt, wholeLineBytes } from './log-file.ts';

const verdictStart = '{"task_id":';

/** One for each of the first samples, without a last line that was cut. Changes nothing. */
export async function earlierVerdicts(
  path: string,
  samples: readonly Completion[],
): Promise<readonly Grade[]> {
  if (!(await exists(path))) return [];
  const wholeBytes = await wholeLineBytes(path);
  if (wholeBytes === 0) {
    const start = await textAt(path, 0, verdictStart.length);
    if (verdictStart.startsWith(start)) return [];
    throw new InputFault(terminalTexts.otherVerdicts(path, 1));
  }
  const grades: Grade[] = [];
  const input = createReadStream(path, { encoding: 'utf8', end: wholeBytes - 1 });
  for await (const text of createInterface({ input })) {
    const sample = samples[grades.length];
    const grade = sample ? gradeIn(text, sample) : null;
    if (!grade) throw new InputFault(terminalTexts.otherVerdicts(path, grades.length + 1));
    grades.push(grade);
  }
  return grades;
}

function gradeIn(text: string, { taskId, writtenTaskId }: Completion): Grade | null {
  const line = parsed(text);
  const status = statuses.find((each) => each === line['status']);
  if (!status || line['task_id'] !== writtenTaskId) return null;
  const tests = Array.isArray(line['tests']) ? line['tests'] : [];
  const hidden = line['hidden_inputs'];
  const base = typeof hidden === 'object' && hidden && 'base' in hidden ? hidden.base : null;
  return {
    ...{ taskId, status },
    isUnisolated: tests.some((test) => test?.not_isolated === true),
    isBasePassed: base === null ? null : base === 'passed',
  };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
