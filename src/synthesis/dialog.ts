/**
 * One more turn of a dialog about a program: what a model is sent after a person has said in a
 * sentence what is wrong with its last one (Austin et al. 2021, arXiv 2108.07732, section on
 * collaboration with people). When a dialog begins and ends is the caller's to decide.
 */

import type { Prompt } from './engine.ts';
import { fewShotStop } from './prompt.ts';

/** How many hints the paper's protocol gives before a task counts as unsolved. */
export const mostHints = 4;

const ask = 'Reply with the complete, corrected Python code in one Markdown code block.';

/**
 * `before` is the prompt of the program in question, `reply` the reply to it or the program as
 * it stands. A completion prompt goes on as text, in the frame of the paper's prompt.
 */
export function dialogPrompt(before: Prompt, reply: string, hint: string): Prompt {
  if (before.kind === 'chat') {
    const turn = [
      { role: 'assistant', content: reply },
      { role: 'user', content: `${hint.trim()}\n\n${ask}` },
    ] as const;
    return { kind: 'chat', messages: [...before.messages, ...turn] };
  }
  const said = `${before.text}${reply.trimEnd()}\n${fewShotStop}\n\n`;
  return {
    kind: 'completion',
    text: `${said}The code above is not right. ${hint.trim()} Here is the corrected code:\n[BEGIN]\n`,
  };
}
