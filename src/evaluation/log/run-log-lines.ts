/** What a line of a run's log may hold, checked field by field: the edge where JSON ends. */

import * as v from 'valibot';
import { readFailingPart } from '../../checking/feedback/failing-part.ts';
import { readAnyReason } from '../../checking/reason.ts';
import {
  type TestResult,
  type Verdict,
  isUnisolated,
  marks,
  statuses,
} from '../../checking/verdict.ts';
import { type Extraction, extractionSteps, takenWhole } from '../../synthesis/extraction.ts';
import { engineFailureSchema } from '../../synthesis/engine-failure.ts';
import { taskFields } from '../../tasks/task-schema.ts';
import { taskSetIdSchema } from '../../tasks/task-sets.ts';
import { hiddenKinds } from '../../tasks/task.ts';
import { planSchema } from '../plans/plan.ts';
import { runEnvironmentSchema } from '../runs/run-environment.ts';
import { labelsOf, withLabels } from '../runs/run-labels.ts';

const text = v.string();
const count = v.nullable(v.number());
const strings = v.pipe(v.array(text), v.readonly());
const index = v.pipe(v.number(), v.integer(), v.minValue(0));

const modelDetails = v.object({
  engine: text,
  revision: v.nullable(text),
  files: v.pipe(
    v.array(
      v.object({
        ...{ address: text, sizeBytes: v.number(), sha256: v.nullable(text) },
        adapterScale: v.exactOptional(v.number()),
      }),
    ),
    v.readonly(),
  ),
  chatTemplate: v.nullable(text),
  ranOn: v.exactOptional(
    v.pipe(
      v.array(v.object({ processor: v.picklist(['cpu', 'gpu']), threads: count })),
      v.readonly(),
    ),
  ),
});

const shard = v.pipe(
  v.object({
    index: v.pipe(v.number(), v.integer(), v.minValue(1)),
    count: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
  v.check(({ index: at, count: all }) => at <= all, 'There are fewer shards.'),
);

const runFields = v.object({
  id: text,
  plan: planSchema,
  createdAt: v.number(),
  modelName: v.nullable(text),
  modelParameters: count,
  modelBytes: count,
  modelLicence: v.exactOptional(text),
  modelDetails: v.exactOptional(modelDetails),
  taskIds: strings,
  missingShards: v.exactOptional(v.pipe(v.array(shard), v.readonly())),
  madeWith: text,
  revisedFrom: v.exactOptional(text),
  stoppedAt: v.exactOptional(v.number()),
  hiddenInputs: v.exactOptional(v.nullable(v.picklist(hiddenKinds))),
  hiddenSource: v.exactOptional(v.object({ version: v.nullable(text), sha256: text })),
  countsPromptsTooLong: v.exactOptional(v.literal(true)),
  title: v.exactOptional(text),
  tags: v.exactOptional(strings),
  notes: v.exactOptional(text),
  environment: v.exactOptional(runEnvironmentSchema),
});

/** Labels as a person could have typed them, whatever wrote them. */
const run = v.pipe(
  runFields,
  v.transform((read) => {
    const { title = '', tags = [], notes = '' } = read;
    return withLabels(read, labelsOf(read.plan, { title, tags, notes }));
  }),
);

const prompt = v.variant('kind', [
  v.object({
    kind: v.literal('chat'),
    messages: v.pipe(
      v.array(v.object({ role: v.picklist(['system', 'user', 'assistant']), content: text })),
      v.readonly(),
    ),
  }),
  v.object({ kind: v.literal('completion'), text }),
]);

const task = v.object({
  source: taskSetIdSchema,
  ...taskFields,
});

const reply = v.object({
  text,
  finish: v.picklist(['stop', 'length', 'stopped']),
  promptTokens: count,
  replyTokens: count,
  thoughtTokens: v.exactOptional(v.number()),
  firstTokenMs: count,
  totalMs: v.number(),
});

const extraction: v.GenericSchema<unknown, Extraction> = v.union([
  v.object({
    program: text,
    rule: v.picklist([
      'defines-function',
      'completes-prompt',
      'only-parses',
      'does-not-parse',
      'answer',
    ]),
    from: v.picklist(['fence', 'begin-done', 'plain-text']),
    isCutOff: v.boolean(),
    hadThinking: v.boolean(),
    steps: v.exactOptional(v.pipe(v.array(v.picklist(extractionSteps)), v.readonly())),
    kept: v.exactOptional(v.object({ first: index, last: index, of: index })),
    partCount: v.exactOptional(index),
  }),
  v.object({
    program: text,
    rule: v.picklist(takenWhole),
    hadThinking: v.literal(false),
  }),
  v.object({ program: v.null(), rule: v.literal('no-code'), hadThinking: v.boolean() }),
]);

const exception = v.nullable(
  v.object({
    type: text,
    message: text,
    line: count,
    traceback: text,
    failing: v.exactOptional(v.pipe(v.unknown(), v.transform(readFailingPart))),
    reason: v.exactOptional(v.pipe(v.unknown(), v.transform(readAnyReason))),
  }),
);

const testResult = v.object({
  group: v.picklist(['shown', 'challenge', 'hidden']),
  source: text,
  outcome: v.picklist([...statuses, 'not-run']),
  expected: v.nullable(text),
  got: v.nullable(text),
  expectedType: v.nullable(text),
  gotType: v.nullable(text),
  exception,
  output: text,
  ms: v.number(),
  /** The one of the two names that the log's time gave it. */
  isUnisolated: v.exactOptional(v.boolean()),
  isBesideCandidate: v.exactOptional(v.boolean()),
  asksNothing: v.exactOptional(v.boolean()),
  lacksExpected: v.exactOptional(v.boolean()),
  failedAssert: v.exactOptional(text),
});

function underNewName(result: v.InferOutput<typeof testResult>): TestResult {
  const { isBesideCandidate, ...rest } = result;
  return {
    ...rest,
    isUnisolated: isUnisolated({ ...rest, ...(isBesideCandidate && { isBesideCandidate }) }),
  };
}

const verdict: v.GenericSchema<unknown, Verdict> = v.object({
  status: v.picklist(statuses),
  tests: v.pipe(v.array(v.pipe(testResult, v.transform(underNewName))), v.readonly()),
  exception,
  output: text,
  isOutputTruncated: v.boolean(),
  oracle: strings,
  hidden: v.exactOptional(
    v.object({
      known: v.number(),
      of: v.number(),
      base: v.picklist([...statuses, 'not-run']),
      plus: v.picklist([...statuses, 'not-run']),
    }),
  ),
  marks: v.exactOptional(v.array(v.picklist(marks))),
  ms: v.number(),
  limitMs: v.exactOptional(v.number()),
});

/** Of a line that says it is a log's first: the rest is looked at once the version is known. */
export const headSchema = v.object({ kind: v.literal('run'), format: text, version: v.number() });

export const lineSchema = v.variant('kind', [
  v.object({ kind: v.literal('run'), shard: v.nullable(shard), run }),
  v.object({
    kind: v.literal('task'),
    task,
    prompt: v.nullable(prompt),
    functionName: v.nullable(text),
    stop: v.exactOptional(strings),
  }),
  v.object({
    kind: v.literal('sample'),
    task: text,
    index,
    seed: v.number(),
    madeAt: v.number(),
    reply: v.nullable(reply),
    extraction: v.nullable(extraction),
    verdict: v.nullable(verdict),
    failure: v.nullable(engineFailureSchema),
    failedBefore: v.exactOptional(strings),
    referenceLines: v.exactOptional(
      v.pipe(
        v.nullable(v.object({ of: index, shared: index })),
        // Of no line there is no share.
        v.transform((lines) => (lines?.of === 0 ? null : lines)),
      ),
    ),
  }),
]);
