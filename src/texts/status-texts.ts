/** The one name of each status, for every view, chart, report and command. */

import type { TestResult } from '../checking/verdict.ts';

export function outcomeName(outcome: TestResult['outcome']): string {
  return names[outcome];
}

const names: Readonly<Record<TestResult['outcome'], string>> = {
  passed: 'Passed',
  'failed-assertion': 'Failed assertion',
  'runtime-error': 'Runtime error',
  'syntax-error': 'Syntax error',
  timeout: 'Timed out',
  'memory-limit': 'Out of memory',
  'early-exit': 'Exited early',
  'missing-function': 'Function not defined',
  'no-code': 'No code',
  'unsupported-value': 'Unsupported value',
  'sandbox-fault': 'Sandbox fault',
  'not-run': 'Not run',
};
