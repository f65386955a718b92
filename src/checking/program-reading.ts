/** What a program's interpreter says of a program's syntax, read with care: it only parsed it. */

import type { HardCodingReading } from './hard-coding.ts';
import type { ProgramOutline, ProgramReading, StatementRun } from '../tasks/python-reader.ts';
import type { ReferenceClues } from '../tasks/reference-clues.ts';

/** `undefined` where parsing broke the interpreter: nesting too deep for any parser. */
export function readProgramReply(reply: string | undefined): ProgramReading {
  if (reply === undefined) {
    return { kind: 'syntax-error', line: null, message: 'too deeply nested to parse' };
  }
  return JSON.parse(reply) as ProgramReading;
}

/** `undefined` as above. */
export function readRunsReply(
  reply: string | undefined,
): readonly (readonly StatementRun[])[] | null {
  return reply === undefined ? null : JSON.parse(reply);
}

/** `undefined` as above. */
export function readLongestCodeReply(reply: string | undefined): string | null {
  return reply === undefined ? null : (JSON.parse(reply) as string);
}

export function readOutlineReply(reply: string | undefined): ProgramOutline | null {
  return reply === undefined ? null : (JSON.parse(reply) as ProgramOutline | null);
}

/** `undefined` as above. */
export function readCluesReply(reply: string | undefined): ReferenceClues | null {
  return reply === undefined ? null : (JSON.parse(reply) as ReferenceClues);
}

export function readHardCodingReply(reply: string | undefined): HardCodingReading {
  return reply === undefined ? { constants: [], calls: [] } : JSON.parse(reply);
}

export function readCallsReply(reply: string | undefined): readonly string[] {
  return reply === undefined ? [] : (JSON.parse(reply) as string[]);
}
