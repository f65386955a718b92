/** Our sampling as llama.cpp's parameters, and nothing of its own besides. */
import type { Sampling } from '../engine.ts';

/**
 * llama.cpp has a dozen samplers, several of them on by default (top-k 40, min-p 0.05). Naming
 * the two of ours switches all others off. Temperature before top-p, as the web-llm engine and
 * most published numbers have it; a temperature of 0 keeps the likeliest token alone.
 */
export function samplingParameters({ temperature, topP, maxTokens, seed, stop }: Sampling) {
  return {
    samplers: ['temperature', 'top_p'],
    temperature,
    top_p: topP,
    max_tokens: maxTokens,
    seed,
    stop: [...stop],
    timings_per_token: false,
  };
}

/** Reads a prompt and says nothing. */
export const promptReading = { max_tokens: 0, temperature: 0, timings_per_token: false } as const;
