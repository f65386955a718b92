/**
 * From a reply as it came to what it says, without thinking, turns and tokens. A token in a string
 * of a program is part of that program, which takes Python's parser to tell.
 */

import type { ProgramReader } from '../../tasks/python-reader.ts';
import { openStringAfter, openStringAfterLine, type OpenString } from './python-strings.ts';
import { piecesOf } from './reply-pieces.ts';
import { anyMask, mask } from './special-tokens.ts';
import { spokenPart, type SpokenPart } from './spoken-part.ts';

export async function spokenReply(
  reply: string,
  reader: Pick<ProgramReader, 'readRuns'>,
): Promise<SpokenPart> {
  const { answer, hadThinking } = afterSpelledChannels(withPlainLineEnds(reply));
  const masked = mask(answer);
  const spoken = spokenPart(masked, await masksInStrings(masked.text, reader));
  return { ...spoken, hadThinking: spoken.hadThinking || hadThinking };
}

/** Of an answer that is no program: every token is one, wherever it stands. */
export function spokenAnswer(reply: string): SpokenPart {
  const { answer, hadThinking } = afterSpelledChannels(withPlainLineEnds(reply));
  const spoken = spokenPart(mask(answer), new Set());
  return { ...spoken, hadThinking: spoken.hadThinking || hadThinking };
}

/** One `#` alone begins a comment of Python's. */
const theirTurn = /\n(?:#{2,4} ?)?(?:User|Human|Instruction)\s*:/i;

/**
 * What stands before a turn of somebody else that is marked in words; null where none is. A reply may
 * also begin by saying the question again, so that its answer comes behind.
 */
export function beforeTheirTurn(spoken: string): string | null {
  const at = spoken.search(theirTurn);
  return at < 0 ? null : spoken.slice(0, at + 1);
}

function withPlainLineEnds(reply: string): string {
  return reply.replace(/\r\n?/g, '\n').replace(/^\uFEFF/, '');
}

/** Where a server removed the tokens of a template and left the words between them, or has its own. */
function afterSpelledChannels(text: string): { answer: string; hadThinking: boolean } {
  const final =
    /^\s*analysis[\s\S]*?assistant\s?final(?:\b|(?=[A-Z`]|def |import |from |class ))/.exec(text);
  if (final) return { answer: text.slice(final[0].length), hadThinking: true };
  const thought = /^\s*Thinking\.\.\.\n[\s\S]*?\.\.\.done thinking\.\n/.exec(text);
  if (thought) return { answer: text.slice(thought[0].length), hadThinking: true };
  return { answer: text.replace(/^\s*assistant\s*\n/, ''), hadThinking: false };
}

/** Masks in string literals of what parses with them. */
async function masksInStrings(
  text: string,
  reader: Pick<ProgramReader, 'readRuns'>,
): Promise<ReadonlySet<string>> {
  const pieces = piecesOf(text).filter(({ code }) => /["'].*[\uE000-\uF8FF]|"""|'''/.test(code));
  const masked = pieces.filter(({ code }) => code.search(anyMask) >= 0);
  if (masked.length === 0) return new Set();
  const texts = masked.map(({ code }) => ({ text: code, isOpen: true }));
  const runs = await reader.readRuns(texts, null);
  return new Set(runs.flat().flatMap(({ code }) => masksInStringsOf(code)));
}

function masksInStringsOf(code: string): string[] {
  let open: OpenString = null;
  return code.split('\n').flatMap((line) => {
    const before = open;
    open = openStringAfterLine(line, open);
    return [...line.matchAll(anyMask)].flatMap(({ 0: character, index }) =>
      openStringAfter(line.slice(0, index), before) === null ? [] : [character],
    );
  });
}
