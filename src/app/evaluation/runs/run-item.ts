/** One run in the list of a browser's runs: what it is, how far it is, what is being done of it. */

import type { PauseReason, RunEnd } from '../../../evaluation/running/run-end.ts';
import type { Run } from '../../../evaluation/runs/run.ts';
import type { Tally } from '../../../evaluation/running/tally.ts';
import type { RunProgress } from './run-progress.svelte.ts';

export type RunState =
  /** Not finished, and nothing is being done about it. */
  | { readonly kind: 'resting' }
  | { readonly kind: 'queued' }
  | { readonly kind: 'running'; readonly progress: RunProgress }
  | { readonly kind: 'paused'; readonly reason: PauseReason }
  /** In another tab. */
  | { readonly kind: 'elsewhere' }
  /** Deleted while it was running: nothing of it is left. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'finished' }
  /** By a person, for good. */
  | { readonly kind: 'stopped' };

export interface RunItem {
  readonly run: Run;
  /** Null until it was counted. Of the run under way, `progress.tally` is newer. */
  readonly tally: Tally | null;
  readonly state: RunState;
}

/** A run that was just found or made. */
export function itemOf(run: Run): RunItem {
  return { run, tally: null, state: { kind: run.stoppedAt === undefined ? 'resting' : 'stopped' } };
}

export function stateAfter(end: RunEnd | null): RunState {
  if (!end || end.kind === 'stopped') return { kind: 'resting' };
  return end.kind === 'paused' && isGone(end.reason) ? { kind: 'gone' } : end;
}

/** What would pause the next run of the queue as well. */
export function isForAll(reason: PauseReason): boolean {
  return (reason.kind === 'storage' && !isGone(reason)) || reason.kind === 'checker';
}

function isGone(reason: PauseReason): boolean {
  return reason.kind === 'storage' && reason.trouble === 'gone';
}
