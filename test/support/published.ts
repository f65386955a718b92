/**
 * Published tasks, completions and verdicts, where a copy of them lies beside the repository
 * (CONTRIBUTING.md, "Checks and tests"). Null where it does not.
 */

import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
  completionsFor,
  readCompletions,
  type Completion,
} from '../../src/evaluation/formats/completions.ts';
import { readTaskFile } from '../../src/tasks/task-file.ts';
import type { Task } from '../../src/tasks/task.ts';

const folder = '../shared/data';
const completionsFolder = 'completions/qwen2.5-coder-1.5b-base';

export const published = {
  mbpp: 'mbpp/mbpp.jsonl',
  sanitized: 'mbpp/sanitized-mbpp.json',
  humanEval: 'humaneval/HumanEval.jsonl.gz',
  cruxEval: 'cruxeval/cruxeval.jsonl',
  mathQa: 'mathqa-python/mathqa-python-test.json',
  mbppPlus: 'evalplus/MbppPlus-v0.1.0.jsonl',
  samples: `${completionsFolder}/generated.jsonl`,
  verdicts: `${completionsFolder}/eval_results.json`,
} as const;

type PublishedFile = keyof typeof published;

export function has(...files: readonly PublishedFile[]): boolean {
  return files.every((file) => existsSync(pathOf(file)));
}

export function pathOf(file: PublishedFile): string {
  return `${folder}/${published[file]}`;
}

const sourceOf = {
  mbpp: 'mbpp',
  sanitized: 'mbpp-sanitized',
  mbppPlus: 'mbpp-sanitized',
  cruxEval: 'cruxeval',
  humanEval: 'human-eval',
} as const;

export function tasksOf(file: keyof typeof sourceOf): readonly Task[] {
  const bytes = readFileSync(pathOf(file));
  const text = (pathOf(file).endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const source = sourceOf[file];
  const reading = readTaskFile(text, source);
  if (reading.kind === 'refused') throw new Error(`${file}: ${reading.fault.kind}`);
  return reading.tasks;
}

/** The set that comes with the site. */
export function starterTasks(): readonly Task[] {
  const reading = readTaskFile(readFileSync('public/starter-tasks.jsonl', 'utf8'), 'starter');
  if (reading.kind === 'refused') throw new Error(reading.fault.kind);
  return reading.tasks;
}

export async function publishedSamples(): Promise<readonly Completion[]> {
  const reading = await readCompletions(new Blob([readFileSync(pathOf('samples'))]));
  if (reading.kind === 'refused') throw new Error(`samples: ${JSON.stringify(reading.fault)}`);
  return completionsFor(reading, []);
}

export interface PublishedVerdict {
  readonly base: boolean;
  /** Base and plus inputs together, as EvalPlus counts. */
  readonly plus: boolean;
}

/** EvalPlus's verdicts by task id. */
export function publishedVerdicts(): ReadonlyMap<string, PublishedVerdict> {
  interface Entry {
    readonly base_status: string;
    readonly plus_status: string;
  }
  const file: { readonly eval: Readonly<Record<string, readonly Entry[]>> } = JSON.parse(
    readFileSync(pathOf('verdicts'), 'utf8'),
  );
  return new Map(
    Object.entries(file.eval).map(([id, [entry]]) => {
      const base = entry?.base_status === 'pass';
      return [id.replace(/^.*\//, ''), { base, plus: base && entry?.plus_status === 'pass' }];
    }),
  );
}
