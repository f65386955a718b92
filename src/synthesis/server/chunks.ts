/** The pieces of a streamed reply, as servers send them, read into text, ending and counts. */

import * as v from 'valibot';
import { parsed } from './body-text.ts';
import type { Ending } from '../generations.ts';

/** Some send text in parts; parts of other kinds (pictures) are none of a program. */
const contentSchema = v.pipe(
  v.union([
    v.string(),
    v.array(v.union([v.string(), v.looseObject({ text: v.nullish(v.string()) })])),
  ]),
  v.transform((content) =>
    typeof content === 'string'
      ? content
      : content.map((part) => (typeof part === 'string' ? part : (part.text ?? ''))).join(''),
  ),
);

const messageSchema = v.object({
  content: v.nullish(contentSchema),
  // Two names for the thinking of models that do it apart.
  reasoning_content: v.nullish(v.string()),
  reasoning: v.nullish(v.string()),
});

const choiceSchema = v.object({
  text: v.nullish(v.string()),
  delta: v.nullish(messageSchema),
  // Of a server that answers as a whole, although it was asked for a stream.
  message: v.nullish(messageSchema),
  finish_reason: v.nullish(v.string()),
});

const count = v.fallback(v.nullish(v.number()), null);

const chunkSchema = v.object({
  choices: v.nullish(v.array(choiceSchema)),
  usage: v.fallback(
    v.nullish(
      v.object({
        prompt_tokens: count,
        completion_tokens: count,
        completion_tokens_details: v.fallback(
          v.nullish(v.object({ reasoning_tokens: count })),
          null,
        ),
      }),
    ),
    null,
  ),
});

type Choice = v.InferOutput<typeof choiceSchema>;

/** Why a server itself gave up, as far as a reason to finish tells. */
export type BreakOff = 'content-filter' | 'error' | 'abort';

const breakOffs: Readonly<Record<string, BreakOff | undefined>> = {
  error: 'error',
  abort: 'abort',
  aborted: 'abort',
  content_filter: 'content-filter',
};

function thoughtIn(thoughtTokens: number | undefined) {
  return thoughtTokens === undefined ? {} : { thoughtTokens };
}

/** One reply, from its first event to its last. */
export class Chunks {
  #ending: Ending | null = null;
  #usage: Omit<Ending, 'finish'> = { promptTokens: null, replyTokens: null };
  #isThinking = false;
  #isReply = false;
  #oddity: string | null = null;
  #brokenOffBy: BreakOff | null = null;

  /** Null until the server has said how the reply ended. */
  get ending(): Ending | null {
    return this.#ending && { ...this.#ending, ...this.#usage };
  }

  /** The first event that is none of a reply, where no other was; null once there was one. */
  get oddity(): string | null {
    return this.#isReply ? null : this.#oddity;
  }

  /** Why the server itself gave up; null while it did not. */
  get brokenOffBy(): BreakOff | null {
    return this.#brokenOffBy;
  }

  /** The text of one event: "" of what is none of a reply, such as a sign of life. */
  read(data: string): string {
    if (data.trim() === '[DONE]') {
      this.#ending ??= { finish: 'stop', ...this.#usage };
      return '';
    }
    const read = v.safeParse(chunkSchema, parsed(data));
    if (!read.success) {
      if (data.trim() !== '') this.#oddity ??= data;
      return '';
    }
    const { choices, usage } = read.output;
    if (usage) {
      this.#usage = {
        promptTokens: usage.prompt_tokens ?? this.#usage.promptTokens,
        replyTokens: usage.completion_tokens ?? this.#usage.replyTokens,
        // Servers say 0 of models that cannot think.
        ...thoughtIn(
          usage.completion_tokens_details?.reasoning_tokens || this.#usage.thoughtTokens,
        ),
      };
    }
    if (choices === undefined && !usage) this.#oddity ??= data;
    else this.#isReply = true;
    const [choice] = choices ?? [];
    if (!choice) return '';
    this.#note(choice.finish_reason ?? (choice.message ? 'stop' : ''));
    return this.#textOf(choice);
  }

  #note(reason: string): void {
    if (reason === '') return;
    this.#brokenOffBy ??= breakOffs[reason] ?? null;
    const finish = /^(length|max_tokens)$/.test(reason) ? 'length' : 'stop';
    this.#ending = { finish, ...this.#usage };
  }

  /** Thinking is part of the reply, as it is of the engines in the tab: extraction knows the tags. */
  #textOf({ text, delta, message }: Choice): string {
    const told = delta ?? message;
    const thought = told?.reasoning_content ?? told?.reasoning ?? '';
    const said = text ?? told?.content ?? '';
    const opening = thought !== '' && !this.#isThinking ? '<think>' : '';
    if (thought !== '') this.#isThinking = true;
    const closing = said !== '' && this.#isThinking ? '</think>' : '';
    if (said !== '') this.#isThinking = false;
    return opening + thought + closing + said;
  }
}
