/** Texts of the prompt and the sampling: their parts, fields and options. */

import type { PromptPart } from '../app/workspace/prompt-state.svelte.ts';
import type { Sampling } from '../synthesis/engine.ts';

export function roleName(role: PromptPart['role']): string {
  switch (role) {
    case 'system':
      return 'System';
    case 'user':
      return 'Message';
    case 'assistant':
      return 'Earlier reply';
    case 'text':
      return 'Text';
  }
}

export const promptTexts = {
  title: 'Prompt',
  about: (isEdited: boolean) => (isEdited ? 'edited by you' : 'what the model receives'),
  style: 'Prompt style',
  styles: {
    instruction: { name: 'Instruction', about: 'for chat models' },
    paper: { name: 'Few-shot', about: 'as in the MBPP paper, for any model' },
    dialog: { name: 'Dialog', about: 'as people began one in the paper’s study, for chat models' },
  },
  examples: 'Examples',
  examplesFrom: (ids: readonly string[]) =>
    ids.length === 1
      ? `The example is the solved task ${ids.join()} of this set.`
      : `The examples are the solved tasks ${ids.join(', ')} of this set.`,
  reset: 'Restore original prompt',
  shownTests: 'Shown tests',
  shownCounts: ['none', 'first', 'first two', 'all'],
  sent: 'Prompt sent for this attempt',
  sampling: ({ temperature, topP, seed, maxTokens, thinkingTokens }: Sampling) =>
    thinkingTokens === undefined
      ? `Temperature ${temperature}, top-p ${topP}, seed ${seed}, at most ${maxTokens} tokens.`
      : `Temperature ${temperature}, top-p ${topP}, seed ${seed}, at most ${maxTokens} tokens after at most ${thinkingTokens} of reasoning.`,
} as const;

export const samplingTexts = {
  title: 'Sampling',
  about: 'randomness of the reply',
  temperature: { name: 'Temperature', about: '0 always picks the likeliest token' },
  topP: { name: 'Top-p', about: 'samples from the likeliest tokens up to this share' },
  maxTokens: { name: 'Max tokens', about: 'limit for the reply' },
  thinks: {
    name: 'Let the model reason first',
    about:
      'for chat models that can. A server without this does as it is set. llama.cpp and vLLM end the reasoning at its limit; WebLLM has one limit for both, so a reply without reasoning may be longer.',
  },
  thinkingTokens: { name: 'Reasoning tokens', about: 'limit, besides max tokens' },
  seed: { name: 'Seed', about: 'the same seed repeats a reply' },
  sampleCount: { name: 'Samples', about: 'programs per click, each with its own seed' },
  searchSeconds: 'Time limit in seconds',
} as const;
