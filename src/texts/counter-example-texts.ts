/** Texts about the smallest input on which a program differs from the reference. */

import { briefMs, type CounterExamplePhase } from '../app/trying/counter-example-search.svelte.ts';
import { count, duration } from './format.ts';

export const counterExampleTexts = {
  title: 'Where it goes wrong',
  about:
    'The program does what the shown tests ask. The smallest other input that it gets wrong says more than any rule.',
  find: 'Find the smallest counter-example',
  again: 'Search again',
  longer: 'Search longer',
  progress: 'Inputs tried',
  stop: 'Stop',
} as const;

/** What a search has come to, also to be read aloud. */
export function counterExampleText(phase: CounterExamplePhase): string {
  switch (phase.kind) {
    case 'idle':
    case 'failed':
      return '';
    case 'searching':
      return phase.progress
        ? `Comparing with the reference${upTo(phase.isBrief)}: ${phase.progress.tried} of ${count(phase.progress.of, 'small input')} tried.`
        : `Looking for small inputs${upTo(phase.isBrief)} …`;
    case 'found':
      return 'The smallest input found on which the program differs from the reference:';
    case 'none':
      return noneText(phase);
  }
}

function upTo(isBrief: boolean): string {
  return isBrief ? ` for up to ${duration(briefMs)}` : '';
}

function noneText({ tried, isCut, isBrief }: CounterExamplePhase & { kind: 'none' }): string {
  if (isBrief && isCut) {
    const inputs = tried === 0 ? '' : ` on the first ${count(tried, 'small input')}`;
    return `No difference found${inputs} in ${duration(briefMs)}. Search longer, or see the failing test below.`;
  }
  if (tried === 0)
    return 'No small inputs can be made from these tests. See the failing test below.';
  const inputs = count(tried, 'small input');
  return isCut
    ? `No difference on the first ${inputs}. The search took too long for more. See the failing test below.`
    : `No difference on ${inputs}. See the failing test below.`;
}
