/** Where tasks come from: the interface of a source, what it gives, and how it can fail. */

import type { FileFault, TaskFault } from './task-file.ts';
import type { Task, TaskSetId } from './task.ts';

export interface TaskSet {
  readonly source: TaskSetId;
  readonly tasks: readonly Task[];
  /** Rows that did not load, in the order of the file. */
  readonly faults: readonly TaskFault[];
  /** As in `TaskFileReading`. */
  readonly unreadScripts?: number | undefined;
  /** Set where the set was to be kept for the next visit and could not be. */
  readonly keepFault: KeepFault | null;
}

/** Not failures: the tasks are there, they will only have to be fetched again. */
export type KeepFault = 'storage-full' | 'storage-refused';

export type TaskSourceFailure =
  | { readonly kind: 'no-network'; readonly address: string }
  | { readonly kind: 'http-status'; readonly address: string; readonly status: number }
  | { readonly kind: 'hash-mismatch'; readonly address: string }
  | { readonly kind: 'refused-archive'; readonly fileName: string; readonly fault: ArchiveFault }
  | { readonly kind: 'unreadable-file'; readonly fileName: string }
  | { readonly kind: 'refused-file'; readonly fileName: string; readonly fault: FileFault };

/**
 * Why an archive gives no tasks. `not-a-zip`: it is none, or only the beginning of one. `damaged`: a
 * file in it is not as it was packed. `other-contents`: it holds something else.
 */
export type ArchiveFault = 'not-a-zip' | 'damaged' | 'other-contents' | 'too-large';

export interface DownloadProgress {
  readonly loadedBytes: number;
  /** Null while unknown. */
  readonly totalBytes: number | null;
}

export interface DownloadOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DownloadProgress) => void;
}

export interface TaskSource {
  readonly id: TaskSetId;
  /** What a download would take from elsewhere; null where there is none to be had. */
  readonly download: { readonly address: string; readonly sizeBytes: number | null } | null;
  /** The set as kept on this device, without any network; null where it is not. */
  openKept(): Promise<TaskSet | null>;
  /**
   * Takes a person's own copy of what would be downloaded; null where the file is something else.
   * Absent where no file can be told to be the set's. Rejects with a `TaskSourceError`.
   */
  take?(file: File): Promise<TaskSet | null>;
  /**
   * Rejects with a `TaskSourceError`, or with the signal's reason when aborted. Null where only a
   * person can give the tasks.
   */
  readonly fetch: ((options: DownloadOptions) => Promise<TaskSet>) | null;
}

export class TaskSourceError extends Error {
  override readonly name = 'TaskSourceError';
  readonly failure: TaskSourceFailure;

  constructor(failure: TaskSourceFailure, options?: ErrorOptions) {
    super(failure.kind, options);
    this.failure = failure;
  }
}
