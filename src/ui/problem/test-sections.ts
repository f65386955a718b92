/** Tests as they are listed everywhere: those that the program's author saw, and apart the others. */

import type { TestGroup, TestResult } from '../../checking/verdict.ts';

/** `unseen`: of the task's own asserts, those that the author of the program was not shown. */
export type TestKind = TestGroup | 'unseen';

export interface ListedTest {
  readonly source: string;
  /** Null until it is decided. */
  readonly result: TestResult | null;
}

export interface TestSection {
  readonly kind: TestKind;
  readonly tests: readonly ListedTest[];
}

/** `seenCount`: of the task's own asserts, how many the author saw. Without those that are empty. */
export function sectionsOf(
  { shown, challenge, hidden }: Readonly<Record<TestGroup, readonly ListedTest[]>>,
  seenCount: number,
): readonly TestSection[] {
  const sections: readonly TestSection[] = [
    { kind: 'shown', tests: shown.slice(0, seenCount) },
    { kind: 'unseen', tests: shown.slice(seenCount) },
    { kind: 'challenge', tests: challenge },
    { kind: 'hidden', tests: hidden },
  ];
  return sections.filter(({ tests }) => tests.length > 0);
}

/** What a group of sources has come to. */
export function listedTests(
  group: TestGroup,
  sources: readonly string[],
  results: readonly TestResult[],
): readonly ListedTest[] {
  const decided = results.filter((result) => result.group === group);
  return sources.map((source, index) => ({ source, result: decided[index] ?? null }));
}
