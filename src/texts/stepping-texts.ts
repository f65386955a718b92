/** Texts about a recorded call: what each step does, and how the recording ended. */

import type { RecordedStep, RecordingEnd } from '../checking/recording.ts';
import { duration } from './format.ts';

/** What happens at a step, or has just happened. */
export function stepText({ kind, line, value, stack }: RecordedStep): string {
  const name = stack.at(-1)?.name ?? 'the program';
  switch (kind) {
    case 'call':
      return `${name} is called`;
    case 'resume':
      return `${name} goes on`;
    case 'line':
      return `Line ${line} is next`;
    case 'return':
      return value === null ? `${name} returns` : `${name} returns ${value}`;
    case 'yield':
      return value === null ? `${name} yields` : `${name} yields ${value}`;
    case 'unwind':
      return `The exception leaves ${name}`;
    case 'exception':
      return value === null ? 'An exception is raised' : `Raised ${value}`;
  }
}

export function recordingEndText(end: RecordingEnd, stepCount: number): string {
  switch (end.kind) {
    case 'returned':
      return `The call returned ${end.value}.`;
    case 'raised':
      return `The call raised ${end.value}.`;
    case 'repeats':
      return `This state has been here before, at step ${end.step + 1}: the call never ends.`;
    case 'cut':
      return `The call continues. The first ${stepCount} steps are recorded.`;
    case 'timeout':
      return 'The call timed out. The recording shows the steps until then.';
    case 'crashed':
      return stepCount === 0
        ? 'The program fails before it reaches this call. Check it to see why.'
        : 'The call crashed the interpreter. The recording shows the steps until then.';
  }
}

/** How fast a film is played. */
export function speedText(stepsPerSecond: number): string {
  if (stepsPerSecond < 1) return `One step in ${1 / stepsPerSecond} s`;
  return stepsPerSecond === 1 ? '1 step a second' : `${stepsPerSecond} steps a second`;
}

/** Of names or slots that are one object: "b is the same list as a". */
export function sameText(names: readonly string[], type: string): string {
  const [first = '', ...others] = names;
  const verb = others.length > 1 ? 'are' : 'is';
  return `${others.join(' and ')} ${verb} the same ${type} as ${first}`;
}

/** Of a container that is drawn: its class and how much is in it. */
export function containerText(type: string, length: number): string {
  return `${type}, ${length === 1 ? '1 entry' : `${length} entries`}`;
}

export const steppingTexts = {
  title: 'Step through',
  recording: 'Recording the call …',
  recordingLimit: (ms: number) => `It stops after ${duration(ms)}.`,
  program: 'Program',
  step: 'Step',
  stepOf: (step: number, total: number) => `Step ${step} of ${total}`,
  back: 'Back',
  forward: 'Forward',
  play: 'Play',
  pause: 'Pause',
  speed: 'Speed',
  toFailingLine: 'Go to the failing line',
  toEnd: 'Go to the end',
  endKey: 'End',
  toStep: (step: number) => `Go to step ${step}`,
  breakpoint: (line: number) => `Breakpoint at line ${line}`,
  toBreakpoint: 'Next breakpoint',
  toBreakpointBefore: 'Previous breakpoint',
  breakpointShort: 'Breakpoint',
  breakpointHelp: 'Click a line number, or press F9, to stop there.',
  state: 'State of the program',
  variables: 'Variables',
  variablesOf: (name: string) => `Variables of ${name}`,
  globals: 'Outside functions',
  noVariables: 'None yet',
  notRecorded: 'Not recorded this far out.',
  change: { new: 'new', changed: 'changed', unknown: 'too much to compare' },
  changedBeyond: 'changed beyond what is shown',
  before: (value: string) => `was ${value}`,
  toChange: (name: string) => `${name}: go to its last change`,
  sameAs: (type: string) => `same ${type} as`,
  more: (count: number) => `… ${count} more`,
  empty: 'empty',
  parts: 'This line, part by part',
  partValue: 'is',
  calls: 'Calls',
  lookAt: (name: string, line: number) => `Show the variables of ${name}, line ${line}`,
  atLine: (line: number) => `line ${line}`,
  printed: 'Printed so far',
  returned: 'Returned',
  expected: 'Expected',
  isMet: 'as expected',
  isMissed: 'not as expected',
  copyLink: 'Copy link to this step',
} as const;
