/**
 * How long a model may think before it answers, and how much of its reply was thought. Only chat
 * templates open a thought: a completion prompt goes to the model as it is.
 */

import type { GenerationRequest } from './engine.ts';
import { thoughtfulReply } from './reply/thought.ts';

type Asked = Pick<GenerationRequest, 'prompt' | 'sampling'>;

/** 0 where it is not to think, and where its reply is begun for it: no thought can come before that. */
export function thinkingTokensOf({ prompt, sampling }: Asked): number {
  if (prompt.kind !== 'chat' || prompt.messages.at(-1)?.role === 'assistant') return 0;
  return sampling.thinkingTokens ?? 0;
}

/** Thought and answer together. */
export function mostTokensOf(asked: Asked): number {
  return asked.sampling.maxTokens + thinkingTokensOf(asked);
}

const thoughtEnd = /<\/(?:think(?:ing)?|reasoning)>/;
/** More than the longest tag, which may come in pieces. */
const tagLength = 16;

/** Counts the tokens of a thought while its reply comes. */
export class ThoughtCounter {
  #text = '';
  #isOver = false;
  #tokens: number | null = null;
  #isCounted = false;

  /** A piece, and how many tokens the reply had up to its end; null where nobody counts. */
  push(piece: string, tokens: number | null): void {
    if (this.#isOver) return;
    this.#isCounted ||= tokens !== null;
    const from = Math.max(0, this.#text.length - tagLength);
    this.#text += piece;
    if (!thoughtEnd.test(this.#text.slice(from))) return;
    this.#isOver = true;
    this.#tokens = tokens;
  }

  /** Of a reply of so many tokens; undefined without a thought, and where nobody counted. */
  tokensOf(replyTokens: number | null): number | undefined {
    if (!this.#isCounted) return undefined;
    if (this.#isOver) return this.#tokens ?? undefined;
    return thoughtfulReply(this.#text) ? (replyTokens ?? undefined) : undefined;
  }
}
