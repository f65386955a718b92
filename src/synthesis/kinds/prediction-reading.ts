/**
 * A predicted value or call in a reply: the text of it, not yet read as Python. Owns the choice
 * among the pieces of a reply; what is a literal is for the grader's sandbox to say.
 */

import { isPrediction, type PredictionAsk } from '../../tasks/task-kind.ts';
import type { WantedProgram } from '../code-prompt.ts';
import type { ExtractionWay } from '../extraction-way.ts';
import type { Extraction } from '../extraction.ts';
import { fewShotStop } from '../prompt.ts';
import { type PieceKind, piecesOf } from '../reply/reply-pieces.ts';
import { anyMarker } from '../reply/spoken-part.ts';
import { spokenAnswer } from '../reply/spoken-reply.ts';
import {
  bare,
  behindLabel,
  callsIn,
  equatedWith,
  inTags,
  isLiteralLike,
  nameOf,
  saidToBe,
} from './answer-spellings.ts';

/** By the rules of the way: only a whole reply is searched. */
export async function predictionIn(
  way: ExtractionWay,
  reply: string,
  { asks }: WantedProgram,
): Promise<Extraction> {
  if (way === 'reply' && isPrediction(asks)) return readPrediction(reply, asks);
  const [completion = ''] = way === 'paper' ? reply.split(fewShotStop, 1) : [reply];
  const rule = way === 'paper' ? 'paper' : 'as-given';
  return { program: completion.trim(), rule, hadThinking: false };
}

/**
 * What tags enclose; else the last piece that is marked as code and is no program alone; else what
 * the reply says in a form that names an answer; else what it says last.
 */
function readPrediction(reply: string, asks: PredictionAsk): Extraction {
  const { text: spoken, hadThinking } = spokenAnswer(withTags(reply));
  const plain = spoken.replace(anyMarker, '\n');
  const tagged = isAllCode(plain) ? null : inTags(plain);
  const pieces = piecesOf(tagged ?? spoken).filter(
    // What was typed at Python's prompt is an answer together with what was printed.
    ({ from, hadPrompts }) => from !== 'plain-text' && !hadPrompts,
  );
  const marked = pieces.findLast(({ code }) => answerIn(code, asks) !== null);
  const said = marked ? answerIn(marked.code, asks) : null;
  const program = said ?? answerIn(tagged ?? '', asks) ?? lastSaid(tagged ?? plain, asks);
  if (program === '') return { program: null, rule: 'no-code', hadThinking };
  const from: PieceKind = marked?.from ?? 'plain-text';
  return { program, rule: 'answer', from, isCutOff: marked?.isCutOff ?? false, hadThinking };
}

/** Elements that enclose an answer would be taken for tokens of a template. */
function withTags(reply: string): string {
  return reply.replace(/<(\/?)answer>/gi, '[$1ANSWER]');
}

/** A reply that is one block of code: tags in it are part of the code. */
function isAllCode(text: string): boolean {
  const whole = text.trim();
  const isFenced = ['```', '~~~'].some((mark) => whole.startsWith(mark) && whole.endsWith(mark));
  return isFenced && piecesOf(whole).length === 1;
}

/** The answer in a text that is meant as one; null where it holds a program, and no answer to this. */
function answerIn(text: string, asks: PredictionAsk): string | null {
  const code = text.trim();
  const isProgram = /^[ \t]*(?:def|class|import|from|return)\b/m.test(code) && !isLiteralLike(code);
  const found = asks.kind === 'output' ? outputIn(code, asks) : callIn(code, asks);
  if (found !== null) return found;
  if (isProgram || code === '') return null;
  return isLiteralLike(code) ? bare(code) : bare(code.replace(/^assert\s+/, ''));
}

function outputIn(code: string, { call }: PredictionAsk): string | null {
  const isText = /^[rbu]{0,2}['"]/i.test(code);
  if (isText && !/==\s*\w+\s*\([^]*\)$/.test(code)) return null;
  return equatedWith(code, call) ?? (isLiteralLike(code) ? null : behindLabel(code));
}

/** The last call whose inputs are values, else the last call. */
function callIn(code: string, { call }: PredictionAsk): string | null {
  const calls = callsIn(code, nameOf(call)).map(({ begin, end }) => code.slice(begin, end));
  return (
    calls.findLast(hasOnlyValues) ??
    calls.at(-1) ??
    (isLiteralLike(code) ? null : behindLabel(code))
  );
}

function hasOnlyValues(call: string): boolean {
  const inputs = call
    .slice(nameOf(call).length)
    .replace(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"/g, '')
    .replace(/\b(?:None|True|False|set)\b|\b\w+\s*=(?!=)|\b0[xob]\w+|\d[\w.]*/g, '');
  return !/[A-Za-z_]/.test(inputs);
}

/** In the forms that name an answer; else the last code in backticks, or the last line. */
function lastSaid(spoken: string, asks: PredictionAsk): string {
  const whole = spoken.trim();
  if (isLiteralLike(whole) && !/\n\s*\n/.test(whole)) return bare(whole);
  const named = asks.kind === 'output' ? outputIn(whole, asks) : callIn(whole, asks);
  if (named !== null) return named;
  const quoted = [...spoken.matchAll(/`([^`\n]+)`/g)].at(-1)?.[1];
  if (quoted !== undefined) return answerIn(quoted, asks) ?? quoted;
  const lines = spoken.split('\n').filter((line) => line.trim() !== '');
  const last = bare(lines.at(-1) ?? '');
  return isLiteralLike(last) ? last : (saidToBe(spoken) ?? last);
}
