/**
 * The ways an engine can break: a closed union, as the page meets it and as a file may hold it. Its
 * sentences for people are in `texts`.
 */

import * as v from 'valibot';

const text = v.string();
const status = v.number();
/** What of a LoRA adapter does not fit; `adapter-check` says what each means. */
const adapterFaults = [
  ...['whole-model', 'other-kind', 'no-tensors', 'other-tensor', 'half-pair'],
  ...['other-architecture', 'unknown-tensor', 'other-shape', 'split-base'],
] as const;
/** In bytes or tokens; null where unknown. */
const amount = v.nullable(v.number());
const atAddress = { address: text };
/** The server's own words, where it has any; earlier versions did not keep them. */
const said = v.optional(text);

function failure<const Kind extends string, Fields extends v.ObjectEntries>(
  kind: Kind,
  fields: Fields,
) {
  return v.pipe(v.object({ kind: v.literal(kind), ...fields }), v.readonly());
}

export const engineFailureSchema = v.union([
  failure('no-webgpu', { reason: v.picklist(['no-api', 'no-adapter']) }),
  failure('no-shader-f16', { modelName: text }),
  failure('out-of-memory', { neededBytes: amount }),
  /** A file of the engine itself: never fetched while there was a network, or gone from the site. */
  failure('engine-file-missing', { reason: v.picklist(['offline', 'gone']) }),
  failure('no-network', atAddress),
  failure('http-status', { ...atAddress, status }),
  failure('no-disk-space', { neededBytes: amount }),
  /** Downloaded, it was deleted; kept where an adapter beside it may be what is damaged. */
  failure('corrupt-file', { ...atAddress, detail: text, isKept: v.optional(v.literal(true)) }),
  /** A sound file of a kind of model that this version of the engine does not know. */
  failure('unsupported-model', { ...atAddress, detail: text }),
  /** A model's library was built for another version of the engine. */
  failure('wrong-library-version', { ...atAddress, neededVersion: text, detail: text }),
  failure('wrong-file-type', { ...atAddress, detail: text }),
  /** The adapter's, by its own words and by those of the base that it was to stand beside. */
  failure('adapter-unfit', {
    ...{ ...atAddress, reason: v.picklist(adapterFaults) },
    ...{ found: said, needed: said, tensor: said },
  }),
  /** A file that only changes a model was to be loaded as one. */
  failure('adapter-as-model', atAddress),
  /** llama.cpp on the GPU: what a trial on this device found. */
  failure('gpu-unfit', { reason: v.picklist(['no-gpu', 'failed', 'differs', 'slower']) }),
  failure('device-lost', { detail: text }),
  failure('prompt-too-long', { limitTokens: amount }),
  failure('no-chat-template', { modelName: text }),
  failure('engine-crashed', { detail: text }),
  // What can go wrong with your own server, whose address it is.
  /** The page's own policy lets nothing through to such an address. */
  failure('server-blocked', atAddress),
  failure('server-unreachable', atAddress),
  /** It is there, and lets no page of another origin read its answers (CORS). */
  failure('server-forbids-page', atAddress),
  /** 401 or 403: a key is missing or wrong. */
  failure('server-refused', { ...atAddress, status, detail: said }),
  failure('server-model-unknown', { ...atAddress, modelName: text }),
  /** Still 429 or 503 after all retries. */
  failure('server-overloaded', { ...atAddress, status, detail: said }),
  failure('server-error', { ...atAddress, status, detail: text }),
  /** In its own words, in the middle of a reply or with status 200. */
  failure('server-fault', { ...atAddress, detail: text }),
  /** It ended the reply itself, and said no more about it than this. */
  failure('server-ended-reply', {
    ...atAddress,
    reason: v.picklist(['content-filter', 'error', 'abort']),
  }),
  /** It sends the page to another address. */
  failure('server-redirects', atAddress),
  failure('server-broken-stream', { ...atAddress, detail: text }),
  failure('server-silent', { ...atAddress, limitMs: v.number() }),
  failure('server-unexpected-answer', { ...atAddress, detail: text }),
]);

export type EngineFailure = v.InferOutput<typeof engineFailureSchema>;
