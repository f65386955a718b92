/** What an error of an engine means to its caller. */

import type { EngineFailure } from './engine-failure.ts';
import { EngineError } from './engine.ts';

/** Engines promise an `EngineError`; anything else is a fault of ours and shown as a crash. */
export function failureOf(error: unknown): EngineFailure {
  if (error instanceof EngineError) return error.failure;
  return { kind: 'engine-crashed', detail: error instanceof Error ? error.message : String(error) };
}

/** Whether the model is gone with the reply: it has to be loaded again before it can write. */
export function endsModel({ kind }: EngineFailure): boolean {
  return kind === 'device-lost' || kind === 'engine-crashed' || kind === 'out-of-memory';
}
