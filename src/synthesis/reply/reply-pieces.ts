/**
 * The pieces of a reply that may be a program: what fences or markers enclose, and the text around
 * them. Says nothing about Python: which piece is a program is decided in `extraction` by Python's
 * parser.
 */

import { type Section, sectionsOf } from './fences.ts';
import { dedent } from './indentation.ts';
import { typedAtPrompts } from './prompts.ts';
import { anyMarker, codeBegins, codeEnds } from './spoken-part.ts';

/**
 * - `fence`: between ``` or ~~~ marks;
 * - `begin-done`: between the few-shot prompt's `[BEGIN]` and `[DONE]`;
 * - `plain-text`: unmarked.
 */
export type PieceKind = 'fence' | 'begin-done' | 'plain-text';

export interface ReplyPiece {
  readonly from: PieceKind;
  readonly code: string;
  /** Its fence is labelled as another language. */
  readonly isOtherLanguage: boolean;
  /** It was typed at Python's prompt. */
  readonly hadPrompts: boolean;
  /** The enclosing fence or marker was opened and never closed. */
  readonly isCutOff: boolean;
}

/** Of what `spokenPart` left of a reply, in its order. */
export function piecesOf(spoken: string): ReplyPiece[] {
  const plain = spoken.replace(anyMarker, '\n');
  const pieces = [...betweenMarkers(spoken), ...sectionsOf(plain).map(pieceOf)].map(tidy);
  return pieces.flatMap((piece) => [piece, ...typedPart(piece)]).filter(isNotEmpty);
}

const plainPiece: ReplyPiece = {
  from: 'plain-text',
  code: '',
  isOtherLanguage: false,
  hadPrompts: false,
  isCutOff: false,
};

function pieceOf({ text: code, language, isClosed }: Section): ReplyPiece {
  if (language === null) return { ...plainPiece, code: onLinesOfItsOwn(code) };
  const isOtherLanguage = language === 'other';
  return { ...plainPiece, from: 'fence', code, isOtherLanguage, isCutOff: !isClosed };
}

const inlineCode = /^(?:import \w|from \w+ import |\w+ = lambda\b)/;

/** A definition that begins within a line of prose, or between single marks. */
function onLinesOfItsOwn(text: string): string {
  return text
    .replace(
      /^(?!\s*(?:>>>|\.\.\.|In \[))([^\n#'"()=]*(?:[:.!](?=[ \t])|[：。！]))[ \t]*(?=(?:async )?def \w+\()/gm,
      '$1\n',
    )
    .replace(
      /^([^\n`]*\S)[ \t]*(?=`{1,2}(?:(?:async )?def \w+\(|import \w|from \w+ import |\w+ = lambda\b))/gm,
      '$1\n',
    )
    .replace(
      /^([ \t]*)`{1,2}([^`\n]+)`{1,2}[ \t]*(?=\S)/gm,
      (whole, margin: string, code: string) =>
        inlineCode.test(code) ? `${margin}${code}\n${margin}` : whole,
    )
    .replace(/^([ \t]*)`{1,2}(?=(?:(?:async )?def|class|import|from) \w|\w+ = lambda\b)/gm, '$1')
    .replace(/^([^`\n]*[^`\s])`{1,2}\.?$/gm, '$1');
}

/** `[DONE]` alone closes what the prompt's own `[BEGIN]` opened. */
function betweenMarkers(text: string): ReplyPiece[] {
  const parts = text.split(codeEnds);
  return parts.flatMap((part, at) => {
    const begin = part.lastIndexOf(codeBegins);
    const isCutOff = at === parts.length - 1;
    if (begin < 0 && (isCutOff || at > 0)) return [];
    const code = part.slice(begin + 1);
    return [{ ...plainPiece, from: 'begin-done' as const, code, isCutOff }];
  });
}

function tidy(piece: ReplyPiece): ReplyPiece {
  const dedented = dedent(piece.code);
  const code = dedented.replace(/^\s*\n/, '').trimEnd();
  return { ...piece, code: code === '' ? '' : `${code}\n` };
}

/** An example in a docstring has prompts too: both readings are tried. */
function typedPart(piece: ReplyPiece): ReplyPiece[] {
  const typed = typedAtPrompts(piece.code);
  return typed === null ? [] : [{ ...piece, code: typed, hadPrompts: true }];
}

function isNotEmpty({ code }: ReplyPiece): boolean {
  return code.trim() !== '';
}
