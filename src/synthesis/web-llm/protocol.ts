/**
 * What passes between the page and the web-llm worker: the library's own messages, spoken here
 * without the library, whose seven megabytes then only the worker loads; and two of ours.
 */
import type { WorkerRequest, WorkerResponse } from '@mlc-ai/web-llm';

export interface ListModels {
  readonly kind: 'list-models';
  readonly uuid: string;
}

/** The GPU went away by itself: the library only logs it, and forgets the model. */
export interface DeviceLost {
  readonly kind: 'device-lost';
  readonly detail: string;
}

export type ToWorker = WorkerRequest | ListModels;
export type FromWorker = WorkerResponse | DeviceLost;

/** The part of `Worker` that is used, so that a test may stand in for it. */
export interface WorkerLike {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export type SpawnWorker = () => WorkerLike;

export const spawnWebLlmWorker: SpawnWorker = () =>
  new Worker(new URL('./web-llm.worker.ts', import.meta.url), { type: 'module' });
