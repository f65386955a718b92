/** What became of a sample as a sign of its own shape and tone, for where there is no room for words. */

import type { SampleState } from './task-rows.ts';

export interface StateShape {
  readonly tone: 'good' | 'bad' | 'warn' | 'plain';
  /** A path in a square of 16. */
  readonly path: string;
}

const check = 'M3.5 8.5l3 3 6-7';
const cross = 'M4.5 4.5l7 7m0-7l-7 7';
const triangle = 'M8 3.2l5.3 9.3H2.7zM8 6.8v2.4m0 1.4v.2';
const brackets = 'M6 3.5L2.5 8 6 12.5M10 3.5L13.5 8 10 12.5';
const clock = 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zm0-9.5V8l2.5 1.5';
const square = 'M3.5 3.5h9v9h-9z';
const arrow = 'M3 8h9.5M9 4.5L12.5 8 9 11.5';
const question = 'M5.7 6a2.4 2.4 0 1 1 3.3 2.2c-.7.3-1 .7-1 1.4m0 2.6v.2';
const dash = 'M4 8h8';
const ring = 'M8 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z';
const slash = 'M4.5 11.5l7-7';
const lines = 'M2.5 4.5h11M2.5 8h11M2.5 11.5h5';
const ban = 'M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM4.2 4.2l7.6 7.6';

export const stateShapes: Readonly<Record<SampleState, StateShape>> = {
  passed: { tone: 'good', path: check },
  'failed-assertion': { tone: 'bad', path: cross },
  'runtime-error': { tone: 'warn', path: triangle },
  'syntax-error': { tone: 'warn', path: brackets },
  timeout: { tone: 'warn', path: clock },
  'memory-limit': { tone: 'warn', path: square },
  'early-exit': { tone: 'warn', path: arrow },
  'missing-function': { tone: 'warn', path: question },
  'no-code': { tone: 'plain', path: ban },
  'unsupported-value': { tone: 'bad', path: square },
  'sandbox-fault': { tone: 'plain', path: dash },
  'not-checked': { tone: 'plain', path: ring },
  'prompt-too-long': { tone: 'warn', path: lines },
  failed: { tone: 'plain', path: slash },
};
