/** What the checker takes from a task: its tests in order and in groups, as the judge reads them. */

import type { Task } from '../tasks/task.ts';
import type { TestSheet } from './judging/judge-messages.ts';
import { type Test, testResult } from './test-result.ts';
import type { TestResult, Verdict } from './verdict.ts';

export function testsOf(task: Task): Test[] {
  return [
    ...task.tests.map((source): Test => ({ group: 'shown', source })),
    ...task.challengeTests.map((source): Test => ({ group: 'challenge', source })),
  ];
}

export function sheetOf(task: Task, tests: readonly Test[]): TestSheet {
  return {
    reference: task.referenceCode,
    setup: task.setupCode,
    tests: tests.map((test) => test.source),
  };
}

/** The verdict where no test had a turn. */
export function withoutRun(status: 'no-code' | 'sandbox-fault', tests: readonly Test[]): Verdict {
  const results: TestResult[] = tests.map((test) => testResult(test, { outcome: 'not-run' }));
  return {
    status,
    tests: results,
    exception: null,
    output: '',
    isOutputTruncated: false,
    oracle: [],
    ms: 0,
  };
}
