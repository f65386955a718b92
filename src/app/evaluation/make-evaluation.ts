/** Makes the parts of the evaluation and hands them to one another: one chunk, fetched late. */

import type { Checker } from '../../checking/checker.ts';
import { IndexedRunStore } from '../../evaluation/indexed-run-store.ts';
import type { RunStore } from '../../evaluation/run.ts';
import type { Task, TaskSourceId } from '../../tasks/task.ts';
import type { Engines } from '../engines.ts';
import type { KeptSettings } from '../kept-settings.ts';
import { GivenFiles } from './given-files.svelte.ts';
import { madeWith } from './made-with.ts';
import { Planning } from './planning.svelte.ts';
import { Runs } from './runs.svelte.ts';
import { appWriters, type WriterParts } from './writers.ts';

export interface EvaluationParts {
  readonly checker: Checker;
  readonly engines: Engines;
  readonly settings: KeptSettings;
  /** The whole set as it is on this device, without any network; null where it is not. */
  findSet(source: TaskSourceId): Promise<readonly Task[] | null>;
  readonly serverKey: WriterParts['serverKey'];
  /** Takes a model that the page holds out of memory. */
  makeRoom(): Promise<void>;
}

export interface Evaluation {
  readonly store: RunStore;
  readonly planning: Planning;
  readonly runs: Runs;
  readonly files: GivenFiles;
}

export function makeEvaluation(parts: EvaluationParts): Evaluation {
  const { checker, engines, settings, serverKey } = parts;
  const store = new IndexedRunStore();
  const files = new GivenFiles();
  const ggufFile = (fileName: string, sizeBytes: number) => files.find(fileName, sizeBytes);
  const writers = appWriters({ engines, ggufFile, serverKey });
  const makeRoom = () => parts.makeRoom();
  const runs = new Runs({ store, checker, writers, madeWith, makeRoom });
  const planning = new Planning({
    settings,
    findSet: (source) => parts.findSet(source),
    speedOf: (writer) => runs.speedOf(writer),
  });
  return { store, planning, runs, files };
}
