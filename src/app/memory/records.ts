/** What is remembered between visits, in the shapes in which it is stored and exported. */

import type { Status } from '../../checking/verdict.ts';
import type { Prompt, Sampling } from '../../synthesis/engine.ts';

/** The program on the desk of one task, as it was left. */
export interface ProgramRecord {
  /** Key: `taskKey`. */
  readonly task: string;
  readonly program: string;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

/** One try at a task, by a person or by a synthesizer. */
export interface AttemptRecord {
  /** Key: unique in every tab. */
  readonly id: string;
  readonly task: string;
  readonly startedAt: number;
  readonly author: { readonly kind: 'person' } | { readonly kind: 'model'; readonly name: string };
  /** What was sent; null for a person's own. */
  readonly request: { readonly prompt: Prompt; readonly sampling: Sampling } | null;
  /** The reply so far; `isWhole` is false where a visit ended in its middle. */
  readonly reply: { readonly text: string; readonly isWhole: boolean } | null;
  readonly program: string | null;
  /** Null until checked. */
  readonly status: Status | null;
  /** Of the shown and hidden tests. */
  readonly testsPassed: number;
  readonly testsCount: number;
  /** The attempt that this one answers to, for a dialog; null for a first. */
  readonly after: string | null;
  /** What the person said after seeing that attempt. */
  readonly hint: string | null;
}

/** An id that no other tab makes. `crypto.randomUUID` is missing on plain http. */
export function newAttemptId(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}

export interface SettingRecord {
  readonly name: string;
  /** Plain data. */
  readonly value: unknown;
}

/** Everything, as it is exported. */
export interface MemoryExport {
  readonly format: 'synthpad-memory';
  readonly version: 1;
  readonly programs: readonly ProgramRecord[];
  readonly attempts: readonly AttemptRecord[];
  readonly settings: readonly SettingRecord[];
}
