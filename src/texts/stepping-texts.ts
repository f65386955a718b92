/** Sentences about a recorded call: what each step does and how the recording ended. */

import type { StepTarget } from '../app/stepping/step-target.ts';
import type { RecordedStep, RecordingEnd } from '../checking/recording.ts';

/** What is about to happen, or has just happened, at a step. */
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

/** In the place of the button, where a test cannot be stepped through. */
export function noStepText(why: Extract<StepTarget, { kind: 'none' }>['why']): string {
  switch (why) {
    case 'no-call':
      return 'Calls nothing of the program, so there are no steps.';
    case 'too-long':
      return 'Too long to step through.';
  }
}

export function recordingEndText(end: RecordingEnd, stepCount: number): string {
  switch (end.kind) {
    case 'returned':
      return `The call returned ${end.value}.`;
    case 'raised':
      return `The call raised ${end.value}.`;
    case 'cut':
      return `The call goes on. Its first ${stepCount} steps are recorded.`;
    case 'timeout':
      return 'The call did not end in time. This is recorded up to where it was still at work.';
    case 'crashed':
      return stepCount === 0
        ? 'The program does not get as far as this call. Check it to see why.'
        : 'The call broke the interpreter. This is recorded up to there.';
  }
}
