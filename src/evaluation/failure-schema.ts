/** An engine's failure as a file may hold it. Complete by its type: a new kind is missed here. */

import * as v from 'valibot';
import type { EngineFailure } from '../synthesis/engine-failure.ts';

type Kind = EngineFailure['kind'];
type SchemaOf<Name extends Kind> = v.GenericSchema<
  unknown,
  Extract<EngineFailure, { readonly kind: Name }>
>;

const text = v.string();
const count = v.nullable(v.number());
const answered = { address: text, status: v.number() };

const failures: { readonly [Name in Kind]: SchemaOf<Name> } = {
  'no-webgpu': v.object({
    kind: v.literal('no-webgpu'),
    reason: v.picklist(['no-api', 'no-adapter']),
  }),
  'no-shader-f16': v.object({ kind: v.literal('no-shader-f16'), modelName: text }),
  'out-of-memory': v.object({ kind: v.literal('out-of-memory'), neededBytes: count }),
  'no-network': v.object({ kind: v.literal('no-network'), address: text }),
  'http-status': v.object({ kind: v.literal('http-status'), address: text, status: v.number() }),
  'no-disk-space': v.object({ kind: v.literal('no-disk-space'), neededBytes: count }),
  'corrupt-file': v.object({ kind: v.literal('corrupt-file'), address: text, detail: text }),
  'wrong-file-type': v.object({ kind: v.literal('wrong-file-type'), address: text, detail: text }),
  'device-lost': v.object({ kind: v.literal('device-lost'), detail: text }),
  'prompt-too-long': v.object({ kind: v.literal('prompt-too-long'), limitTokens: count }),
  'no-chat-template': v.object({ kind: v.literal('no-chat-template'), modelName: text }),
  'engine-crashed': v.object({ kind: v.literal('engine-crashed'), detail: text }),
  'server-blocked': v.object({ kind: v.literal('server-blocked'), address: text }),
  'server-unreachable': v.object({ kind: v.literal('server-unreachable'), address: text }),
  'server-forbids-page': v.object({ kind: v.literal('server-forbids-page'), address: text }),
  'server-refused': v.object({ kind: v.literal('server-refused'), ...answered }),
  'server-model-unknown': v.object({
    kind: v.literal('server-model-unknown'),
    address: text,
    modelName: text,
  }),
  'server-overloaded': v.object({ kind: v.literal('server-overloaded'), ...answered }),
  'server-error': v.object({ kind: v.literal('server-error'), ...answered, detail: text }),
  'server-broken-stream': v.object({
    kind: v.literal('server-broken-stream'),
    address: text,
    detail: text,
  }),
  'server-silent': v.object({
    kind: v.literal('server-silent'),
    address: text,
    limitMs: v.number(),
  }),
  'server-unexpected-answer': v.object({
    kind: v.literal('server-unexpected-answer'),
    address: text,
    detail: text,
  }),
};

export const failureSchema: v.GenericSchema<unknown, EngineFailure> = v.union(
  Object.values(failures),
);
