/** Which of a person's own files a preset of EvalPlus takes for MBPP+. */

import { expect, test } from 'vitest';
import { ownSetInUse } from '../../../../src/evaluation/plans/harness-presets.ts';

const own = ['own-0000000000000001', 'own-0000000000000002', 'own-0000000000000003'];
const [, middle = '', newest = ''] = own;

test.each([
  ['the own file in view', middle, ['mbpp', ...own], middle],
  ['else the one that was opened last', 'mbpp', ['mbpp', ...own], newest],
  ['none where there is none', 'mbpp', ['mbpp', 'starter'], undefined],
])('%s', (_, inView, sets, taken) => {
  expect(ownSetInUse(inView, sets)).toBe(taken);
});
