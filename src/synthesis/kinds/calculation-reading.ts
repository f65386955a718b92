/**
 * A calculation in a reply: the program that sets `answer`, or the formula. Owns the choice among
 * the pieces of a reply; what is Python is for Python's own parser to say.
 */

import type { ProgramReader } from '../../tasks/python-reader.ts';
import type { WantedProgram } from '../code-prompt.ts';
import type { ExtractionWay } from '../extraction-way.ts';
import type { Extraction } from '../extraction.ts';
import { fewShotStop } from '../prompt.ts';
import { type PieceKind, piecesOf } from '../reply/reply-pieces.ts';
import { spokenAnswer, spokenReply } from '../reply/spoken-reply.ts';

/** By the rules of the way: only a whole reply is searched. */
export async function calculationIn(
  way: ExtractionWay,
  reply: string,
  { asks }: WantedProgram,
  reader: ProgramReader,
): Promise<Extraction> {
  if (way === 'reply') {
    return asks?.kind === 'formula' ? formulaIn(reply) : programIn(reply, reader);
  }
  const [completion = ''] = way === 'paper' ? reply.split(fewShotStop, 1) : [reply];
  const rule = way === 'paper' ? 'paper' : 'as-given';
  return { program: completion.trim(), rule, hadThinking: false };
}

const setsAnswer = /^[ \t]*answer\s*(:\s*\w+\s*)?=(?!=)/m;

/**
 * The longest piece marked as code that is Python and sets `answer`; else the longest run of such
 * statements in the prose; else whatever is marked as code.
 */
async function programIn(reply: string, reader: ProgramReader): Promise<Extraction> {
  const { text, hadThinking } = await spokenReply(reply, reader);
  const pieces = piecesOf(text);
  const marked = pieces.filter(({ from }) => from !== 'plain-text').toSorted(byLength);
  for (const piece of marked.filter(({ code }) => setsAnswer.test(code))) {
    const isProgram = (await reader.readProgram(piece.code)).kind === 'program';
    if (isProgram) return answer(piece, hadThinking);
  }
  const texts = pieces.map(({ code }) => ({ text: code, isOpen: false }));
  const runs = (await reader.readRuns(texts, null)).flat();
  const [longest] = runs.filter(({ code }) => setsAnswer.test(code)).toSorted(byLength);
  if (longest) {
    return answer({ code: longest.code, from: 'plain-text', isCutOff: false }, hadThinking);
  }
  const [broken] = marked;
  return broken ? answer(broken, hadThinking) : { program: null, rule: 'no-code', hadThinking };
}

function byLength(left: { readonly code: string }, right: { readonly code: string }): number {
  return right.code.length - left.code.length;
}

const formulaForm = /[a-z_]+\([^()|]*\)(?:\s*\|\s*[a-z_]+\([^()|]*\))*\s*\|?/g;

/** The longest chain of steps in what is marked as code, or in the whole reply. */
function formulaIn(reply: string): Extraction {
  const { text: spoken, hadThinking } = spokenAnswer(reply);
  const marked = piecesOf(spoken).filter(({ from }) => from !== 'plain-text');
  const places = [...marked, { from: 'plain-text', code: spoken, isCutOff: false } as const];
  for (const place of places) {
    const [longest] = [...place.code.matchAll(formulaForm)]
      .map(([each]) => each.trim())
      .toSorted((left, right) => right.length - left.length);
    if (longest !== undefined) return answer({ ...place, code: longest }, hadThinking);
  }
  const [first] = marked;
  return first ? answer(first, hadThinking) : { program: null, rule: 'no-code', hadThinking };
}

interface Piece {
  readonly code: string;
  readonly from: PieceKind;
  readonly isCutOff: boolean;
}

function answer({ code, from, isCutOff }: Piece, hadThinking: boolean): Extraction {
  return { program: code, rule: 'answer', from, isCutOff, hadThinking };
}
