/** Texts of the program: the editor, Generate and Check, the prompt, the sampling, the reply. */

import type { Sampling } from '../synthesis/engine.ts';
import { duration } from './format.ts';

export const editorTexts = {
  label: 'Program in Python',
  help: 'Tab indents. To leave the editor with Tab, press Escape first.',
  invitation: (canGenerate: boolean) =>
    canGenerate ? 'Write Python here, or press Generate.' : 'Write Python here.',
} as const;

export const programTexts = {
  title: 'Program',
  details: 'How the program was generated',
  /** What the button that chooses a model says to a screen reader. */
  modelIs: (name: string) => `Model: ${name}`,
  generate: (samples: number) => (samples > 1 ? `Generate ${samples}` : 'Generate'),
  check: 'Check',
  searching: 'Searching …',
  checking: 'Checking …',
  stopped: 'Stopped. You can check the program so far.',
  generatedIn: (ms: number) => `Generated in ${duration(ms)}.`,
  searchFoundNone: 'The search found no program. See why below.',
} as const;

export const promptTexts = {
  title: 'Prompt',
  about: (isEdited: boolean) => (isEdited ? 'edited by you' : 'what the model receives'),
  style: 'Prompt style',
  styles: {
    instruction: { name: 'Instruction', about: 'for chat models' },
    paper: { name: 'Few-shot', about: 'as in the MBPP paper, for any model' },
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
  sampling: ({ temperature, topP, seed, maxTokens }: Sampling) =>
    `Temperature ${temperature}, top-p ${topP}, seed ${seed}, at most ${maxTokens} tokens.`,
} as const;

export const samplingTexts = {
  title: 'Sampling',
  about: 'randomness of the reply',
  temperature: { name: 'Temperature', about: '0 always picks the likeliest token' },
  topP: { name: 'Top-p', about: 'samples from the likeliest tokens up to this share' },
  maxTokens: { name: 'Max tokens', about: 'limit for the reply' },
  seed: { name: 'Seed', about: 'the same seed repeats a reply' },
  sampleCount: { name: 'Samples', about: 'programs per click, each with its own seed' },
  searchSeconds: 'Time limit in seconds',
} as const;

export const replyTexts = {
  title: 'Reply',
  about: (hasCode: boolean) => (hasCode ? 'full text from the model' : 'no code found'),
  cut: 'Cut off at the token limit.',
  stopped: 'Stopped early.',
  hadThinking: 'The model’s reasoning was removed.',
  empty: '(empty reply)',
  whole: 'Full reply',
  code: 'Code extracted from the reply',
} as const;

export const searchViewTexts = {
  found: 'How the search found it',
  notFound: 'The search found no program',
  stopped: 'The search was stopped',
  about:
    'The search builds programs from small to large until one passes the shown tests. It needs no model and no prompt.',
} as const;
