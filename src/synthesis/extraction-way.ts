/**
 * How a reply becomes a program, as a person chooses it for a run: a field of plans. The rules of
 * each way belong to `extraction`.
 */

import type { PromptStyle } from './prompt-settings.ts';

/**
 * - `reply`: the program is somewhere in the reply, and is searched for;
 * - `given`: the reply is the program, as completions in files of other harnesses are;
 * - `paper`: the reply up to `[DONE]` is the program, as Austin et al. 2021 and
 *   lm-evaluation-harness read it. Nothing is repaired: prose behind the program is a syntax error;
 * - `lm-eval-instruct`: the first code block, as lm-evaluation-harness's `mbpp_instruct` finds it;
 * - `evalplus`: the most lines in a row that are Python, and of these what the function needs, as
 *   EvalPlus sanitizes;
 * - `bigcode`: prompt and reply up to a stop string, as bigcode-evaluation-harness has it.
 */
export const extractionWays = [
  'reply',
  'given',
  'paper',
  'lm-eval-instruct',
  'evalplus',
  'bigcode',
] as const;
export type ExtractionWay = (typeof extractionWays)[number];

/** What a new plan begins with; a protocol's prompt is read as its protocol reads it. */
export function usualExtraction(style: PromptStyle): ExtractionWay {
  switch (style) {
    case 'paper':
    case 'lm-eval':
      return 'paper';
    case 'lm-eval-instruct':
    case 'bigcode':
      return style;
    case 'evalplus':
    case 'evalplus-base':
      return 'evalplus';
    default:
      return 'reply';
  }
}
