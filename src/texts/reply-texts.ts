/** Texts about a reply: what it cost, and which rule took the program out of it. */

import type { Generation } from '../synthesis/engine.ts';
import type { Extraction, ExtractionStep, FoundProgram } from '../synthesis/extraction.ts';
import type { PieceKind } from '../synthesis/reply/reply-pieces.ts';
import { count, duration, tokenRate } from './format.ts';

export const replyTexts = {
  title: 'Reply',
  about: (hasCode: boolean, isCut: boolean) => {
    if (!hasCode) return isCut ? 'no code found, cut off at the token limit' : 'no code found';
    return isCut ? 'text from the model, cut off at the token limit' : 'full text from the model';
  },
  cut: 'Cut off at the token limit.',
  stopped: 'Stopped early.',
  hadThinking: 'The model’s reasoning was removed.',
  empty: '(empty reply)',
  thoughtLabel: 'Reasoning',
  thought: (characters: number, tokens: number | undefined) =>
    tokens === undefined
      ? `Reasoning, ${count(characters, 'character')}`
      : `Reasoning, ${count(tokens, 'token')}`,
  whole: 'Full reply',
  code: 'Code extracted from the reply',
} as const;

/** Which rule extracted the program from a reply, and what else was done to find it. */
export function extractionTexts(extraction: Extraction, functionName: string | null): string[] {
  const rule = extractionText(extraction, functionName);
  if (!('steps' in extraction)) return [rule];
  return [rule, ...(extraction.steps ?? []).map((step) => stepText(step, extraction))];
}

/** One of the rules. */
function extractionText(extraction: Extraction, functionName: string | null): string {
  switch (extraction.rule) {
    case 'defines-function':
      return `Extracted ${pieceText(extraction.from)}: valid Python that defines ${functionName ?? 'a function'}.`;
    case 'completes-prompt':
      return `Extracted ${pieceText(extraction.from)}: the rest of the function. The prompt’s code was put before it.`;
    case 'only-parses':
      return `Extracted ${pieceText(extraction.from)}: the longest piece that is valid Python. Nothing in the reply defines ${functionName ?? 'a function'}.`;
    case 'does-not-parse':
      return `Extracted ${pieceText(extraction.from)}, although it is not valid Python. The reply contains nothing better.`;
    case 'answer':
      return `The answer was taken from ${pieceText(extraction.from)}.`;
    case 'as-given':
      return 'The completion was used as it is; the prompt’s code was put before it if it only continues that.';
    case 'paper':
      return 'The text up to [DONE] was used as it is, as in the MBPP paper; the prompt’s code was put before it if it only continues that.';
    case 'lm-eval-instruct':
      return 'The first code block was used as it is, as in lm-evaluation-harness; where there is no closed block, nothing was.';
    case 'evalplus':
      return 'The longest run of lines that is valid Python was used, without what the function does not need, as EvalPlus sanitizes.';
    case 'bigcode':
      return 'The prompt and the text up to the first stop string were used as they are, as in bigcode-evaluation-harness.';
    case 'no-code':
      return 'Nothing in the reply is marked as code or parses as a program. Generate again, or change the prompt.';
  }
}

function stepText(step: ExtractionStep, { kept, partCount = 2 }: FoundProgram): string {
  switch (step) {
    case 'removed-tokens':
      return 'Special tokens, invisible characters or further turns of the model were removed.';
    case 'read-other-language':
      return 'The block is labelled as another language.';
    case 'removed-prompts':
      return 'The lines typed at Python’s prompt were kept, without the prompts and the output.';
    case 'took-last-of-several':
      return 'Several parts define it: the last complete one was taken.';
    case 'dropped-lines':
      return kept
        ? `Kept lines ${kept.first} to ${kept.last} of ${kept.of}; the others are not Python or cannot run there.`
        : 'Lines that are not Python were dropped.';
    case 'joined-parts':
      return `Joined from ${partCount} parts of the reply, because the function needs names from the others.`;
    case 'unescaped':
      return 'The code was escaped, as in JSON, HTML or Markdown, and was read unescaped.';
    case 'removed-line-marks':
      return 'Line numbers, or the marks of a patch, were removed.';
    case 'replaced-characters':
      return 'Characters that only look like Python’s, such as typographic quotes, were replaced.';
  }
}

function pieceText(piece: PieceKind): string {
  switch (piece) {
    case 'fence':
      return 'a code block of the reply';
    case 'begin-done':
      return 'the text between [BEGIN] and [DONE]';
    case 'plain-text':
      return 'lines of the reply';
  }
}

/** Time, tokens and their rates, as far as they are known: "2.1 s, first token after 0.4 s, …". */
export function generationFacts(generation: Generation): string {
  const { promptTokens, replyTokens, thoughtTokens, firstTokenMs, totalMs } = generation;
  if (totalMs === 0) return '';
  const writingMs = firstTokenMs === null ? null : totalMs - firstTokenMs;
  const facts = [
    duration(totalMs),
    firstTokenMs === null ? '' : `first token after ${duration(firstTokenMs)}`,
    tokens('prompt', promptTokens, firstTokenMs),
    tokens('reply', replyTokens, writingMs),
    thoughtTokens === undefined ? '' : `${count(thoughtTokens, 'token')} of it reasoning`,
  ];
  return `${facts.filter(Boolean).join(', ')}.`;
}

function tokens(what: string, tokenCount: number | null, ms: number | null): string {
  if (tokenCount === null) return '';
  const rate =
    ms !== null && ms > 0 && tokenCount > 0 ? ` (${tokenRate((1000 * tokenCount) / ms)})` : '';
  return `${what} ${count(tokenCount, 'token')}${rate}`;
}
