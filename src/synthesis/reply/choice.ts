/**
 * Which run of statements in a reply is the program, and what else of the reply it needs. Pure:
 * the runs come from Python's parser, the pieces from `reply-pieces`.
 */

import type { BindingWay, StatementRun } from '../../tasks/python-reader.ts';
import type { ReplyPiece } from './reply-pieces.ts';

export interface Candidate {
  readonly piece: ReplyPiece;
  /** Its place among the pieces of the reply. */
  readonly at: number;
  readonly run: StatementRun;
}

const sureness: Readonly<Record<BindingWay, number>> = {
  definition: 3,
  assignment: 2,
  import: 1,
  value: 0,
};

/** In the order of the reply. */
export function candidatesOf(
  pieces: readonly ReplyPiece[],
  runs: readonly (readonly StatementRun[])[],
): Candidate[] {
  return pieces.flatMap((piece, at) => (runs[at] ?? []).map((run) => ({ piece, at, run })));
}

/** What defines a function of this name, and how surely. */
export function definingFunction(
  candidates: readonly Candidate[],
  name: string,
): {
  readonly candidate: Candidate;
  readonly way: BindingWay;
  readonly isOneOfSeveral: boolean;
} | null {
  const defining = candidates.filter((each) => (wayOf(each, name) ?? 'value') !== 'value');
  const candidate = bindingCandidate(defining, name);
  if (!candidate) return null;
  const way = wayOf(candidate, name) ?? 'value';
  const { from } = candidate.piece;
  const isOneOfSeveral =
    from !== 'begin-done' &&
    defining.some((each) => each.at !== candidate.at && each.piece.from === from);
  return { candidate, way, isOneOfSeveral };
}

/**
 * What binds the name: a definition before an assignment or an import, what is marked as Python
 * before what is not, what is whole before what was cut off. Of several such pieces the last one,
 * a correction; of the few-shot prompt's the first, since the others are made up. Within a piece
 * the longest run, but of plain text the last one, since drafts and corrections all stand in one.
 */
function bindingCandidate(candidates: readonly Candidate[], name: string): Candidate | null {
  return best(
    candidates.filter((candidate) => wayOf(candidate, name) !== null),
    (candidate) => [
      sureness[wayOf(candidate, name) ?? 'value'],
      -markRank(candidate),
      candidate.piece.hadPrompts ? 0 : 1,
      mayBeCut(candidate) ? 0 : 1,
      isUnwritten(candidate, name) ? 0 : 1,
      candidate.piece.from === 'begin-done' ? -candidate.at : candidate.at,
      candidate.piece.from === 'plain-text' ? candidate.run.first : 0,
      candidate.run.code.length,
    ],
  );
}

/** Where no name is known, or nothing defines it: the longest that defines anything. */
export function longestDefining(candidates: readonly Candidate[]): Candidate | null {
  return best(
    candidates.filter(({ run }) => run.binds.some(([, way]) => way === 'definition')),
    (candidate) => [-markRank(candidate), candidate.run.code.length],
  );
}

/** With the runs that bind what it needs, and what these need, in the order of the reply. */
export function withNeeds(chosen: Candidate, candidates: readonly Candidate[]): Candidate[] {
  const joined = [chosen];
  for (const each of joined) {
    for (const name of each.run.needs) {
      if (joined.some((other) => wayOf(other, name) !== null)) continue;
      const others = candidates.filter((other) => !joined.includes(other));
      // "from math import *" may bind anything.
      const provider = bindingCandidate(others, name) ?? bindingCandidate(others, '*');
      if (provider) joined.push(provider);
    }
  }
  return candidates.filter((each) => joined.includes(each));
}

/** Names that these runs need and do not bind. */
export function lackedBy(runs: readonly StatementRun[]): ReadonlySet<string> {
  const bound = new Set(runs.flatMap(({ binds }) => binds.map(([name]) => name)));
  return new Set(runs.flatMap(({ needs }) => needs).filter((name) => !bound.has(name)));
}

function wayOf({ run }: Candidate, name: string): BindingWay | null {
  return run.binds.find(([bound]) => bound === name)?.[1] ?? null;
}

/** The last lines of an open fence may be a function that was never finished. */
function mayBeCut({ piece, run }: Candidate): boolean {
  if (run.isCut || !piece.isCutOff) return run.isCut;
  const [last = ''] = run.code.trimEnd().split('\n').slice(-1);
  const isAtEnd = run.last >= piece.code.trimEnd().split('\n').length;
  return isAtEnd && !/^\s*(return|yield|raise|pass)\b/.test(last);
}

/** A signature whose body somebody else is to write. */
function isUnwritten({ run }: Candidate, name: string): boolean {
  const at = run.code.search(new RegExp(`^def ${name}\\(`, 'm'));
  if (at < 0) return false;
  const [head = '', body = ''] = run.code.slice(at).split(/:[ \t]*(?:#.*)?\n([^]*)/);
  if (head.includes('\n')) return false;
  const [own = ''] = body.split(/\n(?=\S)/);
  const statements = own
    .replace(/^\s*("""|''')[^]*?\1/, '')
    .replace(/#.*/g, '')
    .trim();
  return /^(?:pass|\.\.\.|raise NotImplementedError\b.*)?$/.test(statements);
}

function markRank({ piece }: Candidate): number {
  switch (piece.from) {
    case 'begin-done':
      return 0;
    case 'fence':
      return piece.isOtherLanguage ? 2 : 1;
    case 'plain-text':
      return 3;
  }
}

/** The first of those that rank highest, by the first number that differs. */
function best<T>(all: readonly T[], rankOf: (each: T) => readonly number[]): T | null {
  return all.reduce<T | null>(
    (most, each) => (most === null || isHigher(rankOf(each), rankOf(most)) ? each : most),
    null,
  );
}

function isHigher(rank: readonly number[], other: readonly number[]): boolean {
  const at = rank.findIndex((number, place) => number !== other[place]);
  return at >= 0 && (rank[at] ?? 0) > (other[at] ?? 0);
}
