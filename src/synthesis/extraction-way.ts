/**
 * How a reply becomes a program, as a person chooses it for a run: a field of plans. The rules of
 * each way belong to `extraction`.
 */

import type { PromptStyle } from './prompt-settings.ts';

/**
 * - `reply`: the program is somewhere in the reply, and is searched for;
 * - `given`: the reply is the program, as completions in files of other harnesses are;
 * - `paper`: the reply up to `[DONE]` is the program, as Austin et al. 2021 and
 *   lm-evaluation-harness read it. Nothing is repaired: prose behind the program is a syntax error.
 */
export const extractionWays = ['reply', 'given', 'paper'] as const;
export type ExtractionWay = (typeof extractionWays)[number];

/** What a new plan begins with; the paper's prompt is read as the paper reads it. */
export function usualExtraction(style: PromptStyle): ExtractionWay {
  return style === 'paper' ? 'paper' : 'reply';
}
