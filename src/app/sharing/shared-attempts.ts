/** Attempts as they travel in a link, and as they arrive. Where they are shown is for others. */

import { textAlone } from '../../synthesis/generations.ts';
import type { SearchReport } from '../../synthesis/search/search-state.ts';
import { type AttemptRecord, type Hint, newAttempt, type SentRequest } from '../work/records.ts';
import type { Shared, SharedTurn } from './link-schema.ts';

/** What an attempt and a part of a recording have in common. */
export type Turn = Pick<AttemptRecord, 'author' | 'request' | 'program' | 'hint'> & {
  /** Of the reply; null of a person's own. */
  readonly text: string | null;
  /** Null of a model's. */
  readonly search: SearchReport | null;
};

/** Of a dialog, oldest turn first: [] where it is nothing but a program that a person wrote. */
export function turnsOf(thread: readonly AttemptRecord[]): SharedTurn[] {
  const isByHand = thread.every(({ author, hint }) => author.kind === 'person' && hint === null);
  if (isByHand) return [];
  return thread.map(({ reply, ...attempt }) =>
    turnOf({
      ...attempt,
      text: reply?.generation.text ?? null,
      search: reply?.search ?? null,
    }),
  );
}

/**
 * The attempts that a link brings, oldest first; one that is among those `here` already is that
 * one, so that the same link can be opened twice. `shownTestCount` is for links that do not say it.
 */
export function attemptsFrom(
  { turns, program }: Shared,
  task: string,
  here: readonly AttemptRecord[],
  shownTestCount: number,
): AttemptRecord[] {
  const attempts: AttemptRecord[] = [];
  for (const turn of turns) {
    attempts.push(attemptFrom(turn, task, attempts.at(-1) ?? null, here, shownTestCount));
  }
  const last = attempts.at(-1) ?? null;
  const isOfTurn = turns.some((turn) => turn.program === program);
  if (program.trim() === '' || isOfTurn) return attempts;
  const author = { kind: 'person' as const };
  const byHand: SharedTurn = { author, request: null, reply: null, program, hint: null };
  return [...attempts, attemptFrom(byHand, task, last, here, shownTestCount)];
}

function attemptFrom(
  { author, request, reply, search, program, hint }: SharedTurn,
  task: string,
  before: AttemptRecord | null,
  here: readonly AttemptRecord[],
  shownTestCount: number,
): AttemptRecord {
  const after = before?.id ?? null;
  const content = JSON.stringify([author, program, hint, after]);
  const known = here.find(
    (attempt) =>
      JSON.stringify([attempt.author, attempt.program, attempt.hint, attempt.after]) === content &&
      (reply === null || attempt.reply?.generation.text === reply),
  );
  if (known) return known;
  return {
    ...newAttempt(task),
    ...{ author, program, hint, after },
    request: request && { ...request, shownTestCount: request.shownTestCount ?? shownTestCount },
    reply:
      reply === null
        ? null
        : { generation: textAlone(reply, 'stop'), isWhole: true, search: search ?? null },
    status: program === null ? 'no-code' : null,
    cameBy: 'link',
  };
}

/** As a link holds it: lists that are read-only here are lists of its own there. */
export function turnOf({ author, request, text, search, program, hint }: Turn): SharedTurn {
  return {
    author: { ...author },
    request: request && plain(request),
    reply: text,
    // A link has little room, and shows no replay.
    ...(search && { search: withoutCourse(search) }),
    program,
    hint: hint && copied(hint),
  };
}

function withoutCourse({ progress, result, settings }: SearchReport): SearchReport {
  return { progress, result, ...(settings && { settings }) };
}

function copied({ text, from, breaches }: Hint) {
  return { text, from, ...(breaches && { breaches: [...breaches] }) };
}

function plain({ prompt, sampling, shownTestCount }: SentRequest) {
  const copied =
    prompt.kind === 'chat'
      ? { kind: prompt.kind, messages: prompt.messages.map((message) => ({ ...message })) }
      : { ...prompt };
  return { prompt: copied, sampling: { ...sampling, stop: [...sampling.stop] }, shownTestCount };
}
