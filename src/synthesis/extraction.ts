/**
 * From a reply to a program, by rules that can be named on the page. Owns the choice among the
 * pieces of a reply; finding the pieces belongs to `reply-pieces`, and what is Python is for
 * Python's own parser to say.
 */
import type { PythonReader } from '../tasks/python-reader.ts';
import { bodiesIn, completedCode, withPrelude, type WantedProgram } from './code-prompt.ts';
import type { ExtractionWay } from './extraction-way.ts';
import { fewShotStop } from './prompt.ts';
import { readReply, type ReplyPiece, type PieceKind } from './reply-pieces.ts';

/**
 * Why this piece and no other. In the order of preference:
 * - `defines-function`: the longest that parses and defines the function under test;
 * - `completes-prompt`: none does, but a piece is the rest of the function that the prompt begins;
 * - `only-parses`: none defines it, the longest that parses and defines anything at all;
 * - `does-not-parse`: nothing that parses defines anything; the longest piece that is marked as
 *   code or begins with `def`;
 * - `no-code`: the reply marks nothing as code, and no run of its lines is or begins a program.
 *
 * And where the reply is said to be a program, nothing is searched for:
 * - `as-given`: all of it;
 * - `paper`: all of it up to `[DONE]`.
 *
 * Of a task that asks for something else than a program: `answer`, the piece that answers it.
 */
export type ExtractionRule =
  | 'defines-function'
  | 'completes-prompt'
  | 'only-parses'
  | 'does-not-parse'
  | 'no-code'
  | 'answer'
  | TakenWhole;

/** The rules that take the text as it stands. */
export type TakenWhole = 'as-given' | 'paper';

export type Extraction =
  | {
      readonly program: string;
      readonly rule: FoundBy;
      /** Where in the reply it was. */
      readonly from: PieceKind;
      /** Whether the reply broke off inside it, as it does at the token limit. */
      readonly isCutOff: boolean;
      readonly hadThinking: boolean;
    }
  | { readonly program: string; readonly rule: TakenWhole; readonly hadThinking: false }
  | { readonly program: null; readonly rule: 'no-code'; readonly hadThinking: boolean };

type FoundBy = Exclude<ExtractionRule, 'no-code' | TakenWhole>;

/** Only a reply that is searched needs Python's parser. */
export async function extractBy(
  way: ExtractionWay,
  reply: string,
  wanted: WantedProgram,
  reader: Pick<PythonReader, 'readProgram'>,
): Promise<Extraction> {
  switch (way) {
    case 'reply':
      return extractProgram(reply, wanted, reader);
    case 'given':
      return { program: completedCode(reply, wanted), rule: 'as-given', hadThinking: false };
    case 'paper': {
      const [completion = ''] = reply.split(fewShotStop, 1);
      return { program: completedCode(completion, wanted), rule: 'paper', hadThinking: false };
    }
  }
}

/** More than a sensible reply holds; every piece costs a call to the parser. */
const mostPieces = 24;

/**
 * With no name of the function under test, any definition will do. The program is a part of the
 * reply as it stands there, except that a common indentation is removed, and that it stands behind
 * what it leaves out of the code in the prompt.
 */
export async function extractProgram(
  reply: string,
  wanted: WantedProgram,
  reader: Pick<PythonReader, 'readProgram'>,
): Promise<Extraction> {
  const { functionName } = wanted;
  const { pieces, spoken, hadThinking } = readReply(reply);
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
  if (chosen !== undefined) {
    const code = withPrelude(chosen.piece.code, wanted);
    return found({ ...chosen.piece, code }, 'defines-function', hadThinking);
  }
  const completed = await completion(spoken, longestFirst, wanted, reader);
  if (completed !== null) return found(completed, 'completes-prompt', hadThinking);
  const [parsed] = programs;
  if (parsed !== undefined) return found(parsed.piece, 'only-parses', hadThinking);
  const broken = longestFirst.find(isMeantAsCode);
  if (broken !== undefined) return found(broken, 'does-not-parse', hadThinking);
  return { program: null, rule: 'no-code', hadThinking };
}

/** The rest of the function behind its prompt; null where the reply has none, or there is no prompt. */
async function completion(
  spoken: string,
  pieces: readonly ReplyPiece[],
  { codePrompt }: WantedProgram,
  reader: Pick<PythonReader, 'readProgram'>,
): Promise<ReplyPiece | null> {
  if (codePrompt === undefined) return null;
  const marked = pieces.filter(({ from }) => from !== 'plain-text');
  for (const body of bodiesIn(
    spoken,
    marked.map(({ code }) => code),
  )) {
    const code = `${codePrompt}${body.trimEnd()}\n`;
    if ((await reader.readProgram(code)).kind !== 'program') continue;
    const [from, isCutOff] = [marked[0]?.from ?? 'plain-text', marked[0]?.isCutOff ?? false];
    return { code, from, isCutOff };
  }
  return null;
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
  rule: FoundBy,
  hadThinking: boolean,
): Extraction {
  return { program: code, rule, from, isCutOff, hadThinking };
}
