/** Texts about a recorded call: what each step does, and how the recording ended. */

import type { RecordedStep, RecordingEnd } from '../checking/recording.ts';
import { duration } from './format.ts';

/** What happens at a step, or has just happened. */
export function stepText({ kind, line, value, stack }: RecordedStep): string {
  const name = stack.at(-1)?.name ?? 'the program';
  switch (kind) {
    case 'call':
      return `${name} is called`;
    case 'line':
      return `Line ${line} is next`;
    case 'return':
      return value === null ? `${name} returns` : `${name} returns ${value}`;
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

export const steppingTexts = {
  title: 'Step through',
  recording: 'Recording the call …',
  recordingLimit: (ms: number) => `It stops after ${duration(ms)}.`,
  program: 'Program',
  step: 'Step',
  stepOf: (step: number, total: number) => `Step ${step} of ${total}`,
  back: 'Back',
  forward: 'Forward',
  toFailingLine: 'Go to the failing line',
  toEnd: 'Go to the end',
  state: 'State of the program',
  variables: 'Variables',
  noVariables: 'None yet',
  change: { new: 'new', changed: 'changed' },
  calls: 'Calls',
  atLine: (line: number) => `line ${line}`,
  printed: 'Printed so far',
} as const;
