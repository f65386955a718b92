/** Samples by what tests made of them that no prompt has: held, over-credited, failed. */

import { paletteColour } from '../../platform/palette.ts';
import type { HeldOutKind } from './sample-facts.ts';
import {
  type Stack,
  stackChart,
  type StackChartWords,
  type StackLooks,
} from '../charts/stack-chart.ts';

const looks: StackLooks<HeldOutKind> = {
  held: { colour: paletteColour('good'), lines: '' },
  'over-credited': { colour: paletteColour('warn'), lines: 'M0 4H8M4 0V8' },
  failed: { colour: paletteColour('bad'), lines: 'M0 8L8 0' },
};

export function heldOutChart(
  stacks: readonly Stack<HeldOutKind>[],
  words: StackChartWords<HeldOutKind>,
): string {
  return stackChart(stacks, looks, words);
}
