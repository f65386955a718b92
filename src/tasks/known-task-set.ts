/**
 * A set of tasks that Synthpad knows, described in one place: each file in `sets` is one, and
 * `task-sets` collects them. Everything that differs between sets is a field here, so that nothing else
 * asks which set it has before it.
 */

import type { KnownFault } from './known-faults.ts';
import type { RowFormat } from './rows/row-format.ts';
import type { ArchiveFault } from './task-source.ts';
import type { Split } from './splits.ts';
import type { TaskSetId } from './task.ts';

export interface KnownTaskSet {
  /** Never changes once it was published: links, plans, logs and stored work name it. */
  readonly id: TaskSetId;
  /** The set's proper name. */
  readonly name: string;
  /** The year, from which on models may have been trained on it; absent for the site's own tasks. */
  readonly publishedIn?: number;
  /** What it is, who made it and under which licence, in a sentence. */
  readonly description: string;
  readonly origin: TaskSetOrigin;
  /** How its rows are written, and in which other forms its tasks are found in files. */
  readonly formats: readonly RowFormat[];
  /** What other harnesses put before the id: "Mbpp" for "Mbpp/2". No other tasks have it. */
  readonly idPrefix: string;
  /** Solved tasks to begin a few-shot prompt with, in this order; else the first of the set. */
  readonly exampleIds?: readonly string[];
  /** Whether an id can be one of its tasks, the rest of a file being unknown; absent where many can. */
  hasId?(id: string): boolean;
  /** The published division by id; absent where there is none. */
  splitOf?(id: string): Split | null;
  /** How many tasks the paper's own version of the set has. */
  readonly paperSplits?: Readonly<Partial<Record<Split, number>>>;
  /** Tasks whose tests are at odds with what they ask, by id. */
  readonly knownFaults?: ReadonlyMap<string, KnownFault>;
  /** The larger set that these tasks were taken from, with their ids. */
  readonly subsetOf?: TaskSetId;
}

export type TaskSetOrigin =
  /** A file of the site itself, relative to the page. */
  { readonly kind: 'site'; readonly file: string } | PublishedFile | PublishedArchive;

/** An archive at its public home that is turned into tasks, and told by what it holds. */
export interface PublishedArchive {
  readonly kind: 'archive';
  readonly address: string;
  /** The rows of its tasks as text. Never rejects for any bytes. */
  readonly read: (
    bytes: Uint8Array<ArrayBuffer>,
  ) => Promise<
    | { readonly kind: 'rows'; readonly text: string }
    | { readonly kind: 'fault'; readonly fault: ArchiveFault }
  >;
}

/** A file at its public home, and what its bytes must be. */
export interface PublishedFile {
  readonly kind: 'published';
  readonly address: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}
