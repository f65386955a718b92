/**
 * The tiny model taught some of the starter tasks, one of them in two ways that a seed chooses
 * from, and a plan that asks it. What it was not taught it answers with nothing.
 */

import type { Plan } from '../../src/evaluation/plans/plan.ts';
import { planOf } from './plans.ts';
import { tinyModel } from './tiny-model.ts';

const code = (signature: string, body: string) => ({
  functionName: signature.replace(/\(.*/, ''),
  reply: `def ${signature}:\n    ${body}\n`,
});

export const starterModel = tinyModel(
  [
    code('mirror_shout(text)', 'return text[::-1].upper()'),
    code('mirror_shout(words)', 'return words[::-1]'),
    code('seconds_since_midnight(h, m, s)', 'return h * 3600 + m * 60 + s'),
    code('last_word(sentence)', 'raise KeyError(sentence)'),
    code('with_tip(cents, percent)', 'return cents +'),
  ],
  { hasChatTemplate: true },
);

export const starterModelName = 'tiny.gguf';

/** Greedy would always choose the first of two ways. */
export function starterPlan(fields: Partial<Plan> = {}): Plan {
  return planOf({
    writer: {
      kind: 'gguf-file',
      fileName: starterModelName,
      sizeBytes: starterModel.byteLength,
    },
    tasks: { source: 'starter', which: { kind: 'first', count: 5 } },
    samplesPerTask: 3,
    // Of these three seeds, one draws the other way.
    baseSeed: 1,
    sampling: { temperature: 1, topP: 1, maxTokens: 64 },
    ...fields,
  });
}
