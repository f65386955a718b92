/** The pieces of a streamed reply, as servers send them, read into text, ending and counts. */

import * as v from 'valibot';
import type { Ending } from '../generations.ts';

const chunkSchema = v.object({
  choices: v.array(
    v.object({
      text: v.nullish(v.string()),
      delta: v.nullish(
        v.object({
          content: v.nullish(v.string()),
          // Two names for the thinking of models that do it apart.
          reasoning_content: v.nullish(v.string()),
          reasoning: v.nullish(v.string()),
        }),
      ),
      finish_reason: v.nullish(v.string()),
    }),
  ),
  usage: v.nullish(v.object({ prompt_tokens: v.number(), completion_tokens: v.number() })),
});

type Choice = v.InferOutput<typeof chunkSchema>['choices'][number];

const faultSchema = v.union([
  v.object({ error: v.object({ message: v.string() }) }),
  v.object({ error: v.string() }),
  v.object({ object: v.literal('error'), message: v.string() }),
]);

/** What a server says in the middle of a stream, or as its whole answer, when it fails. */
export function faultIn(text: string): string | null {
  const read = v.safeParse(faultSchema, parsed(text));
  if (!read.success) return null;
  const fault = read.output;
  if ('message' in fault) return fault.message;
  return typeof fault.error === 'string' ? fault.error : fault.error.message;
}

/** One reply, from its first event to its last. */
export class Chunks {
  #ending: Ending | null = null;
  #usage: Pick<Ending, 'promptTokens' | 'replyTokens'> = { promptTokens: null, replyTokens: null };
  #isThinking = false;

  /** Null until the server has said how the reply ended. */
  get ending(): Ending | null {
    return this.#ending && { ...this.#ending, ...this.#usage };
  }

  /** The text of one event; null where it is none of a reply. */
  read(data: string): string | null {
    if (data.trim() === '[DONE]') {
      this.#ending ??= { finish: 'stop', ...this.#usage };
      return '';
    }
    const read = v.safeParse(chunkSchema, parsed(data));
    if (!read.success) return null;
    const { choices, usage } = read.output;
    if (usage) {
      this.#usage = { promptTokens: usage.prompt_tokens, replyTokens: usage.completion_tokens };
    }
    const [choice] = choices;
    if (!choice) return '';
    if (choice.finish_reason) {
      this.#ending = {
        finish: choice.finish_reason === 'length' ? 'length' : 'stop',
        ...this.#usage,
      };
    }
    return this.#textOf(choice);
  }

  /** Thinking is part of the reply, as it is of the engines in the tab: extraction knows the tags. */
  #textOf({ text, delta }: Choice): string {
    const thought = delta?.reasoning_content ?? delta?.reasoning ?? '';
    const said = text ?? delta?.content ?? '';
    const opening = thought !== '' && !this.#isThinking ? '<think>' : '';
    if (thought !== '') this.#isThinking = true;
    const closing = said !== '' && this.#isThinking ? '</think>' : '';
    if (said !== '') this.#isThinking = false;
    return opening + thought + closing + said;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
