/** What differs between the steps of a recording, and where it came to be. */

import type {
  RecordedFrame,
  RecordedStep,
  RecordedVariable,
  Recording,
} from '../../checking/recording.ts';

/** A variable with its value at the step before. */
export interface SteppedVariable extends RecordedVariable {
  /** `unknown`: it looks the same, and is too large to tell whether all of it is. */
  readonly change: 'same' | 'new' | 'changed' | 'unknown';
  /** Of one that changed: its former value in a few words. */
  readonly before: string | null;
}

/** Those of the call at an index of the stack, compared with the step before in the same call. */
export function variablesAt(
  steps: readonly RecordedStep[],
  at: number,
  depth: number,
): SteppedVariable[] {
  const step = steps[at];
  const frame = step?.stack[depth];
  if (!step || !frame) return [];
  const before = steps[stepBefore(steps, at, frame) ?? -1];
  return (frame.variables ?? []).map((variable) => {
    const old = before && variableOf(before, frame.number, variable.name);
    if (!old) return { ...variable, change: 'new', before: null };
    const change = changeOf(before, old, step, variable);
    return { ...variable, change, before: change === 'changed' ? old.value.text : null };
  });
}

/** The last step before within the very same call, past the calls it made meanwhile. */
export function stepBefore(
  steps: readonly RecordedStep[],
  at: number,
  { number }: RecordedFrame,
): number | null {
  for (let index = at - 1; index >= 0; index--) {
    if (frameOf(steps[index], number)?.variables) return index;
  }
  return null;
}

/**
 * Index of the step at which a variable got the value it has at this one, or if that is this one,
 * the value that it had before; null where there is none further back, or none that is known.
 */
export function lastChange(
  steps: readonly RecordedStep[],
  at: number,
  depth: number,
  name: string,
): number | null {
  const frame = steps[at]?.stack[depth];
  if (!frame) return null;
  const first = firstWithValue(steps, at, frame, name);
  if (first !== at) return first;
  const before = stepBefore(steps, at, frame);
  return before === null ? null : firstWithValue(steps, before, frame, name);
}

function firstWithValue(
  steps: readonly RecordedStep[],
  at: number,
  frame: RecordedFrame,
  name: string,
): number | null {
  const step = steps[at];
  const value = step && variableOf(step, frame.number, name);
  if (!value) return null;
  let first = at;
  for (let index = stepBefore(steps, at, frame); index !== null;) {
    const earlier = steps[index];
    const old = earlier && variableOf(earlier, frame.number, name);
    if (!old) break;
    const change = changeOf(earlier, old, step, value);
    if (change === 'unknown') return null;
    if (change === 'changed') break;
    first = index;
    index = stepBefore(steps, index, frame);
  }
  return first;
}

/** An exception on its way out is told at each call it leaves: the first telling is its origin. */
export function failingStep({ steps, end }: Recording): number | null {
  if (end.kind !== 'raised') return null;
  let origin: number | null = null;
  for (let index = steps.length - 1; index >= 0; index--) {
    const kind = steps[index]?.kind;
    if (kind === 'exception') origin = index;
    else if (kind !== 'unwind') break;
  }
  return origin;
}

/** Longer values are not told by their text alone. */
function changeOf(
  earlier: RecordedStep,
  { value: old }: RecordedVariable,
  later: RecordedStep,
  { value }: RecordedVariable,
): 'same' | 'changed' | 'unknown' {
  if (old.text !== value.text) return 'changed';
  const areKnown = typeof old.digest === 'number' && typeof value.digest === 'number';
  if (areKnown) return old.digest === value.digest ? 'same' : 'changed';
  const areDrawn = old.object !== null && value.object !== null;
  const isDrawnSame = areDrawn
    ? earlier.objects.get(old.object) === later.objects.get(value.object)
    : true;
  if (!isDrawnSame) return 'changed';
  return old.digest === undefined && value.digest === undefined ? 'same' : 'unknown';
}

function variableOf(step: RecordedStep, frame: number, name: string): RecordedVariable | null {
  return frameOf(step, frame)?.variables?.find((each) => each.name === name) ?? null;
}

function frameOf(step: RecordedStep | undefined, number: number | undefined) {
  return step?.stack.findLast((frame) => frame.number === number);
}
