/**
 * From a reply to a program, by rules that can be named on the page. Owns the choice among the
 * pieces of a reply; finding the pieces belongs to `reply-pieces`, and what is Python is for
 * Python's own parser to say.
 */
import type { PythonReader } from '../tasks/python-reader.ts';
import { readReply, type ReplyPiece, type PieceKind } from './reply-pieces.ts';

/**
 * Why this piece and no other. In the order of preference:
 * - `defines-function`: the longest that parses and defines the function under test;
 * - `only-parses`: none defines it, the longest that parses and defines anything at all;
 * - `does-not-parse`: nothing that parses defines anything; the longest piece that is marked as
 *   code or begins with `def`;
 * - `no-code`: the reply marks nothing as code, and no run of its lines is or begins a program.
 *
 * And beside these `as-given`: the whole reply, where it is said to be a program.
 */
export type ExtractionRule =
  'defines-function' | 'only-parses' | 'does-not-parse' | 'no-code' | 'as-given';

export type Extraction =
  | {
      readonly program: string;
      readonly rule: Exclude<ExtractionRule, 'no-code' | 'as-given'>;
      /** Where in the reply it was. */
      readonly from: PieceKind;
      /** Whether the reply broke off inside it, as it does at the token limit. */
      readonly isCutOff: boolean;
      readonly hadThinking: boolean;
    }
  | { readonly program: string; readonly rule: 'as-given'; readonly hadThinking: false }
  | { readonly program: null; readonly rule: 'no-code'; readonly hadThinking: boolean };

/** A reply that is a program as it stands, as completions in files of other harnesses are. */
export function programAsGiven(reply: string): Extraction {
  return { program: reply, rule: 'as-given', hadThinking: false };
}

/** Whether a reply is searched for its program or is one. */
export const extractionWays = ['code-in-reply', 'as-given'] as const;
export type ExtractionWay = (typeof extractionWays)[number];

/** `extractProgram` or `programAsGiven`. */
export async function extractBy(
  way: ExtractionWay,
  reply: string,
  functionName: string | null,
  reader: Pick<PythonReader, 'readProgram'>,
): Promise<Extraction> {
  return way === 'as-given' ? programAsGiven(reply) : extractProgram(reply, functionName, reader);
}

/** More than a sensible reply holds; every piece costs a call to the parser. */
const mostPieces = 24;

/**
 * `functionName` is the function under test; with null, any definition will do. The program is a
 * part of the reply as it stands there, except that a common indentation is removed.
 */
export async function extractProgram(
  reply: string,
  functionName: string | null,
  reader: Pick<PythonReader, 'readProgram'>,
): Promise<Extraction> {
  const { pieces, hadThinking } = readReply(reply);
  const longestFirst = pieces.toSorted((left, right) => right.code.length - left.code.length);
  const isWanted = ({ definitions }: Program) =>
    functionName === null || definitions.includes(functionName);

  const programs: Program[] = [];
  for (const piece of longestFirst.slice(0, mostPieces)) {
    const program = await parse(piece, reader);
    if (program === null) continue;
    programs.push(program);
    if (isWanted(program)) break;
  }
  const chosen = programs.find(isWanted);
  if (chosen !== undefined) return found(chosen.piece, 'defines-function', hadThinking);
  const [parsed] = programs;
  if (parsed !== undefined) return found(parsed.piece, 'only-parses', hadThinking);
  const broken = longestFirst.find(isMeantAsCode);
  if (broken !== undefined) return found(broken, 'does-not-parse', hadThinking);
  return { program: null, rule: 'no-code', hadThinking };
}

interface Program {
  readonly piece: ReplyPiece;
  readonly definitions: readonly string[];
}

/** Null where the piece is no program, or one that defines nothing: "Sure." is Python too. */
async function parse(
  piece: ReplyPiece,
  reader: Pick<PythonReader, 'readProgram'>,
): Promise<Program | null> {
  const reading = await reader.readProgram(piece.code);
  if (reading.kind === 'program') {
    return reading.definitions.length > 0 ? { piece, definitions: reading.definitions } : null;
  }
  if (piece.from !== 'plain-text' || reading.line === null) return null;
  // Prose after unmarked code: the parser's complaint says where it begins.
  const lines = piece.code.trimEnd().split('\n');
  const kept = lines.slice(0, Math.min(reading.line, lines.length) - 1);
  return kept.length === 0
    ? null
    : parse({ ...piece, code: `${kept.join('\n').trimEnd()}\n` }, reader);
}

/** Marked as code, or at least begun as a function: worth showing although it is no program. */
function isMeantAsCode({ from, code }: ReplyPiece): boolean {
  return from !== 'plain-text' || /^(async\s+)?def\s+\w+\s*\(/.test(code);
}

function found(
  { code, from, isCutOff }: ReplyPiece,
  rule: Exclude<ExtractionRule, 'no-code' | 'as-given'>,
  hadThinking: boolean,
): Extraction {
  return { program: code, rule, from, isCutOff, hadThinking };
}
