/** Plans and runs for tests: small, complete, and changed field by field. */

import type { Plan } from '../../src/evaluation/plan.ts';

export function planOf(fields: Partial<Plan> = {}): Plan {
  return {
    name: 'A plan',
    writer: { kind: 'search', seconds: 1 },
    prompt: { style: 'instruction', exampleCount: 3, shownTestCount: 3 },
    tasks: { source: 'starter', which: { kind: 'all' } },
    samplesPerTask: 2,
    sampling: { temperature: 0.5, topP: 0.9, maxTokens: 64 },
    baseSeed: 7,
    checking: { limitMs: 3000, floatTolerance: null, isOrderInsensitive: false },
    ...fields,
  };
}
