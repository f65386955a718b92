/**
 * From a reply to a program, by rules that can be named on the page: what the reply says
 * (`reply/spoken-reply`), its pieces (`reply/reply-pieces`), the statements in them for Python's own
 * parser to find, and the choice among these (`reply/choice`).
 */
import type { ProgramReader } from '../tasks/python-reader.ts';
import { bodiesIn, completedCode, withPrelude, type WantedProgram } from './code-prompt.ts';
import type { ExtractionWay } from './extraction-way.ts';
import { bigcodeProgram, evalPlusText, firstBlock } from './harness-programs.ts';
import { fewShotStop } from './prompt.ts';
import {
  type Candidate,
  candidatesOf,
  definingFunction,
  lackedBy,
  longestDefining,
  withNeeds,
} from './reply/choice.ts';
import { piecesOf, type PieceKind, type ReplyPiece } from './reply/reply-pieces.ts';
import { otherForms } from './reply/other-forms.ts';
import { anyMarker, type SpokenPart } from './reply/spoken-part.ts';
import { beforeTheirTurn, spokenReply } from './reply/spoken-reply.ts';

/**
 * Why this piece and no other. In the order of preference:
 * - `defines-function`: whole statements that define the function under test, by the order of
 *   `definingFunction`;
 * - `completes-prompt`: none do, but a piece is the rest of the function that the prompt begins;
 * - `only-parses`: none define it, the longest that define anything at all;
 * - `does-not-parse`: nothing that parses defines anything; the longest piece that is marked as
 *   code or begins with `def`;
 * - `no-code`: the reply marks nothing as code, and no run of its lines is or begins a program.
 *
 * And where the reply is said to be a program, nothing is searched for:
 * - `as-given`: all of it;
 * - `paper`: all of it up to `[DONE]`;
 * - `lm-eval-instruct`, `evalplus`, `bigcode`: by that harness's rule.
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
export const takenWhole = ['as-given', 'paper', 'lm-eval-instruct', 'evalplus', 'bigcode'] as const;
export type TakenWhole = (typeof takenWhole)[number];

/**
 * What was done to find it, beyond reading one piece as it stands:
 * - `removed-tokens`: special tokens, or turns that the model made up;
 * - `read-other-language`: its fence is labelled as another language;
 * - `removed-prompts`: it was typed at Python's prompt;
 * - `took-last-of-several`: other pieces define the function too;
 * - `dropped-lines`: its piece holds lines that are no Python, or could not run;
 * - `joined-parts`: what it needs stands in other parts of the reply;
 * - the steps of `reply/other-forms`, where the reply as it stands defines nothing.
 */
export const extractionSteps = [
  'removed-tokens',
  'read-other-language',
  'removed-prompts',
  'took-last-of-several',
  'dropped-lines',
  'joined-parts',
  'unescaped',
  'removed-line-marks',
  'replaced-characters',
] as const;
export type ExtractionStep = (typeof extractionSteps)[number];

/** Lines of the piece, from 1. */
export interface KeptLines {
  readonly first: number;
  readonly last: number;
  readonly of: number;
}

export interface FoundProgram {
  readonly program: string;
  readonly rule: FoundBy;
  /** Where in the reply it was. */
  readonly from: PieceKind;
  /** Whether the reply broke off inside it, as it does at the token limit. */
  readonly isCutOff: boolean;
  readonly hadThinking: boolean;
  /** Absent where there was nothing to do, and in logs of before December 2026; so are the next. */
  readonly steps?: readonly ExtractionStep[];
  /** Set where lines were dropped. */
  readonly kept?: KeptLines;
  /** Set where several parts of the reply were joined. */
  readonly partCount?: number;
}

export type Extraction =
  | FoundProgram
  | { readonly program: string; readonly rule: TakenWhole; readonly hadThinking: false }
  | { readonly program: null; readonly rule: 'no-code'; readonly hadThinking: boolean };

type FoundBy = Exclude<ExtractionRule, 'no-code' | TakenWhole>;

/** Only a reply that is searched needs Python's parser. */
export async function extractBy(
  way: ExtractionWay,
  reply: string,
  wanted: WantedProgram,
  reader: ProgramReader,
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
    case 'lm-eval-instruct':
      return { program: firstBlock(reply, wanted), rule: way, hadThinking: false };
    case 'evalplus': {
      const text = evalPlusText(reply, wanted);
      const program = await reader.readLongestCode(text, wanted.functionName);
      return { program: program ?? text, rule: way, hadThinking: false };
    }
    case 'bigcode':
      return { program: bigcodeProgram(reply, wanted), rule: way, hadThinking: false };
  }
}

/**
 * With no name of the function under test, any definition will do. The program is made of whole
 * lines of the reply as they stand there, except that a common indentation is removed, and that it
 * stands behind what it leaves out of the code in the prompt.
 */
export async function extractProgram(
  reply: string,
  wanted: WantedProgram,
  reader: ProgramReader,
): Promise<Extraction> {
  const spoken = await spokenReply(reply, reader);
  const answer = beforeTheirTurn(spoken.text);
  if (answer !== null) {
    const own = await readSpoken({ ...spoken, text: answer, hadMarks: true }, wanted, reader);
    if (isFound(own)) {
      const plain = await readSpoken(spoken, wanted, reader);
      return (await isMoreOf(own, plain, wanted, reader)) ? plain : own;
    }
  }
  const plain = await readSpoken(spoken, wanted, reader);
  if (isFound(plain)) return plain;
  for (const { step, read } of otherForms) {
    const text = read(spoken.text);
    if (text === null) continue;
    const other = await readSpoken({ ...spoken, text }, wanted, reader);
    if (other.rule !== 'defines-function') continue;
    return { ...other, steps: [...(other.steps ?? []), step] };
  }
  return plain;
}

function isFound({ rule }: Extraction): boolean {
  return rule === 'defines-function' || rule === 'completes-prompt';
}

/** Whether the other is the same program, with something that the first needs and lacks. */
async function isMoreOf(
  { program }: Extraction,
  other: Extraction,
  { functionName }: WantedProgram,
  reader: ProgramReader,
): Promise<boolean> {
  if (program === null || !isFound(other) || !other.program?.includes(program.trimEnd())) {
    return false;
  }
  const texts = [program, other.program].map((text) => ({ text, isOpen: false }));
  const [own = [], more = []] = await reader.readRuns(texts, functionName);
  const lacked = lackedBy(own);
  const stillLacked = lackedBy(more);
  return [...lacked].some((name) => !stillLacked.has(name));
}

type ReadReply = Exclude<Extraction, { readonly rule: TakenWhole }>;

async function readSpoken(
  { text, hadThinking, hadMarks }: SpokenPart,
  wanted: WantedProgram,
  reader: ProgramReader,
): Promise<ReadReply> {
  const { functionName } = wanted;
  const pieces = someOf(piecesOf(text));
  const texts = pieces.map(({ code, from, isCutOff }) => ({
    text: code,
    isOpen: isCutOff || from === 'plain-text',
  }));
  const candidates = candidatesOf(pieces, await reader.readRuns(texts, functionName));
  const reading = { wanted, candidates, hadThinking, hadMarks };

  const defining = functionName === null ? null : definingFunction(candidates, functionName);
  if (defining?.way === 'definition') {
    return found(defining.candidate, 'defines-function', reading, defining.isOneOfSeveral);
  }
  const completed = await completion(text, pieces, wanted, reader);
  if (completed !== null) return { ...completed, rule: 'completes-prompt', hadThinking };
  if (defining) {
    return found(defining.candidate, 'defines-function', reading, defining.isOneOfSeveral);
  }
  const longest = longestDefining(candidates);
  if (longest) {
    return found(longest, functionName === null ? 'defines-function' : 'only-parses', reading);
  }
  const broken = meantAsCode(pieces);
  if (broken) {
    const { code: program, from, isCutOff } = broken;
    return { program, rule: 'does-not-parse', from, isCutOff, hadThinking };
  }
  return { program: null, rule: 'no-code', hadThinking };
}

/** The rest of the function behind its prompt; null where the reply has none, or there is no prompt. */
async function completion(
  spoken: string,
  pieces: readonly ReplyPiece[],
  { codePrompt }: WantedProgram,
  reader: ProgramReader,
): Promise<Pick<FoundProgram, 'program' | 'from' | 'isCutOff'> | null> {
  if (codePrompt === undefined) return null;
  const [marked, ...others] = pieces.filter(({ from }) => from !== 'plain-text');
  const codes = [...(marked ? [marked] : []), ...others].map(({ code }) => code);
  for (const body of bodiesIn(spoken.replace(anyMarker, '\n'), codes)) {
    const program = `${codePrompt}${body.trimEnd()}\n`;
    if ((await reader.readProgram(program)).kind !== 'program') continue;
    return { program, from: marked?.from ?? 'plain-text', isCutOff: marked?.isCutOff ?? false };
  }
  return null;
}

/** More than a sensible reply holds; a correction comes late, and what it needs comes early. */
const mostPieces = { first: 50, last: 200 };

function someOf(pieces: readonly ReplyPiece[]): readonly ReplyPiece[] {
  const { first, last } = mostPieces;
  if (pieces.length <= first + last) return pieces;
  return [...pieces.slice(0, first), ...pieces.slice(-last)];
}

interface Reading {
  readonly wanted: WantedProgram;
  readonly candidates: readonly Candidate[];
  readonly hadThinking: boolean;
  readonly hadMarks: boolean;
}

function found(
  chosen: Candidate,
  rule: 'defines-function' | 'only-parses',
  { wanted, candidates, hadThinking, hadMarks }: Reading,
  isOneOfSeveral = false,
): FoundProgram {
  const { piece, run } = chosen;
  const joined = withNeeds(chosen, candidates);
  const code = joined.map((each) => each.run.code).join('\n\n');
  const kept = keptLines(chosen);
  const steps: readonly (readonly [ExtractionStep, boolean])[] = [
    ['removed-tokens', hadMarks],
    ['read-other-language', piece.isOtherLanguage],
    ['removed-prompts', piece.hadPrompts],
    ['took-last-of-several', isOneOfSeveral],
    ['dropped-lines', kept !== null],
    ['joined-parts', joined.length > 1],
  ];
  const taken = steps.flatMap(([step, isTaken]) => (isTaken ? [step] : []));
  return {
    program: rule === 'defines-function' ? withPrelude(code, wanted) : code,
    ...{ rule, from: piece.from, isCutOff: piece.isCutOff || run.isCut, hadThinking },
    ...(taken.length > 0 ? { steps: taken } : {}),
    ...(kept ? { kept } : {}),
    ...(joined.length > 1 ? { partCount: joined.length } : {}),
  };
}

/** Null where nothing but blank lines was left out of its piece. */
function keptLines({ piece, run }: Candidate): KeptLines | null {
  const lines = piece.code.trimEnd().split('\n');
  const isWhole = writtenLines(run.code) === writtenLines(piece.code);
  return isWhole ? null : { first: run.first, last: run.last, of: lines.length };
}

function writtenLines(code: string): number {
  return code.split('\n').filter((line) => line.trim() !== '').length;
}

/** Marked as code, or at least begun as a function: worth showing although it is no program. */
function meantAsCode(pieces: readonly ReplyPiece[]): ReplyPiece | null {
  const meant = pieces.flatMap((piece) => {
    if (piece.from !== 'plain-text') return [piece];
    const at = piece.code.search(/^(async\s+)?def\s+\w+\s*\(/m);
    return at < 0 ? [] : [{ ...piece, code: piece.code.slice(at) }];
  });
  const isMarked = ({ from }: ReplyPiece) => from !== 'plain-text';
  const [longest = null] = (meant.some(isMarked) ? meant.filter(isMarked) : meant).toSorted(
    (left, right) => right.code.length - left.code.length,
  );
  return longest;
}
