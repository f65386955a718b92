/**
 * Chat prompts whose last message is the beginning of the reply, which the model goes on with. Some
 * harnesses ask like this; not every engine can.
 */

import type { Prompt } from './engine.ts';

export function isBegunReply(prompt: Prompt): boolean {
  return prompt.kind === 'chat' && prompt.messages.at(-1)?.role === 'assistant';
}

/** What tells a server of vLLM to go on with such a reply, as others do by themselves; {} for another prompt. */
export function continuation(prompt: Prompt): object {
  return isBegunReply(prompt) ? { continue_final_message: true, add_generation_prompt: false } : {};
}

/** For an engine that lets the model begin every reply itself. */
export function withoutBegunReply(prompt: Prompt): Prompt {
  if (prompt.kind !== 'chat' || !isBegunReply(prompt)) return prompt;
  return { ...prompt, messages: prompt.messages.slice(0, -1) };
}
