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

/** The last piece that is marked as an answer; else what the reply says last. */
function readPrediction(reply: string, asks: PredictionAsk): Extraction {
  const { text: spoken, hadThinking } = spokenAnswer(reply);
  const marked = piecesOf(spoken)
    .filter(({ from }) => from !== 'plain-text')
    .at(-1);
  const text = marked?.code ?? lastSaid(spoken.replace(anyMarker, '\n'));
  const program = answerIn(text, asks);
  if (program === '') return { program: null, rule: 'no-code', hadThinking };
  const from: PieceKind = marked?.from ?? 'plain-text';
  return { program, rule: 'answer', from, isCutOff: marked?.isCutOff ?? false, hadThinking };
}

/** The last code in backticks, or the last line; a full stop after a value is no part of it. */
function lastSaid(spoken: string): string {
  const quoted = [...spoken.matchAll(/`([^`\n]+)`/g)].at(-1)?.[1];
  if (quoted !== undefined) return quoted;
  const lines = spoken.split('\n').filter((line) => line.trim() !== '');
  return (lines.at(-1) ?? '').trim().replace(/([^\d])\.$/, '$1');
}

/** Without the assert or the question that a reply may repeat around its answer. */
function answerIn(text: string, { kind, call }: PredictionAsk): string {
  const code = text.trim().replace(/^assert\s+/, '');
  if (kind === 'output') {
    const at = code.lastIndexOf(`${call} ==`);
    return (at < 0 ? code : code.slice(at + call.length + 3)).replace(/^=/, '').trim();
  }
  return callIn(code, call.slice(0, call.indexOf('('))) ?? code;
}

/** The last call of that name, as far as its brackets go; null where there is none. */
function callIn(code: string, name: string): string | null {
  const starts = [...code.matchAll(new RegExp(`(?<![\\w.])${name}\\s*\\(`, 'g'))];
  const start = starts.at(-1)?.index;
  if (start === undefined) return null;
  let depth = 0;
  let quote = '';
  for (let at = start + name.length; at < code.length; at++) {
    const each = code.charAt(at);
    if (quote !== '') {
      if (each === '\\') at++;
      else if (each === quote) quote = '';
    } else if (each === '"' || each === "'") quote = each;
    else if ('([{'.includes(each)) depth++;
    else if (')]}'.includes(each) && --depth === 0) return code.slice(start, at + 1);
  }
  return null;
}
