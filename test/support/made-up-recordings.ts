/** Recordings as the checker gives them, written by hand in few words. */

import type {
  RecordedObject,
  RecordedStep,
  RecordedValue,
  RecordedVariable,
  Recording,
  RecordingEnd,
} from '../../src/checking/recording.ts';

/** A text, or a text and the number of an object. */
export type MadeUpValue = string | readonly [text: string, object: number];

export function valueOf(value: MadeUpValue): RecordedValue {
  return typeof value === 'string'
    ? { text: value, object: null }
    : { text: value[0], object: value[1] };
}

export function variablesOf(values: Readonly<Record<string, MadeUpValue>>): RecordedVariable[] {
  return Object.entries(values).map(([name, value]) => ({ name, value: valueOf(value) }));
}

/** The innermost of `depth` calls has the variables; its number is its depth where none is given. */
export function stepOf(
  kind: RecordedStep['kind'],
  line: number,
  values: Readonly<Record<string, MadeUpValue>> = {},
  more: Partial<RecordedStep> & { readonly depth?: number; readonly name?: string } = {},
): RecordedStep {
  const { depth = 1, name = 'f', ...others } = more;
  const stack = Array.from({ length: depth }, (_, index) => ({
    ...{ number: index + 1, name: index === depth - 1 ? name : `f${index}`, line },
    variables: index === depth - 1 ? variablesOf(values) : null,
  }));
  return {
    ...{ kind, line, value: null, stack, globals: [], objects: new Map(), parts: [], output: '' },
    ...others,
  };
}

export function listOf(...values: readonly MadeUpValue[]): RecordedObject {
  const entries = values.map((value) => ({ key: null, value: valueOf(value) }));
  return { kind: 'list', type: 'list', length: entries.length, entries };
}

export function recordingOf(
  steps: readonly RecordedStep[],
  end: RecordingEnd,
  places: Recording['places'] = [],
): Recording {
  return { steps, end, places };
}
