/** What a study that looks below the status needs of a sample: its program, its groups of tests. */

import type { Status, TestGroup, Verdict } from '../../checking/verdict.ts';
import { isCounted } from '../results/run-results.ts';
import type { Sample } from '../runs/run.ts';

/** What became of a sample under tests that were never in its prompt. */
const heldOutKinds = ['held', 'over-credited', 'failed'] as const;

export type HeldOutKind = (typeof heldOutKinds)[number];

export interface SampleFacts {
  readonly task: string;
  readonly index: number;
  readonly status: Status | null;
  readonly program: string | null;
  /** Whether all tests of the group passed; null where there are none, or none was decided. */
  readonly passesShown: boolean | null;
  /** Of tests that are never in a prompt. */
  readonly passesHeldOut: Readonly<Record<HeldOutTests, boolean | null>>;
}

/** Tests that are never in a prompt. */
export type HeldOutTests = 'challenge' | 'hidden';

export function factsOf({ task, index, extraction, verdict }: Sample): SampleFacts {
  const status = verdict?.status ?? null;
  return {
    ...{ task, index, status, program: extraction?.program ?? null },
    passesShown: verdict && passesAll(verdict, ['shown'], status),
    passesHeldOut: {
      challenge: verdict && passesAll(verdict, ['challenge'], status),
      hidden: verdict && passesAll(verdict, ['hidden'], status),
    },
  };
}

/**
 * A program that never came to its tests passes none of them. A check that failed in the sandbox
 * says nothing.
 */
function passesAll(
  { tests }: Verdict,
  groups: readonly TestGroup[],
  status: Status | null,
): boolean | null {
  if (status === 'sandbox-fault') return null;
  const own = tests.filter(({ group }) => groups.includes(group));
  if (own.length === 0) return null;
  return own.every(({ outcome }) => outcome === 'passed');
}

/** Null for a sample that says nothing about these held-out tests. */
export function heldOutKind(
  { status, passesShown, passesHeldOut }: SampleFacts,
  by: HeldOutTests,
): HeldOutKind | null {
  if (!isCounted({ status })) return null;
  if (passesShown === false) return 'failed';
  const passes = passesHeldOut[by];
  if (passesShown === null || passes === null) return status === 'passed' ? null : 'failed';
  return passes ? 'held' : 'over-credited';
}

export function countHeldOut(samples: readonly SampleFacts[], by: HeldOutTests) {
  const kinds = samples.map((sample) => heldOutKind(sample, by));
  return heldOutKinds
    .map((key) => ({ key, count: kinds.filter((kind) => kind === key).length }))
    .filter(({ count }) => count > 0);
}
