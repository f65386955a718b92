/**
 * What one link carries: a task, how it was asked for, what came back and the program. All of it
 * is in the fragment, compressed, which browsers do not send to any server.
 */

import * as v from 'valibot';
import { mostShownTests } from '../../synthesis/prompt-settings.ts';
import { anyOwnSet, isOwnSet } from '../../tasks/own-set-id.ts';
import { hiddenSchema, taskFields } from '../../tasks/task-schema.ts';
import { knownSetIdSchema } from '../../tasks/task-sets.ts';
import { withoutHidden, type Task } from '../../tasks/task.ts';
import { sharedHash } from '../page/address.ts';
import { searchSchema } from '../work/search-schema.ts';
import { packText, unpackText } from './packed-text.ts';

const prompt = v.variant('kind', [
  v.object({
    kind: v.literal('chat'),
    messages: v.array(
      v.object({ role: v.picklist(['system', 'user', 'assistant']), content: v.string() }),
    ),
  }),
  v.object({ kind: v.literal('completion'), text: v.string() }),
]);

const sampling = v.object({
  temperature: v.number(),
  topP: v.number(),
  maxTokens: v.number(),
  seed: v.number(),
  stop: v.array(v.string()),
});

const ownTask = v.object({
  /** As every own file was called once: a page of that time opens the link, too. */
  source: v.literal(anyOwnSet),
  /** The set it belongs to: a reader who has that set opens it there. */
  set: v.exactOptional(v.string()),
  ...taskFields,
  hidden: v.exactOptional(hiddenSchema),
});

const shared = v.object({
  version: v.literal(1),
  /** By name where everyone can get the task; whole where it is a person's own. */
  task: v.union([v.object({ source: knownSetIdSchema, id: v.string() }), ownTask]),
  modelName: v.nullable(v.string()),
  request: v.nullable(
    v.object({
      prompt,
      sampling,
      /** Absent in links of an earlier page. */
      shownTestCount: v.optional(
        v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(mostShownTests)),
      ),
    }),
  ),
  reply: v.nullable(v.string()),
  /** How a search came to the reply; absent where a model wrote it. */
  search: v.optional(searchSchema),
  program: v.string(),
});

export type Shared = v.InferOutput<typeof shared>;
export type SharedOwnTask = v.InferOutput<typeof ownTask>;

export type SharedReading =
  { readonly kind: 'shared'; readonly shared: Shared } | { readonly kind: 'damaged' };

/** Browsers and chat programs cut what is longer. */
const maxLinkLength = 60_000;

/** What a link may say of a task: its name, or all of one that nobody else has. */
export function sharedTask(of: Task): Shared['task'] {
  const { source, id, hidden } = of;
  if (!isOwnSet(source)) return { source, id };
  const set = source === anyOwnSet ? {} : { set: source };
  return { ...withoutHidden(of), ...(hidden && { hidden }), ...set, source: anyOwnSet };
}

/** The fragment, with its "#"; null where it would be too long for a link. */
export async function writeSharedFragment(content: Shared): Promise<string | null> {
  const fragment = sharedHash + (await packText(JSON.stringify(content)));
  return fragment.length > maxLinkLength ? null : fragment;
}

/** Never rejects: a link that was cut or changed on its way is `damaged`. */
export async function readSharedFragment(fragment: string): Promise<SharedReading> {
  try {
    const text = await unpackText(fragment.slice(sharedHash.length));
    const parsed = v.safeParse(shared, JSON.parse(text));
    return parsed.success ? { kind: 'shared', shared: parsed.output } : { kind: 'damaged' };
  } catch {
    return { kind: 'damaged' };
  }
}
