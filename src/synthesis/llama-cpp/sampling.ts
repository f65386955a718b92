/** Our sampling as llama.cpp's parameters, and nothing of its own besides. */
import type { GenerationRequest } from '../engine.ts';
import { mostTokensOf, thinkingTokensOf } from '../thinking.ts';

/**
 * llama.cpp has a dozen samplers, several of them on by default (top-k 40, min-p 0.05). Naming
 * the two of ours switches all others off. Temperature before top-p, as the web-llm engine and
 * most published numbers have it; a temperature of 0 keeps the likeliest token alone.
 */
export function samplingParameters(asked: Pick<GenerationRequest, 'prompt' | 'sampling'>) {
  const { temperature, topP, seed, stop } = asked.sampling;
  const thinkingTokens = thinkingTokensOf(asked);
  return {
    samplers: ['temperature', 'top_p'],
    temperature,
    top_p: topP,
    max_tokens: mostTokensOf(asked),
    seed,
    stop: [...stop],
    // Tells how many tokens a thought has, once it is over.
    timings_per_token: thinkingTokens > 0,
    ...(thinkingTokens > 0
      ? {
          reasoning_budget_tokens: thinkingTokens,
          // llama.cpp looks for them in a template only where it also takes replies apart.
          ...{ reasoning_budget_start_tag: '<think>', reasoning_budget_end_tag: '</think>' },
          // Without one, even an empty one, it never ends a thought.
          reasoning_budget_message: '',
        }
      : {}),
  };
}

/** Reads a prompt and says nothing. */
export const promptReading = { max_tokens: 0, temperature: 0, timings_per_token: false } as const;
