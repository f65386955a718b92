/** What opens the writer of a plan: the runner's view of all engines. */

import type { LoadedModel, LoadOptions } from '../../synthesis/engine.ts';
import type { Writer } from '../plans/plan.ts';

export interface OpenedWriter {
  readonly model: LoadedModel;
  /** As the model's name says it; null where it says nothing. */
  readonly parameters: number | null;
  /** Of the model's files; null where unknown. */
  readonly bytes: number | null;
}

export interface Writers {
  /** Rejects with an `EngineError`, a `WriterError`, or the signal's reason. */
  open(writer: Writer, options: LoadOptions): Promise<OpenedWriter>;
}

/** Why a writer cannot be had here, before any engine is asked. */
export type WriterFault =
  /** The person's own file, which the page may not keep. */
  | { readonly kind: 'missing-file'; readonly fileName: string; readonly sizeBytes: number }
  /** Not, or no longer, in web-llm's own list. */
  | { readonly kind: 'unknown-model'; readonly modelId: string };

export class WriterError extends Error {
  override readonly name = 'WriterError';
  readonly fault: WriterFault;

  constructor(fault: WriterFault) {
    super(fault.kind);
    this.fault = fault;
  }
}
