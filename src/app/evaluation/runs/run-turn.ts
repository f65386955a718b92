/** One run's turn, from the queue to its end, with what the page adds: room, hidden inputs. */

import type { Checker } from '../../../checking/checker.ts';
import type { RunEnd } from '../../../evaluation/running/run-end.ts';
import type { Run, RunStore } from '../../../evaluation/runs/run.ts';
import { type RunOptions, runSamples } from '../../../evaluation/running/runner.ts';
import type { Writers } from '../../../evaluation/running/writers.ts';
import type { HiddenCheck } from '../../../tasks/task.ts';
import type { ProgramReader } from '../../../tasks/python-reader.ts';

export interface TurnParts {
  readonly store: RunStore;
  readonly checker: Pick<Checker, 'check' | 'readTests'> & ProgramReader;
  readonly writers: Writers;
  /** Called before a writer is loaded: a model elsewhere on the page leaves its memory. */
  readonly makeRoom?: () => Promise<void>;
  /** A run's inputs by task that it does not keep; undefined where they were not given. */
  readonly hiddenOf?: (run: string) => ReadonlyMap<string, HiddenCheck> | undefined;
}

/** Rejects as `runSamples` does. */
export async function takeTurn(
  run: Run,
  parts: TurnParts,
  options: Omit<RunOptions, 'hiddenOf'>,
): Promise<RunEnd> {
  const hidden = parts.hiddenOf?.(run.id);
  // Without them the same run would be checked by other tests than it says.
  if (run.hiddenInputs && !hidden) return { kind: 'paused', reason: { kind: 'no-hidden-inputs' } };
  await parts.makeRoom?.();
  return runSamples(run, parts, { ...options, hiddenOf: (task) => hidden?.get(task) });
}
