/**
 * What a program's interpreter says about one step, made safe to act on: unknown text in, a
 * closed union out. It is still only a claim, and none of its forms can say that a test passed.
 */

import { isPlainValueText } from '../plain-value-text.ts';
import { type UndecidedReason, readEnvironmentReason, readValueReason } from '../reason.ts';
import { readFailingPart } from '../feedback/failing-part.ts';
import type { ExceptionReport, Status } from '../verdict.ts';

export type Answer =
  /** The step ran and had nothing to return. */
  | { readonly kind: 'done' }
  | { readonly kind: 'value'; readonly value: string; readonly changed?: readonly Change[] }
  | { readonly kind: 'unsupported'; readonly reason: UndecidedReason }
  | { readonly kind: 'missing'; readonly name: string }
  | { readonly kind: 'syntax-error'; readonly exception: ExceptionReport }
  | {
      readonly kind: 'raised';
      readonly exception: ExceptionReport;
      readonly base: string;
      /** The exception as `thrown.py` writes it. */
      readonly thrown?: string;
      readonly changed?: readonly Change[];
    };

/** What became of one of the call's arguments: its number among them, and its parts. */
export type Change = readonly [number: number, contents: string];

/** Of a whole test that ran with the program. Only there may the program say how it went. */
export type UnisolatedAnswer = Answer | { readonly kind: 'held' } | { readonly kind: 'failed' };

/** Reading so much takes a fraction of the time that a page may stand still. */
export const maxReplyLength = 4_000_000;
const maxTextLength = 20_000;
const maxChanges = 1_000;

export function readAnswer(reply: string): Answer {
  if (reply.length > maxReplyLength) return tooMuchText;
  const fields = fieldsOf(reply);
  switch (fields['kind']) {
    case 'done':
      return { kind: 'done' };
    case 'value': {
      const value = fields['value'];
      const changed = readChanges(fields['changed']);
      const isSound = typeof value === 'string' && isPlainValueText(value) && changed !== null;
      return isSound ? { kind: 'value', value, ...(changed && { changed }) } : malformed;
    }
    case 'unsupported':
      return { kind: 'unsupported', reason: readValueReason(fields['reason']) };
    case 'missing':
      return { kind: 'missing', name: text(fields['name']) };
    case 'syntax-error':
      return { kind: 'syntax-error', exception: readException(fields['exception']) };
    case 'raised': {
      const exception = readException(fields['exception']);
      const changed = readChanges(fields['changed']);
      if (changed === null) return malformed;
      const { thrown } = fields;
      const isSound = typeof thrown === 'string' && isPlainValueText(thrown);
      const more = { ...(isSound && { thrown }), ...(changed && { changed }) };
      return { kind: 'raised', exception, base: text(fields['base']), ...more };
    }
    default:
      return malformed;
  }
}

export function readUnisolatedAnswer(reply: string): UnisolatedAnswer {
  const { kind } = fieldsOf(reply);
  return kind === 'held' || kind === 'failed' ? { kind } : readAnswer(reply);
}

/** Undefined where none are told, null where what is told cannot be. */
function readChanges(told: unknown): Change[] | null | undefined {
  if (told === undefined) return undefined;
  if (!Array.isArray(told) || told.length > maxChanges) return null;
  const changes: Change[] = [];
  for (const each of told) {
    const [number, contents]: unknown[] = Array.isArray(each) ? each : [];
    if (typeof number !== 'number' || typeof contents !== 'string') return null;
    if (!Number.isSafeInteger(number) || number < 0 || !isPlainValueText(contents)) return null;
    changes.push([number, contents]);
  }
  return changes;
}

function fieldsOf(reply: string): Record<string, unknown> {
  try {
    return record(JSON.parse(reply));
  } catch {
    return {};
  }
}

const malformed: Answer = { kind: 'unsupported', reason: { code: 'not-a-value' } };
/** In place of an answer that is too long to be read. */
export const tooMuchText: Answer = { kind: 'unsupported', reason: { code: 'too-much-text' } };

/** The status of a step that ended without a value. */
export function statusOfRaised(base: string): Status {
  switch (base) {
    case 'MemoryError':
      return 'memory-limit';
    case 'SystemExit':
      return 'early-exit';
    default:
      return 'runtime-error';
  }
}

function readException(value: unknown): ExceptionReport {
  const fields = record(value);
  const line = fields['line'];
  const reason = readEnvironmentReason(fields['reason']);
  const failing = readFailingPart(fields['failing']);
  return {
    type: text(fields['type']) || 'Exception',
    message: text(fields['message']),
    line: typeof line === 'number' && Number.isInteger(line) && line > 0 ? line : null,
    traceback: text(fields['traceback']),
    ...(failing ? { failing } : {}),
    ...(reason ? { reason } : {}),
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, maxTextLength) : '';
}
