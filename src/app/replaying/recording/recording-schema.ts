/**
 * What a recording may hold where a link or a file brings one. How it travels belongs to
 * `recording-link` and `recording-file`.
 */

import * as v from 'valibot';
import { statuses } from '../../../checking/verdict.ts';
import { mostReplyLength, mostTests, mostTurns } from '../../../platform/text-limits.ts';
import { mostShownTests } from '../../../synthesis/prompt-settings.ts';
import { anyOwnSet, isOwnSet } from '../../../tasks/own-set-id.ts';
import { hiddenSchema, taskFields } from '../../../tasks/task-schema.ts';
import { knownSetIdSchema } from '../../../tasks/task-sets.ts';
import type { Task } from '../../../tasks/task.ts';
import {
  authorSchema,
  hintSchema,
  promptSchema,
  samplingSchema,
  timingSchema,
} from '../../work/record-schemas.ts';
import { searchSchema } from '../../work/search-schema.ts';
import type { RecordedPart, Recording } from './recording.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const ms = v.pipe(v.number(), v.finite(), v.minValue(0));
const tests = v.pipe(taskFields.tests, v.maxLength(mostTests));
const text = v.pipe(v.string(), v.maxLength(mostReplyLength));

/** Whole, whosever it is: a class that sees it need not have its set. */
const task = v.object({
  source: v.union([knownSetIdSchema, v.literal(anyOwnSet)]),
  ...{ ...taskFields, tests, challengeTests: tests },
  hidden: v.exactOptional(hiddenSchema),
});

const request = v.object({
  prompt: promptSchema,
  sampling: samplingSchema,
  shownTestCount: v.pipe(count, v.maxValue(mostShownTests)),
});

const reply = v.object({
  text,
  finish: v.picklist(['stop', 'length', 'stopped']),
  promptTokens: v.nullable(count),
  replyTokens: v.nullable(count),
  thoughtTokens: v.exactOptional(count),
  firstTokenMs: v.nullable(ms),
  totalMs: ms,
});

const recorded = v.object({
  status: v.picklist(statuses),
  testsPassed: count,
  testsCount: count,
  failsChallenge: v.exactOptional(v.boolean()),
});

const part = v.object({
  author: authorSchema,
  round: count,
  after: v.nullable(count),
  hint: v.nullable(hintSchema),
  request: v.nullable(request),
  reply: v.nullable(reply),
  timing: v.exactOptional(timingSchema),
  search: v.exactOptional(searchSchema),
  program: v.nullable(text),
  recorded: v.nullable(recorded),
});

/** As a person calls a recording or a playlist. */
export const mostNameLength = 200;
export const nameSchema = v.pipe(
  v.string(),
  v.transform((name) => name.slice(0, mostNameLength)),
);

export const recordingVersion = 1;

/** `parts`: each is read by itself. */
const version1 = v.object({
  version: v.literal(recordingVersion),
  name: nameSchema,
  recordedAt: v.pipe(v.number(), v.finite()),
  task,
  parts: v.pipe(v.array(v.unknown()), v.maxLength(mostTurns)),
});

/** One thing that is wrong is enough: a list of all of them could fill the memory. */
const untilFault = { abortEarly: true } as const;

export type RecordingFault = 'damaged' | 'too-large' | 'newer';

/** As this version writes it: with the task whole, and nothing that only this browser knows. */
export function writtenRecording({ name, recordedAt, task, parts }: Recording): unknown {
  return { version: recordingVersion, name, recordedAt, task: withoutOwnId(task), parts };
}

/** What any version so far has written, or what is wrong with it; part by part, for `inTurns`. */
export function* recordingFrom(data: unknown): Generator<void, Recording | RecordingFault> {
  const { version, task: given, parts } = fieldsOf(data);
  if (typeof version === 'number' && version > recordingVersion) return 'newer';
  if (isLong(parts, mostTurns)) return 'too-large';
  if (isLong(fieldsOf(given)['tests'], mostTests)) return 'too-large';
  const read = v.safeParse(version1, data, untilFault);
  if (!read.success) return 'damaged';
  const { name, recordedAt, task, parts: entries } = read.output;
  const known: RecordedPart[] = [];
  for (const entry of entries) {
    yield;
    const readPart = v.safeParse(part, entry, untilFault);
    if (!readPart.success) return 'damaged';
    known.push(readPart.output);
  }
  return { name, recordedAt, task, parts: known };
}

function withoutOwnId(task: Task): Task {
  return isOwnSet(task.source) ? { ...task, source: anyOwnSet } : task;
}

function isLong(list: unknown, most: number): boolean {
  return Array.isArray(list) && list.length > most;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
