/** What is checked of one program: its task's tests, their plans, and the rules. */

import type { HiddenSuite } from '../hidden/hidden-suite.ts';
import type { TestPlan, TestSheet } from '../judging/judge-messages.ts';
import type { Oracle } from '../oracle.ts';
import type { Test } from '../test-result.ts';

export interface ProgramCheck {
  readonly sheet: TestSheet;
  readonly tests: readonly Test[];
  readonly plans: readonly TestPlan[];
  readonly hidden: HiddenSuite | null;
  readonly program: string;
  readonly limitMs: number;
  /** Of the machine, against when the hidden suite was made; 1 where left out. */
  readonly slowness?: number;
  readonly oracle: Oracle;
  /** Whether tests that the judge runs may ask ahead; true where left out. */
  readonly guesses?: boolean;
}
