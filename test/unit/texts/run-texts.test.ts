/** What is said of a log's damaged lines. */

import { expect, test } from 'vitest';
import { damagedLinesText } from '../../../src/texts/run-texts.ts';

test('of many damaged lines the first are named, and how many more there are', () => {
  const lines = Array.from({ length: 9 }, (_, at) => ({
    line: at + 2,
    fault: { kind: 'cut' } as const,
  }));
  expect(damagedLinesText(lines.slice(0, 2))).toBe(
    'Line 2 is incomplete and was skipped. Line 3 is incomplete and was skipped.',
  );
  expect(damagedLinesText(lines)).toMatch(
    /Line 6 is incomplete and was skipped\. 4 more lines were skipped\.$/,
  );
  expect(damagedLinesText(lines.slice(0, 6))).toMatch(/1 more line was skipped\.$/);
});
