/** What went wrong in web-llm or its worker, classified once. */
import { EngineError } from '../engine.ts';
import type { EngineFailure } from '../engine-failure.ts';
import { webLlmVersion } from './library-version.ts';
import type { WebLlmModel } from './model.ts';
import { WorkerGone } from './worker-client.ts';

/** The library tells its errors apart by their names, which lead the message. */
const meanings: readonly (readonly [
  RegExp,
  (detail: string, model: WebLlmModel) => EngineFailure,
])[] = [
  [
    /ContextWindowSizeExceeded/,
    (_, { record }) => ({
      kind: 'prompt-too-long',
      limitTokens: record.overrides?.context_window_size ?? null,
    }),
  ],
  [/ShaderF16Support|shader-f16/, (_, { name }) => ({ kind: 'no-shader-f16', modelName: name })],
  [
    /WebGPUNotAvailable|WebGPUNotFound|compatible GPU/,
    () => ({ kind: 'no-webgpu', reason: 'no-adapter' }),
  ],
  [
    /out of memory|not enough memory|allocation failed|maxBufferSize|BindingSize/i,
    (_, { record }) => ({ kind: 'out-of-memory', neededBytes: memoryOf(record.vram_required_MB) }),
  ],
  // Once loaded, a model is forgotten by the library for one reason only.
  [
    /DeviceLost|device (is|was) lost|ModelNotLoaded/i,
    (detail) => ({ kind: 'device-lost', detail }),
  ],
  [/QuotaExceeded/, () => ({ kind: 'no-disk-space', neededBytes: null })],
  [
    /Failed to fetch|NetworkError|Cannot fetch|'add' on 'Cache'/,
    (_, { record }) => ({ kind: 'no-network', address: record.model }),
  ],
  // What the library wants of the engine, or the engine of the library, is not there.
  [
    /LinkError|Cannot find global function/,
    (detail, { record }) => ({
      kind: 'wrong-library-version',
      address: record.model_lib,
      neededVersion: webLlmVersion,
      detail,
    }),
  ],
  [
    /CompileError|WebAssembly|Expect the library/,
    (detail, { record }) => ({ kind: 'corrupt-file', address: record.model_lib, detail }),
  ],
  [
    /IntegrityError|SyntaxError|JSON|[Tt]okenizer|Cannot find/,
    (detail, { record }) => ({ kind: 'corrupt-file', address: record.model, detail }),
  ],
];

/**
 * What a load failed of. By then the GPU was found and everything downloaded: where the library
 * stumbles over a value that is not there, the files are not what it expects.
 */
export function classifyLoad(error: unknown, model: WebLlmModel): EngineError {
  const classified = webLlmErrorOf(error, model);
  const { failure } = classified;
  if (failure.kind !== 'engine-crashed' || !/^TypeError/.test(failure.detail)) return classified;
  const { detail } = failure;
  return new EngineError(
    { kind: 'corrupt-file', address: model.record.model, detail },
    { cause: error },
  );
}

/** `EngineError`s pass through. */
export function webLlmErrorOf(error: unknown, model: WebLlmModel): EngineError {
  if (error instanceof EngineError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof WorkerGone) {
    const kind = error.reason === 'device-lost' ? 'device-lost' : 'engine-crashed';
    return new EngineError({ kind, detail }, { cause: error });
  }
  const meaning = meanings.find(([pattern]) => pattern.test(detail))?.[1];
  const failure = meaning?.(detail, model) ?? { kind: 'engine-crashed' as const, detail };
  return new EngineError(failure, { cause: error });
}

function memoryOf(megabytes: number | undefined): number | null {
  return megabytes === undefined ? null : Math.round(megabytes * 2 ** 20);
}
