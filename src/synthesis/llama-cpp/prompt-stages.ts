/**
 * Where a prompt can be cut so that other prompts begin alike: after each example of the paper's
 * prompt, and after each turn of a dialog. The text alone decides, never what was asked before:
 * stages are where llama.cpp's batches end, and batches decide how numbers round.
 */
import type { ChatMessage, Prompt } from '../engine.ts';

/**
 * Where a program ends in the prompts of "Program Synthesis with Large Language Models". Small stages
 * are slow to read: no other mark is one.
 */
const turn = /\[DONE\]\n+/g;

/** The beginnings of a prompt that others may share, each longer than the one before; last the prompt. */
export function stagesOf(prompt: Prompt): readonly Prompt[] {
  return prompt.kind === 'completion' ? stagesOfText(prompt) : stagesOfChat(prompt.messages);
}

function stagesOfText(prompt: Extract<Prompt, { kind: 'completion' }>): Prompt[] {
  const { text } = prompt;
  const ends = [...text.matchAll(turn)].map(({ index, 0: mark }) => index + mark.length);
  return [
    ...ends
      .filter((end) => end < text.length)
      .map((end) => ({ ...prompt, text: text.slice(0, end) })),
    prompt,
  ];
}

/** As it was sent for each of its replies. */
function stagesOfChat(messages: readonly ChatMessage[]): Prompt[] {
  return messages.flatMap(({ role }, at) =>
    role === 'user' || at === messages.length - 1
      ? [{ kind: 'chat' as const, messages: messages.slice(0, at + 1) }]
      : [],
  );
}
