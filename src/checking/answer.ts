/**
 * What a program's interpreter says about one step, made safe to act on: unknown text in, a
 * closed union out. It is still only a claim, and none of its forms can say that a test passed.
 */

import { isPlainValueText } from './plain-value-text.ts';
import type { ExceptionReport, Status } from './verdict.ts';

export type Answer =
  /** The step ran and had nothing to return. */
  | { readonly kind: 'done' }
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'unsupported'; readonly detail: string }
  | { readonly kind: 'missing'; readonly name: string }
  | { readonly kind: 'syntax-error'; readonly exception: ExceptionReport }
  | { readonly kind: 'raised'; readonly exception: ExceptionReport; readonly base: string };

/** Of a whole test that ran beside the program. Only there may the program say how it went. */
export type BesideAnswer = Answer | { readonly kind: 'held' } | { readonly kind: 'failed' };

const maxTextLength = 20_000;

export function readAnswer(reply: string): Answer {
  const fields = fieldsOf(reply);
  switch (fields['kind']) {
    case 'done':
      return { kind: 'done' };
    case 'value': {
      const value = fields['value'];
      return typeof value === 'string' && isPlainValueText(value)
        ? { kind: 'value', value }
        : malformed;
    }
    case 'unsupported':
      return { kind: 'unsupported', detail: text(fields['detail']) };
    case 'missing':
      return { kind: 'missing', name: text(fields['name']) };
    case 'syntax-error':
      return { kind: 'syntax-error', exception: readException(fields['exception']) };
    case 'raised': {
      const exception = readException(fields['exception']);
      return { kind: 'raised', exception, base: text(fields['base']) };
    }
    default:
      return malformed;
  }
}

export function readBesideAnswer(reply: string): BesideAnswer {
  const { kind } = fieldsOf(reply);
  return kind === 'held' || kind === 'failed' ? { kind } : readAnswer(reply);
}

function fieldsOf(reply: string): Record<string, unknown> {
  try {
    return record(JSON.parse(reply));
  } catch {
    return {};
  }
}

const malformed: Answer = {
  kind: 'unsupported',
  detail: 'the program answered with something that is not a value',
};

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
  return {
    type: text(fields['type']) || 'Exception',
    message: text(fields['message']),
    line: typeof line === 'number' && Number.isInteger(line) && line > 0 ? line : null,
    traceback: text(fields['traceback']),
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, maxTextLength) : '';
}
