/** What of a reply is the program, as other harnesses for MBPP have it. */

import { isBegunReply } from './begun-reply.ts';
import type { WantedProgram } from './code-prompt.ts';

/** What ends a completion in bigcode-evaluation-harness. */
export const bigcodeStops = [
  ...['\nclass', '\nassert', '\n"""', '\nprint', '\nif', '\n<|/', '\n```'],
] as const;

/** Behind its prompt, whose docstring is part of the program there, and up to what ends it. */
export function bigcodeProgram(reply: string, { prompt }: WantedProgram): string {
  const ends = bigcodeStops.map((stop) => reply.indexOf(stop)).filter((at) => at >= 0);
  return textOf(prompt) + reply.slice(0, Math.min(reply.length, ...ends));
}

/** In which EvalPlus looks for the program: with the prompt, where the model went on with it. */
export function evalPlusText(reply: string, { prompt }: WantedProgram): string {
  return textOf(prompt) + reply.replaceAll('\t', '    ');
}

/**
 * The first code block that lm-evaluation-harness's pattern finds, "" where it finds none: a block
 * that was never closed is none. A word straight behind the fence is taken for a language.
 */
export function firstBlock(reply: string, { prompt }: WantedProgram): string {
  // Where the prompt begins the reply, it has opened the block.
  const isBegun = prompt === undefined || prompt === null || isBegunReply(prompt);
  return /```[\p{L}\p{N}_]*\n?([^]*?)\n?```/u.exec(isBegun ? `\`\`\`${reply}` : reply)?.[1] ?? '';
}

/** "" of a chat, and where nothing is known of the prompt: then the completion comes with it. */
function textOf(prompt: WantedProgram['prompt']): string {
  return prompt?.kind === 'completion' ? prompt.text : '';
}
