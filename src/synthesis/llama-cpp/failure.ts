/** What went wrong in llama.cpp, classified once. */
import { EngineError } from '../engine.ts';
import type { EngineFailure } from '../engine-failure.ts';
import { contextTokens } from './model.ts';

const noMemory = /out of memory|\boom\b|allocat|enlarge memory/i;

const unknownKind = /unknown (?:model )?architecture|unknown (?:pre-)?tokenizer|unsupported/i;

const ofAdapter = /lora|adapter/i;

/** What llama.cpp was given. */
interface Refused {
  readonly address: string;
  /** Null where no adapter stood beside the base. */
  readonly adapterAddress: string | null;
}

/** Why llama.cpp refused a file, from what it wrote to its log. */
export function refusal(
  complaints: readonly string[],
  { address: base, adapterAddress }: Refused,
  sizeBytes: number,
): EngineError {
  const ofIts = adapterAddress && complaints.find((complaint) => ofAdapter.test(complaint));
  const address = ofIts ? adapterAddress : base;
  const detail = ofIts || (complaints[0] ?? 'llama.cpp refused the file');
  if (complaints.some((complaint) => noMemory.test(complaint))) {
    return new EngineError({ kind: 'out-of-memory', neededBytes: sizeBytes });
  }
  // Such a file is not damaged: a later version may load it, so that it stays where it is kept.
  const unknown = complaints.find((complaint) => unknownKind.test(complaint));
  return new EngineError(
    unknown === undefined
      ? { kind: 'corrupt-file', address, detail, ...(adapterAddress && !ofIts && { isKept: true }) }
      : { kind: 'unsupported-model', address, detail: unknown },
  );
}

/** What an error of wllama means. `EngineError`s pass through. */
export function llamaCppErrorOf(error: unknown, address: string, sizeBytes: number): EngineError {
  if (error instanceof EngineError) return error;
  return new EngineError(failureOf(describe(error), address, sizeBytes), { cause: error });
}

function failureOf(detail: string, address: string, sizeBytes: number): EngineFailure {
  if (/context size|context length|kv_cache_full/i.test(detail)) {
    return { kind: 'prompt-too-long', limitTokens: contextTokens };
  }
  if (noMemory.test(detail)) return { kind: 'out-of-memory', neededBytes: sizeBytes };
  // A person's own file can change or go away while it is read.
  if (/file read failed/i.test(detail)) return { kind: 'corrupt-file', address, detail };
  return { kind: 'engine-crashed', detail };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'type' in error ? `${String(error.type)}: ${error.message}` : error.message;
}
