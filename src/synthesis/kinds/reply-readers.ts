/**
 * How a reply is read, for every kind of task: the answer in it, a program or the text that the
 * kind's grader takes. Apart from what is asked, because a first view needs no reply.
 */

import type { ProgramReader } from '../../tasks/python-reader.ts';
import { type Ask, kindOf, type TaskKind } from '../../tasks/task-kind.ts';
import type { WantedProgram } from '../code-prompt.ts';
import type { ExtractionWay } from '../extraction-way.ts';
import { extractBy, type Extraction } from '../extraction.ts';
import { calculationIn } from './calculation-reading.ts';
import { predictionIn } from './prediction-reading.ts';

export type ReplyReader = (
  way: ExtractionWay,
  reply: string,
  wanted: WantedProgram,
  reader: ProgramReader,
) => Promise<Extraction>;

const readers: Readonly<Record<TaskKind, ReplyReader>> = {
  program: extractBy,
  output: predictionIn,
  input: predictionIn,
  calculation: calculationIn,
  formula: calculationIn,
};

/** Of a task, or of what a reply to one is to hold. */
export function replyReaderOf(asked: { readonly asks?: Ask | undefined }): ReplyReader {
  return readers[kindOf(asked)];
}
