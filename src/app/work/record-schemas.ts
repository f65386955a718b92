/**
 * What a record of work may hold, checked field by field: where a file or a link brings one. A
 * field that is not known here is kept, for the version that knows it.
 */

import * as v from 'valibot';
import { statuses } from '../../checking/verdict.ts';
import { mostMoments } from '../../platform/text-limits.ts';
import { hintBreaches } from '../../synthesis/hint-protocol.ts';
import type { AttemptRecord, ProgramRecord } from './records.ts';
import { searchSchema } from './search-schema.ts';

const text = v.string();
const count = v.nullable(v.number());

export const promptSchema = v.variant('kind', [
  v.object({
    kind: v.literal('chat'),
    messages: v.array(
      v.object({ role: v.picklist(['system', 'user', 'assistant']), content: text }),
    ),
  }),
  v.object({ kind: v.literal('completion'), text }),
]);

export const samplingSchema = v.object({
  temperature: v.number(),
  topP: v.number(),
  maxTokens: v.number(),
  thinkingTokens: v.exactOptional(v.number()),
  seed: v.number(),
  stop: v.array(text),
});

export const hintSchema = v.object({
  text,
  from: v.picklist(['person', 'failing-test']),
  breaches: v.exactOptional(v.array(v.picklist(hintBreaches))),
});

export const authorSchema = v.variant('kind', [
  v.object({ kind: v.literal('person') }),
  v.object({ kind: v.picklist(['model', 'search']), name: text }),
]);

/** Milliseconds and characters in turn. What is nothing of the kind costs a reply no more than its pace. */
export const timingSchema = v.fallback(v.custom<readonly number[]>(isTiming), []);

/** In one go: a schema of its own for each of so many numbers takes long. */
function isTiming(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > mostMoments) return false;
  return value.every((each) => Number.isSafeInteger(each) && each >= 0);
}

const generation = v.looseObject({
  text,
  finish: v.picklist(['stop', 'length', 'stopped']),
  promptTokens: count,
  replyTokens: count,
  firstTokenMs: count,
  totalMs: v.number(),
});

export const programSchema: v.GenericSchema<unknown, ProgramRecord> = v.looseObject({
  task: text,
  program: text,
  changedAt: v.number(),
});

export const attemptSchema: v.GenericSchema<unknown, AttemptRecord> = v.looseObject({
  id: text,
  task: text,
  round: text,
  startedAt: v.number(),
  author: authorSchema,
  request: v.nullable(
    v.looseObject({
      prompt: promptSchema,
      sampling: samplingSchema,
      shownTestCount: v.number(),
    }),
  ),
  reply: v.nullable(
    v.looseObject({
      ...{ generation, isWhole: v.boolean(), search: v.nullable(searchSchema) },
      timing: v.exactOptional(timingSchema),
    }),
  ),
  program: v.nullable(text),
  status: v.nullable(v.picklist(statuses)),
  testsPassed: v.number(),
  testsCount: v.number(),
  after: v.nullable(text),
  hint: v.nullable(hintSchema),
  cameBy: v.exactOptional(v.literal('link')),
  failsChallenge: v.exactOptional(v.boolean()),
});
